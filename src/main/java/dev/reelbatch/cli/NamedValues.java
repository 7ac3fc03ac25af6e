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

/** Options written {@code NAME=VALUE}, of which picocli takes the last value of a name without a word. */
final class NamedValues {

    private NamedValues() {}

    /** @throws UserException if a name has two values */
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

    /** Whether the command's line gives the name of this value another value. */
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
