package dev.reelbatch.cli;

import dev.reelbatch.api.SheetLink;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * A job in a YAML file: one source, the options of {@code run} (or {@code rerun}) by name, its schedule, and settings
 * under {@code reelbatch.}.
 */
final class JobFile {

    /** The sources of rows; each is a key, and a file has exactly one of them. */
    enum Source {
        INPUT,
        INBOX,
        RERUN;

        private String what() {
            return switch (this) {
                case INPUT -> Text.of("the sheet");
                case INBOX -> Text.of("the folder that sheets are dropped into");
                case RERUN -> Text.of("the job whose rows are rerun");
            };
        }

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final String SETTING = "reelbatch.";
    static final String MAP = "map.";
    static final String JOB = "job";

    private static final Set<String> ON = Set.of("true", "yes", "on");
    private static final Set<String> OFF = Set.of("false", "no", "off");

    private final Path file;
    private final Source source;
    private final Map<String, String> values;

    private JobFile(Path file, Source source, Map<String, String> values) {
        this.file = file;
        this.source = source;
        this.values = values;
    }

    static boolean isOne(Path input) {
        String name = input.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }

    /**
     * Reads a job file.
     *
     * @throws UserException naming the file and the mistake in it
     */
    static JobFile read(Path file) {
        if (!Files.isRegularFile(file)) {
            String fact = Text.of("%s: there is no such job file.", file);
            throw new UserException(NearestFile.to(file, List.of("yaml", "yml"))
                    .map(nearest -> fact + Text.of(" Did you mean %s?", nearest))
                    .orElse(fact));
        }
        Map<String, String> values = values(file);
        List<Source> sources = Arrays.stream(Source.values())
                .filter(source -> values.containsKey(source.key()))
                .toList();
        if (sources.size() != 1) {
            throw new UserException(
                    sources.isEmpty()
                            ? Text.of(
                                    "%s: one of the keys input, inbox and rerun is missing; it says where the rows come from",
                                    file)
                            : Text.of(
                                    "%s: exactly one of the keys input, inbox and rerun must say where the rows come from",
                                    file));
        }
        JobFile job = new JobFile(file, sources.get(0), values);
        job.checkSource();
        JobTimes.of(job);
        return job;
    }

    /**
     * Reads the values of a file, whatever they are.
     *
     * @throws UserException if it can't be read
     */
    static Map<String, String> values(Path file) {
        try {
            List<Map<String, String>> documents = new PlainYaml(file).documents();
            if (documents.size() == 1) {
                return documents.get(0);
            }
            throw new UserException(
                    Text.of("%s: a job file must describe one job, with at least the key input, inbox or rerun", file));
        } catch (IllegalStateException | YAMLException e) {
            String message = Objects.requireNonNullElse(e.getMessage(), "").replaceAll("\\s+", " ");
            throw new UserException(Text.of("%s is not readable as YAML: %s", file, message));
        }
    }

    private void checkSource() {
        String value = source();
        if (value.isBlank() || source == Source.INPUT && isNoSheet(value)) {
            throw new UserException(
                    Text.of("%s: %s must name %s, not \"%s\"", file, source.key(), source.what(), value));
        }
    }

    /** Returns whether the text names no sheet: another job file, or standard input, which serve does not have. */
    private static boolean isNoSheet(String value) {
        return value.strip().equals("-") || !SheetLink.isOne(value) && isOne(Path.of(value));
    }

    Path file() {
        return file;
    }

    Source kind() {
        return source;
    }

    /** Returns the sheet, the folder or the job that the rows come from. */
    String source() {
        return Objects.requireNonNull(values.get(source.key())).strip();
    }

    /** Returns the job's name: the one given in the file, otherwise the file's own name. */
    String jobName() {
        String name = file.getFileName().toString();
        return Objects.requireNonNullElse(values.get(JOB), name.substring(0, name.lastIndexOf('.')));
    }

    /** Returns all values as they are written, by the full names of their keys. */
    Map<String, String> values() {
        return values;
    }

    @Nullable String value(String key) {
        return values.get(key);
    }

    /** Returns true if the file has the key, unless as a flag that is off. */
    boolean says(String key) {
        return values.containsKey(key) && !OFF.contains(values.get(key).toLowerCase(Locale.ROOT));
    }

    /** Returns the settings given in the file, by full name. */
    Map<String, String> settings() {
        return values.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(SETTING))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> b, TreeMap::new));
    }

    /** Returns the full names of all keys, for example {@code map.prompt}. */
    Set<String> keys() {
        return values.keySet();
    }

    /** Returns the values of a key that may have several, for example {@code rows}. */
    List<String> list(String key) {
        return values.entrySet().stream()
                .filter(entry -> withoutIndex(entry.getKey()).equals(key))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Returns the headers of mapped columns, by the known name. */
    Map<String, String> map() {
        return values.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(MAP))
                .collect(Collectors.toMap(
                        entry -> entry.getKey().substring(MAP.length()),
                        Map.Entry::getValue,
                        (a, b) -> b,
                        TreeMap::new));
    }

    /** Returns a key without its index in a list, {@code ignore-column} for {@code ignore-column[1]}. */
    static String withoutIndex(String key) {
        return key.replaceFirst("\\[\\d+]$", "");
    }

    /**
     * Returns the value of a flag.
     *
     * @throws UserException if it is neither true nor false
     */
    boolean isTrue(String key, String value) {
        String folded = value.toLowerCase(Locale.ROOT);
        if (ON.contains(folded) || OFF.contains(folded)) {
            return ON.contains(folded);
        }
        throw new UserException(Text.of("%s: %s must be true or false, not \"%s\"", file, key, value));
    }
}
