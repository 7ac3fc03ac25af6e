package dev.reelbatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A reelbatch that was started; its output goes to a file, byte for byte. */
final class Child {

    static final int KILLED = 137;
    /** Also on a machine that is busy with ten other things. */
    static final Duration LONG_ENOUGH = Duration.ofMinutes(5);

    private final Process process;
    private final Path console;

    private Child(Process process, Path console) {
        this.process = process;
        this.console = console;
    }

    /** A child that has ended, with all it said. */
    record Ended(int exitCode, String console) {

        Ended expect(int code) {
            assertThat(exitCode).as(console).isEqualTo(code);
            return this;
        }
    }

    /** @param environment all of it: nothing is inherited */
    static Child start(List<String> command, Map<String, String> environment, Path directory, Path console) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(console.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return new Child(builder.start(), console);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Ended await() throws InterruptedException {
        return await(LONG_ENOUGH);
    }

    /** @param atMost without the time for which others kept it from a processor */
    Ended await(Duration atMost) throws InterruptedException {
        Duration before = HeldUp.inAll(pid());
        Duration waited = Duration.ZERO;
        Duration limit = atMost;
        while (waited.compareTo(limit) < 0 && waited.compareTo(LONG_ENOUGH) <= 0 && !endsWithin(limit.minus(waited))) {
            waited = limit;
            limit = atMost.plus(HeldUp.inAll(pid())).minus(before);
        }
        boolean ended = !isRunning();
        assertThat(ended).as("ended within %s: %s", atMost, console()).isTrue();
        return new Ended(process.exitValue(), console());
    }

    boolean endsWithin(Duration duration) throws InterruptedException {
        return process.waitFor(duration.toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean isRunning() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    String console() {
        try {
            return new String(Files.readAllBytes(console), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL, and the end awaited: whether it had not ended by itself before. */
    boolean kill() throws InterruptedException {
        process.destroyForcibly();
        return process.waitFor() == KILLED;
    }

    /** For example {@code TERM}. */
    void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    /** As {@link #signal}, unless it ends by itself meanwhile. */
    void signalIfRunning(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(pid()))
                .redirectErrorStream(true)
                .start()
                .waitFor();
    }
}
