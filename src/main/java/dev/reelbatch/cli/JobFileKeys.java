package dev.reelbatch.cli;

import dev.reelbatch.text.Suggestion;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The keys that a job file may have: the options of its command, its source, and what only {@code serve} looks at. */
final class JobFileKeys {

    private static final Set<String> NOT_FOR_FILES =
            Set.of("help", "version", "lang", "D", "from-drafts", "log-format");

    private final CommandSpec command;
    private final Set<String> known = new TreeSet<>(JobTimes.KEYS);

    private JobFileKeys(CommandSpec command) {
        this.command = command;
        Arrays.stream(JobFile.Source.values()).map(JobFile.Source::key).forEach(known::add);
        command.options().forEach(option -> of(option).ifPresent(known::add));
    }

    /**
     * Checks that the command of the job file, or {@code serve}, has an option for each key.
     *
     * @param command the command that the file stands for
     * @throws UserException naming the first unknown key and the nearest known one
     */
    static void check(JobFile file, CommandSpec command) {
        JobFileKeys keys = new JobFileKeys(command);
        file.keys().stream().filter(key -> !keys.isKnown(key)).findFirst().ifPresent(key -> {
            throw keys.unknown(key, file);
        });
    }

    /** Returns the key of an option; empty if a job file has none for it. */
    static Optional<String> of(OptionSpec option) {
        String name = option.longestName().replaceFirst("^-+", "");
        return NOT_FOR_FILES.contains(name) ? Optional.empty() : Optional.of(name);
    }

    private boolean isKnown(String key) {
        return known.contains(key)
                || key.startsWith(JobFile.SETTING)
                || key.startsWith(JobFile.MAP) && known.contains("map")
                || isInList(key);
    }

    /** Returns true for one of several values of an option that may be given several times. */
    private boolean isInList(String key) {
        OptionSpec option = key.endsWith("]") ? command.findOption("--" + JobFile.withoutIndex(key)) : null;
        return option != null && option.isMultiValue();
    }

    private UserException unknown(String key, JobFile file) {
        String nearest = Suggestion.text(key, known);
        return new UserException(
                nearest == null
                        ? Text.of("%s: unknown key %s; the keys are: %s", file.file(), key, String.join(", ", known))
                        : Text.of("%s: unknown key %s; did you mean %s?", file.file(), key, nearest));
    }
}
