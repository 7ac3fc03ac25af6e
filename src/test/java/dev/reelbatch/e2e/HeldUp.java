package dev.reelbatch.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * For how long the threads of a process had to wait for a processor that others had, all of them added up, as Linux
 * counts it: what a process may be late on a busy machine. None where that is not known.
 */
final class HeldUp {

    private HeldUp() {}

    static Duration inAll(long pid) {
        Path threads = Path.of("/proc/%d/task".formatted(pid));
        if (!Files.isDirectory(threads)) {
            return Duration.ZERO;
        }
        try (Stream<Path> all = Files.list(threads)) {
            return Duration.ofNanos(all.mapToLong(HeldUp::nanos).sum());
        } catch (IOException | UncheckedIOException e) { // it has ended meanwhile
            return Duration.ZERO;
        }
    }

    /** The second of the three numbers there. */
    private static long nanos(Path thread) {
        try {
            return Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ")[1]);
        } catch (IOException e) { // the thread has ended meanwhile, or this Linux does not count it
            return 0;
        }
    }
}
