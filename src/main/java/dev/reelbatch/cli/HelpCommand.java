package dev.reelbatch.cli;

import dev.reelbatch.text.Suggestion;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The {@code help} command: shows the help of reelbatch, or of one of its commands. */
@Command(
        name = HelpCommand.NAME,
        mixinStandardHelpOptions = true,
        description = "Shows the help of a command.",
        footerHeading = "Examples",
        footer = "    reelbatch help run")
final class HelpCommand implements Runnable {

    static final String NAME = "help";

    @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "the command (default: reelbatch itself)")
    private @Nullable String command;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        CommandLine reelbatch = spec.commandLine().getParent();
        if (command == null) {
            reelbatch.usage(reelbatch.getOut());
            return;
        }
        Map<String, CommandLine> all = reelbatch.getSubcommands();
        CommandLine asked = all.get(command);
        if (asked == null) {
            String nearest = Suggestion.text(command, all.keySet());
            throw new UserException(Text.of("There is no command \"%s\".", command)
                    + (nearest == null
                            ? Text.of(" Commands: %s", String.join(", ", all.keySet()))
                            : Text.of(" Did you mean %s?", nearest)));
        }
        asked.usage(reelbatch.getOut());
    }
}
