package dev.reelbatch.cli;

import dev.reelbatch.load.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.FileSystemResource;
import org.yaml.snakeyaml.error.YAMLException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A job in a YAML file: {@code input}, the options of {@code run} by their names, and settings under
 * {@code reelbatch.}. It stands for the command line it spells out.
 */
final class JobFile {

    private static final String INPUT = "input";
    private static final String SETTING = "reelbatch.";
    private static final Set<String> NOT_FOR_FILES = Set.of("help", "version", "setting", "D");

    private final Path file;
    private final EnumerablePropertySource<?> keys;

    private JobFile(Path file, EnumerablePropertySource<?> keys) {
        this.file = file;
        this.keys = keys;
    }

    static boolean isOne(Path input) {
        String name = input.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }

    static JobFile read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UsageException(file + ": there is no such job file");
        }
        try {
            List<PropertySource<?>> documents =
                    new YamlPropertySourceLoader().load(file.toString(), new FileSystemResource(file));
            if (documents.size() == 1 && documents.get(0) instanceof EnumerablePropertySource<?> keys) {
                return new JobFile(file, keys);
            }
            throw new UsageException(file + ": one job a file, with at least the key input");
        } catch (IOException | IllegalStateException | YAMLException e) {
            String message = Objects.requireNonNullElse(e.getMessage(), "").replaceAll("\\s+", " ");
            throw new UsageException("%s is not readable as YAML: %s".formatted(file, message));
        }
    }

    /** The command line that the file stands for; the job is called like the file unless it says otherwise. */
    List<String> arguments(CommandSpec run) {
        Set<String> known = optionNames(run);
        List<String> arguments = new ArrayList<>(List.of("--job=" + jobName()));
        boolean hasInput = false;
        for (String key : keys.getPropertyNames()) {
            String value = String.valueOf(keys.getProperty(key));
            if (key.equals(INPUT)) {
                checkInput(value);
                hasInput = true;
                arguments.add(value);
            } else if (key.startsWith(SETTING)) {
                arguments.add("--setting=" + key + "=" + value);
            } else if (!known.contains(key)) {
                throw unknown(key, known);
            } else if (isFlag(run, key)) {
                addFlag(key, value, arguments);
            } else {
                arguments.add("--" + key + "=" + value);
            }
        }
        if (!hasInput) {
            throw new UsageException(file + ": the key input is missing; it names the sheet");
        }
        return arguments;
    }

    private void checkInput(String value) {
        if (value.isBlank() || isOne(Path.of(value))) {
            throw new UsageException("%s: input names the sheet, not \"%s\"".formatted(file, value));
        }
    }

    private String jobName() {
        String name = file.getFileName().toString();
        return name.substring(0, name.lastIndexOf('.'));
    }

    private static Set<String> optionNames(CommandSpec run) {
        Set<String> names = new TreeSet<>();
        for (OptionSpec option : run.options()) {
            String name = option.longestName().replaceFirst("^-+", "");
            if (!NOT_FOR_FILES.contains(name)) {
                names.add(name);
            }
        }
        return names;
    }

    private static boolean isFlag(CommandSpec run, String key) {
        return run.findOption("--" + key).arity().max() == 0;
    }

    private void addFlag(String key, String value, List<String> arguments) {
        Map<String, Boolean> words = Map.of("true", true, "false", false);
        Boolean on = words.get(value);
        if (on == null) {
            throw new UsageException("%s: %s is true or false, not \"%s\"".formatted(file, key, value));
        }
        if (on) {
            arguments.add("--" + key);
        }
    }

    private UsageException unknown(String key, Set<String> known) {
        Set<String> all = new TreeSet<>(known);
        all.add(INPUT);
        String nearest = Nearest.text(key, all);
        return new UsageException("%s: there is no key %s%s"
                .formatted(
                        file,
                        key,
                        nearest == null
                                ? "; there are: " + String.join(", ", all)
                                : "; did you mean " + nearest + "?"));
    }
}
