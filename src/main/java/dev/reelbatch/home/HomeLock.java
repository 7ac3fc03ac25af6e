package dev.reelbatch.home;

import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import dev.reelbatch.time.Time;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The lock of a home, which only one process may use at a time. The operating system frees the lock when the process
 * dies, however it dies.
 */
public final class HomeLock implements AutoCloseable {

    private static final Duration GLANCE = Duration.ofMillis(200);

    /**
     * The homes that this process holds: closing any channel of a file gives up all locks that the process has on it,
     * so a second one must not even be opened.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private HomeLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @param atMost longest wait for another process to leave
     * @return empty if another process still has it then
     */
    public static Optional<HomeLock> take(Home home, Duration atMost, Time time) throws InterruptedException {
        long start = time.nanos();
        while (true) {
            HomeLock lock = tryLock(home);
            if (lock != null) {
                return Optional.of(lock);
            }
            if (time.since(start).compareTo(atMost) >= 0) {
                return Optional.empty();
            }
            time.sleep(GLANCE);
        }
    }

    /** Returns whether any process has the lock now. */
    public static boolean isHeld(Home home) {
        HomeLock lock = tryLock(home);
        if (lock != null) {
            lock.close();
        }
        return lock == null;
    }

    private static @Nullable HomeLock tryLock(Home home) {
        try {
            Path file = home.folder().toRealPath().resolve(home.lock().getFileName());
            if (!HELD.add(file)) {
                return null; // another part of this process has it
            }
            FileChannel channel = null;
            try {
                channel = lockedChannel(file);
                return channel == null ? null : new HomeLock(file, channel);
            } finally {
                if (channel == null) {
                    HELD.remove(file);
                }
            }
        } catch (IOException e) {
            throw new UserException(
                    UserException.Kind.UNAVAILABLE,
                    Text.of("The home %s can't be locked: %s", home.folder(), e.getMessage()),
                    e);
        }
    }

    /** Returns the locked channel; null if another process has the lock. */
    private static @Nullable FileChannel lockedChannel(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            locked = channel.tryLock() != null;
            return locked ? channel : null;
        } finally {
            if (!locked) {
                channel.close();
            }
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UserException(
                    UserException.Kind.UNAVAILABLE, Text.of("The home's lock can't be closed: %s", e.getMessage()), e);
        } finally {
            HELD.remove(file);
        }
    }
}
