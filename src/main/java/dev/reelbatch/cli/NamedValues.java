package dev.reelbatch.cli;

import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Options of the form {@code NAME=VALUE}, of which picocli silently takes the last value of a name. */
final class NamedValues {

    private NamedValues() {}

    /**
     * Checks that no name is given twice.
     *
     * @throws UserException if a name has two values
     */
    static void checkOnce(CommandSpec command, String option) {
        Set<String> names = new HashSet<>();
        for (String value : valuesOf(command, option)) {
            if (!names.add(name(value))) {
                throw new UserException(Text.of(
                        "%s gives %s twice; give it once",
                        option, value.replaceFirst("=.*", "").strip()));
            }
        }
    }

    /** Returns true if the command line gives another value to the same name. */
    static boolean isSaid(CommandSpec command, OptionSpec option, String value) {
        return valuesOf(command, option.longestName()).stream()
                .anyMatch(said -> name(said).equals(name(value)));
    }

    private static List<String> valuesOf(CommandSpec command, String option) {
        ParseResult parsed = command.commandLine().getParseResult();
        return parsed != null && parsed.hasMatchedOption(option)
                ? parsed.matchedOption(option).originalStringValues()
                : List.of();
    }

    private static String name(String value) {
        return value.replaceFirst("(?s)=.*", "").strip().toLowerCase(Locale.ROOT);
    }
}
