package dev.reelbatch.handover;

import dev.reelbatch.text.Text;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The commands that this process does for people at other processes. */
public final class HandedOverCommands implements AutoCloseable {

    /** Time to say the last words when this process ends. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final CommandRunner runner;
    private final Map<String, ClientConsole> open = new ConcurrentHashMap<>();
    private final Phaser running = new Phaser(1);

    public HandedOverCommands(CommandRunner runner) {
        this.runner = runner;
    }

    /** Returns why a command can't be done; null if it can. */
    public @Nullable String refusal(CommandRequest request) {
        return request.isOfThisBuild() ? null : Text.in(request.spoken(), HandedOverCommands::otherBuild);
    }

    private static String otherBuild() {
        return Text.of(
                "The `serve` that is using this home is another version of reelbatch. Use the same version for both: stop `serve`, and start it again with this one.");
    }

    /** Does a command, and writes frames until it has ended; a command whose person has gone is done to its end. */
    public void run(CommandRequest request, OutputStream stream) {
        String id = UUID.randomUUID().toString();
        ClientConsole console = new ClientConsole(request, stream);
        running.register();
        open.put(id, console);
        try {
            console.send(Frame.Kind.BEGIN, id);
            int exitCode = Text.in(console.language(), () -> runner.run(console, request.arguments()));
            console.send(Frame.Kind.EXIT, String.valueOf(exitCode));
        } finally {
            open.remove(id);
            running.arriveAndDeregister();
        }
    }

    /** Passes a line on that the person has entered. Returns false if there is no such command. */
    public boolean answer(String id, String line) {
        ClientConsole console = open.get(id);
        if (console != null) {
            console.answer(line);
        }
        return console != null;
    }

    /** Waits a moment for commands that are just ending. */
    @Override
    public void close() {
        try {
            int phase = running.arriveAndDeregister();
            running.awaitAdvanceInterruptibly(phase, LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            return; // their people read that the connection is lost
        }
    }
}
