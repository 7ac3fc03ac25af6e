package dev.reelbatch.cli;

import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Options of the form {@code NAME=VALUE}, of which picocli silently takes the last value of a name. */
final class NamedValues {

    private NamedValues() {}

    /**
     * Checks that the command line gives no name twice.
     *
     * @throws UserException if a name has two values
     */
    static void checkOnce(CommandSpec command, String option) {
        ParseResult parsed = command.commandLine().getParseResult();
        if (parsed != null && parsed.hasMatchedOption(option)) {
            List<String> values = parsed.matchedOption(option).originalStringValues();
            checkOnce(
                    option,
                    values.stream()
                            .map(value -> value.replaceFirst("(?s)=.*", ""))
                            .toList());
        }
    }

    /**
     * Checks that no name is there twice.
     *
     * @throws UserException if one is
     */
    static void checkOnce(String option, Collection<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(folded(name))) {
                throw new UserException(Text.of("%s gives %s twice; give it once", option, name.strip()));
            }
        }
    }

    /** Returns true if the name is among others, ignoring case. */
    static boolean isIn(Collection<String> names, String name) {
        return names.stream().anyMatch(one -> folded(one).equals(folded(name)));
    }

    private static String folded(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
