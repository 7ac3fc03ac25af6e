package dev.reelbatch.cli;

import dev.reelbatch.handover.CommandRequest;
import dev.reelbatch.home.Home;
import dev.reelbatch.home.HomeInUseException;
import dev.reelbatch.home.HomeLock;
import dev.reelbatch.home.ServerFile;
import dev.reelbatch.settings.SettingsLoader;
import dev.reelbatch.terminal.Terminal;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** Hands a command over to the {@code serve} that holds its home; does it here if there is none. */
final class HandOver implements IExecutionStrategy {

    private final Terminal terminal;

    HandOver(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int execute(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        if (last.commandSpec().userObject() instanceof HandedOver command
                && !last.isUsageHelpRequested()
                && !last.isVersionHelpRequested()) {
            OptionalInt exitCode = atServer(command, parsed.originalArgs());
            return exitCode.isPresent() ? exitCode.getAsInt() : here(command, parsed);
        }
        return new RunLast().execute(parsed);
    }

    /** Does the command here, unless a {@code serve} that was still starting has taken the home: it answers by now. */
    private int here(HandedOver command, ParseResult parsed) {
        try {
            return new RunLast().execute(parsed);
        } catch (ExecutionException e) {
            OptionalInt exitCode = e.getCause() instanceof HomeInUseException
                    ? atServer(command, parsed.originalArgs())
                    : OptionalInt.empty();
            return exitCode.orElseThrow(() -> e);
        }
    }

    private OptionalInt atServer(HandedOver command, List<String> arguments) {
        Optional<ServerFile.Content> server = server(command);
        if (server.isEmpty()) {
            return OptionalInt.empty();
        }
        CommandRequest request = CommandRequest.of(
                arguments,
                Text.language(),
                SettingsLoader.ofThisJvm(Map.of(), terminal.environment()).ofThisProcess(),
                terminal,
                command.movesCursor(),
                input(command));
        return new ServeClient(server.get(), terminal).run(request);
    }

    /** Returns what the command reads; what is wrong with it is said by the command itself. */
    private byte[] input(HandedOver command) {
        try {
            return command.readsInput() && !terminal.canAsk()
                    ? InputBytes.upToLimit(terminal, command.home().settings(terminal))
                    : new byte[0];
        } catch (IOException | UserException e) {
            return new byte[0];
        }
    }

    /** Returns the server of the home that the command names; a mistake in that is reported by the command itself. */
    private Optional<ServerFile.Content> server(HandedOver command) {
        try {
            Home home = command.home().home(terminal);
            if (!Files.exists(home.server())) { // nearly always, and without loading what reads it
                return Optional.empty();
            }
            Optional<ServerFile.Content> server = new ServerFile(home).read();
            return server.isPresent() && HomeLock.isHeld(home) ? server : Optional.empty();
        } catch (UserException e) {
            return Optional.empty();
        }
    }
}
