package dev.reelbatch.cli;

import dev.reelbatch.handover.ClientConsole;
import dev.reelbatch.handover.CommandRunner;
import dev.reelbatch.terminal.Terminal;
import java.util.List;
import java.util.Map;

/** Does command lines of people at other processes in the home of this {@code serve}. */
final class ServedCommands implements CommandRunner {

    private final ServedHome.Serve serve;
    private final Map<String, String> environment;

    ServedCommands(ServedHome.Serve serve, Map<String, String> environment) {
        this.serve = serve;
        this.environment = environment;
    }

    @Override
    public int run(ClientConsole console, List<String> arguments) {
        Terminal terminal = console.terminal(environment);
        try (ServedHome served = new ServedHome(serve, console)) {
            return CommandLines.execute(terminal, served, arguments);
        } catch (RuntimeException | Error e) {
            return UnexpectedError.report(e, terminal.err());
        } finally {
            terminal.out().flush();
            terminal.err().flush();
        }
    }
}
