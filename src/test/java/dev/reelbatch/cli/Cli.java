package dev.reelbatch.cli;

import dev.reelbatch.terminal.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;

/** reelbatch as a person has it, in this process: a home, a folder to work in, an environment, a terminal. */
public final class Cli {

    /** The result of a command. */
    public record Result(int exit, String out, String err) {}

    final Path folder;
    final Path home;
    public final Map<String, String> environment = new HashMap<>();

    public Cli(Path folder) {
        this.folder = folder;
        this.home = folder.resolve("home");
        environment.put("REELBATCH_HOME", home.toString());
        environment.put("REELBATCH_SERVE_PORT", "none");
        environment.put("REELBATCH_REHEARSAL_SPEED", "50");
        environment.put("REELBATCH_REHEARSAL_GENERATION_TIME", "5s");
        environment.put("REELBATCH_POLL_FIRST_AFTER", "3s");
        // faster time must not make a busy machine look like a dead API
        environment.put("REELBATCH_API_RESPONSE_TIMEOUT", "1h");
        environment.put("REELBATCH_API_CONNECT_TIMEOUT", "1h");
    }

    public Result run(String... arguments) {
        return run(false, "", arguments);
    }

    /** In a script, with this line as its input. */
    Result piped(String input, String... arguments) {
        return run(false, input + "\n", arguments);
    }

    /** At a terminal where a person answers. */
    Result answering(String answer, String... arguments) {
        return run(true, answer + "\n", arguments);
    }

    /** At a terminal where a person answers, with the output going into another program: {@code | tee log}. */
    public Result answeringIntoAPipe(String answer, String... arguments) {
        return run((out, err) -> Terminal.ofPipe(out, err, new StringReader(answer + "\n"), environment), arguments);
    }

    /** With exactly this text in standard input, which is no terminal. */
    Result fed(String text, String... arguments) {
        return run(false, text, arguments);
    }

    private Result run(boolean interactive, String answers, String... arguments) {
        return run(
                (out, err) -> new Terminal(out, err, new StringReader(answers), interactive, environment), arguments);
    }

    private static Result run(BiFunction<PrintWriter, PrintWriter, Terminal> terminals, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = terminals.apply(new PrintWriter(out, true), new PrintWriter(err, true));
        int exit = CommandLines.execute(terminal, arguments);
        return new Result(exit, out.toString(), err.toString());
    }

    /** A rehearsal of a sheet, as fast as it goes. */
    public Result rehearse(Path sheet, String... more) {
        String[] arguments = {
            "run", sheet.toString(), "--rehearse", "--rate=600/min", "--patience=9h", "--out=" + folder.resolve("out")
        };
        return run(join(arguments, more));
    }

    static String[] join(String[] first, String[] second) {
        String[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path file(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
