package dev.reelbatch.cli;

import dev.reelbatch.home.TypedCommand;
import dev.reelbatch.load.Nearest;
import dev.reelbatch.text.Language;
import dev.reelbatch.text.Text;
import java.io.File;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, as picocli found it, and what would be right. */
final class UsageErrors {

    /** One of picocli's sentences, which it has in English alone, and ours for it. */
    private record Sentence(Pattern english, Function<MatchResult, String> words) {

        private Sentence(String english, Function<MatchResult, String> words) {
            this(Pattern.compile(english, Pattern.DOTALL), words);
        }
    }

    private static final List<Sentence> SENTENCES = List.of(
            new Sentence(
                    "(Unknown option: .*); (Expected parameter .*)",
                    m -> words(m.group(1)) + Text.of("; ") + words(m.group(2))),
            new Sentence("Unknown options?: (.*)", m -> Text.of("Unknown option: %s", m.group(1))),
            new Sentence(
                    "Unmatched arguments? (?:at|from) index \\d+: (.*)",
                    m -> Text.of("Unmatched argument: %s", m.group(1))),
            new Sentence("Missing required parameter for (.*)", m -> Text.of("%s needs a value", words(m.group(1)))),
            new Sentence("Missing required options?: (.*)", m -> Text.of("Missing required option: %s", m.group(1))),
            new Sentence(
                    "Missing required parameters?: (.*)", m -> Text.of("Missing required parameter: %s", m.group(1))),
            new Sentence(
                    "Expected parameter for (.*) but found (.*)",
                    m -> Text.of("%s needs a value, but %s follows", words(m.group(1)), m.group(2))),
            new Sentence(
                    "Invalid value for ((?:option|positional parameter) .*?): (.*)",
                    m -> Text.of("Invalid value for %s: %s", words(m.group(1)), words(m.group(2)))),
            new Sentence(
                    "Value for option (.*) should be in KEY=VALUE format but was (.*)",
                    m -> Text.of("The value of %s is written KEY=VALUE, not %s", words(m.group(1)), m.group(2))),
            new Sentence(
                    "(option .*) should be specified without (.*) parameter",
                    m -> Text.of("%s takes no value, so not %s", words(m.group(1)), m.group(2))),
            new Sentence(
                    "(option .*) should be specified only once",
                    m -> Text.of("%s is given twice; give it once", words(m.group(1)))),
            new Sentence("('.*') is not a boolean", m -> Text.of("%s is neither true nor false", m.group(1))),
            new Sentence("('.*') is not an int", m -> Text.of("%s is not a whole number", m.group(1))),
            new Sentence("('.*') is not a double", m -> Text.of("%s is not a number", m.group(1))),
            new Sentence("positional parameter at index \\S+ \\((.*)\\)", m -> Text.of("parameter %s", m.group(1))),
            new Sentence("option (.*)", m -> Text.of("option %s", m.group(1))));

    private UsageErrors() {}

    /** Returns the exit code. */
    static int print(ParameterException e, String... args) {
        CommandLine line = e.getCommandLine();
        line.getErr().println(words(e));
        line.getErr().println(hint(e, line));
        return ExitCode.INVALID;
    }

    /** What is wrong, in the language of this process; in English where picocli has words that are not known here. */
    static String words(ParameterException e) {
        return words(String.valueOf(e.getMessage()));
    }

    private static String words(String english) {
        if (Text.language() == Language.ENGLISH) {
            return english.replaceAll("(option )\\1", "$1"); // picocli's slip, of an option with KEY=VALUE
        }
        for (Sentence sentence : SENTENCES) {
            Matcher matcher = sentence.english().matcher(english);
            if (matcher.matches()) {
                return sentence.words().apply(matcher);
            }
        }
        return english;
    }

    private static String hint(ParameterException e, CommandLine line) {
        String given = "";
        if (e instanceof UnmatchedArgumentException unmatched) {
            given = unmatched.getUnmatched().get(0);
            if (line.getParent() == null && new File(given).isFile()) { // a sheet, dropped on the launcher for example
                return Text.of("To run it: %s", TypedCommand.of(null, false, "run", given));
            }
            List<String> suggestions = unmatched.getSuggestions();
            if (!suggestions.isEmpty()) {
                return unmatched.isUnknownOption()
                        ? Text.of("Possible solutions: %s", String.join(", ", suggestions))
                        : Text.of("Did you mean: %s?", String.join(Text.of(" or "), suggestions));
            }
        }
        String nearest = Nearest.text(given, line.getSubcommands().keySet());
        String help = Text.of("See: %s --help", line.getCommandSpec().qualifiedName());
        return nearest == null ? help : Text.of("Did you mean: %s? %s", nearest, help);
    }
}
