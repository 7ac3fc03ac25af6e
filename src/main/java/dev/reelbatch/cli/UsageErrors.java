package dev.reelbatch.cli;

import dev.reelbatch.home.TypedCommand;
import dev.reelbatch.text.Suggestion;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MaxValuesExceededException;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Describes mistakes in a command line found by picocli, and how to correct them. */
final class UsageErrors implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        String message = message(e, List.of(args));
        line.getErr().println(message);
        if (!isOfJobFile(e, List.of(args))) {
            line.getErr().println(hint(e, line));
        }
        if (JsonErrors.areAskedFor(List.of(args))) {
            JsonErrors.print(line.getOut(), ExitCode.INVALID, message);
        }
        return ExitCode.INVALID;
    }

    /**
     * Returns the message in the language of this process.
     *
     * @param args the command line
     */
    static String message(ParameterException e, List<String> args) {
        if (e.getCause() instanceof UserException cause) {
            return String.valueOf(cause.getMessage());
        }
        JobFile jobFile = Input.jobFile(e.getCommandLine().getCommandSpec());
        String message = parserMessage(e, args);
        return jobFile != null && isOfJobFile(e, args) ? "%s: %s".formatted(jobFile.file(), message) : message;
    }

    /** Returns true if the mistake is in a job file, not on the command line. */
    private static boolean isOfJobFile(ParameterException e, List<String> args) {
        boolean isDefault = Input.jobFile(e.getCommandLine().getCommandSpec()) != null
                && e.getArgSpec() instanceof OptionSpec option
                && !isGiven(option, args);
        return isDefault || e.getCause() instanceof UserException;
    }

    private static String parserMessage(ParameterException e, List<String> args) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched);
        } else if (e instanceof MissingParameterException missing) {
            return missing(missing, args);
        } else if (e instanceof OverwrittenOptionException twice) {
            return Text.of("%s is given more than once; give it once.", name(twice.getOverwritten()));
        } else if (e instanceof MaxValuesExceededException || isFlag(e.getArgSpec())) {
            return Text.of("%s takes no value.", name(e.getArgSpec()));
        }
        return invalidValue(e);
    }

    private static String unmatched(UnmatchedArgumentException e) {
        String first = e.getUnmatched().get(0);
        if (e.isUnknownOption()) {
            return Text.of("Unknown option: %s", first);
        }
        return isCommand(e.getCommandLine())
                ? Text.of("There is no command \"%s\".", first)
                : Text.of("Unexpected argument: %s", String.join(" ", e.getUnmatched()));
    }

    /** Returns true if a command is expected here. */
    private static boolean isCommand(CommandLine line) {
        return line.getParent() == null;
    }

    /** Describes an option whose value is missing. */
    private static String missing(MissingParameterException e, List<String> args) {
        for (ArgSpec arg : e.getMissing()) {
            if (arg instanceof OptionSpec option && isGiven(option, args)) {
                return Text.of("%s needs a value: %s", name(option), withLabel(option));
            }
        }
        return Text.of(
                "Missing: %s",
                e.getMissing().stream().map(UsageErrors::withLabel).collect(Collectors.joining(", ")));
    }

    private static boolean isGiven(OptionSpec option, List<String> args) {
        return Arrays.stream(option.names())
                .anyMatch(name -> args.stream().anyMatch(arg -> arg.equals(name) || arg.startsWith(name + "=")));
    }

    private static boolean isFlag(@Nullable ArgSpec arg) {
        return arg instanceof OptionSpec option && option.arity().max() == 0;
    }

    private static String invalidValue(ParameterException e) {
        ArgSpec arg = e.getArgSpec();
        String value = Objects.requireNonNullElse(e.getValue(), "");
        if (arg == null) {
            return String.valueOf(e.getMessage());
        } else if (e.getCause() instanceof TypeConversionException why) {
            return Text.of("Invalid value for %s: %s", name(arg), why.getMessage());
        } else if (arg.typeInfo().isMap()) {
            return Text.of("%s is written as %s, not \"%s\".", name(arg), withLabel(arg), value);
        }
        return Text.of("Invalid value for %s: %s", name(arg), "\"" + value + "\"");
    }

    private static String name(@Nullable ArgSpec arg) {
        return arg instanceof OptionSpec option ? option.longestName() : arg == null ? "" : arg.paramLabel();
    }

    private static String withLabel(ArgSpec arg) {
        if (!(arg instanceof OptionSpec option) || isFlag(option)) {
            return name(arg);
        }
        String separator = option.longestName().startsWith("--") ? "=" : "";
        return option.longestName() + separator + option.paramLabel();
    }

    private static String hint(ParameterException e, CommandLine line) {
        String help = Text.of("See: %s --help", line.getCommandSpec().qualifiedName());
        if (!(e instanceof UnmatchedArgumentException unmatched)) {
            return help;
        }
        String given = unmatched.getUnmatched().get(0);
        if (line.getParent() == null && new File(given).isFile()) { // a sheet, for example dropped on the launcher
            return Text.of("To run it: %s", TypedCommand.of(null, false, "run", given));
        }
        String nearest = unmatched.isUnknownOption()
                ? nearestOption(given.replaceFirst("=.*", ""), line)
                : Suggestion.text(given, line.getSubcommands().keySet());
        return nearest == null ? help : Text.of("Did you mean %s? %s", nearest, help);
    }

    /** Finds the most similar long option; among one-letter names all are equally near. */
    private static @Nullable String nearestOption(String given, CommandLine line) {
        List<String> longOnes = line.getCommandSpec().optionsMap().entrySet().stream()
                .filter(entry -> !entry.getValue().hidden())
                .map(Map.Entry::getKey)
                .filter(name -> name.startsWith("--"))
                .toList();
        return given.startsWith("--") ? Suggestion.text(given, longOnes) : null;
    }
}
