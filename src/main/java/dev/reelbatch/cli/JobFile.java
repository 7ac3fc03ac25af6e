package dev.reelbatch.cli;

import dev.reelbatch.text.Suggestion;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.YAMLException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * A job in a YAML file: one source, the options of {@code run} (or {@code rerun}) by name, its schedule, and settings
 * under {@code reelbatch.}. It is equivalent to the command line it spells out.
 */
final class JobFile {

    /** The sources of rows; each is a key, and a file has exactly one of them. */
    enum Source {
        INPUT("run"),
        INBOX("run"),
        RERUN("rerun");

        private final String command;

        Source(String command) {
            this.command = command;
        }

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

    private static final String SETTING = "reelbatch.";
    private static final String MAP = "map.";
    private static final String JOB = "job";
    private static final Set<String> NOT_FOR_FILES = Set.of("help", "version", "lang", "setting", "D");

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
        return job;
    }

    private static Map<String, String> values(Path file) {
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
        if (value.isBlank() || source == Source.INPUT && isOne(Path.of(value))) {
            throw new UserException(
                    Text.of("%s: %s must name %s, not \"%s\"", file, source.key(), source.what(), value));
        }
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

    @Nullable String value(String key) {
        return values.get(key);
    }

    /** Returns the settings given in the file, by full name. */
    Map<String, String> settings() {
        return values.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(SETTING))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> b, TreeMap::new));
    }

    /** Returns the command line that the file is equivalent to. */
    List<String> arguments(CommandLine reelbatch) {
        CommandSpec command = Objects.requireNonNull(reelbatch.getSubcommands().get(source.command))
                .getCommandSpec();
        Set<String> options = optionNames(command);
        List<String> arguments = new ArrayList<>(List.of(source.command));
        if (source != Source.RERUN) {
            arguments.add("--job=" + jobName());
        }
        values.forEach((key, value) -> {
            if (key.equals(JOB) && source != Source.RERUN) {
                return; // given already
            } else if (key.startsWith(SETTING)) {
                arguments.add("--setting=" + key + "=" + value);
            } else if (key.startsWith(MAP) && options.contains("map")) {
                arguments.add("--map=" + key.substring(MAP.length()) + "=" + value);
            } else if (isOfList(key, command)) {
                arguments.add("--" + inList(key) + "=" + value);
            } else if (options.contains(key)
                    && command.findOption("--" + key).arity().max() == 0) {
                addFlag(key, value, arguments);
            } else if (options.contains(key)) {
                arguments.add("--" + key + "=" + value);
            } else if (!key.equals(source.key()) && !JobTimes.KEYS.contains(key)) {
                throw unknown(key, options);
            }
        });
        if (source != Source.INBOX) {
            arguments.add(source());
        }
        return arguments;
    }

    /**
     * Combines the file's command line with the options given besides the file's name, which win.
     *
     * @param said the command that the file was given to
     */
    static List<String> with(List<String> ofFile, CommandSpec said) {
        Set<OptionSpec> own = Set.copyOf(said.commandLine().getParseResult().matchedOptions());
        List<String> all = new ArrayList<>();
        for (String argument : ofFile) {
            OptionSpec option = said.findOption(argument.replaceFirst("=.*", ""));
            boolean adds = option != null
                    && option.isMultiValue()
                    && !option.longestName().equals("--rows")
                    && !(Map.class.isAssignableFrom(option.type())
                            && NamedValues.isSaid(said, option, argument.replaceFirst("^[^=]*=", "")));
            if (option == null || adds || !own.contains(option)) {
                all.add(argument);
            }
        }
        all.addAll(besides(said));
        return all;
    }

    /** Returns the options given besides the name of a job file. */
    private static List<String> besides(CommandSpec command) {
        ParseResult parsed = command.commandLine().getParseResult();
        List<String> all = new ArrayList<>(parsed.originalArgs());
        all.remove(command.name());
        all.remove(parsed.matchedPositional(0).originalStringValues().get(0)); // as typed, not as a path
        return all;
    }

    private static Set<String> optionNames(CommandSpec command) {
        Set<String> names = new TreeSet<>();
        for (OptionSpec option : command.options()) {
            String name = option.longestName().replaceFirst("^-+", "");
            if (!NOT_FOR_FILES.contains(name)) {
                names.add(name);
            }
        }
        return names;
    }

    /**
     * Returns true for one of several values of an option that may be given several times, as in
     * {@code ignore-column[1]}.
     */
    private static boolean isOfList(String key, CommandSpec command) {
        OptionSpec option = key.endsWith("]") ? command.findOption("--" + inList(key)) : null;
        return option != null && option.isMultiValue();
    }

    private static String inList(String key) {
        return key.replaceFirst("\\[\\d+]$", "");
    }

    private void addFlag(String key, String value, List<String> arguments) {
        if (isTrue(key, value)) {
            arguments.add("--" + key);
        }
    }

    boolean isTrue(String key, String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> throw new UserException(Text.of("%s: %s must be true or false, not \"%s\"", file, key, value));
        };
    }

    private UserException unknown(String key, Set<String> options) {
        Set<String> all = new TreeSet<>(options);
        all.addAll(JobTimes.KEYS);
        Arrays.stream(Source.values()).map(Source::key).forEach(all::add);
        String nearest = Suggestion.text(key, all);
        return new UserException(
                nearest == null
                        ? Text.of("%s: unknown key %s; the keys are: %s", file, key, String.join(", ", all))
                        : Text.of("%s: unknown key %s; did you mean %s?", file, key, nearest));
    }
}
