package dev.reelbatch.home;

import dev.reelbatch.time.Time;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A home is used by one process at a time. The operating system frees the lock when the process dies,
 * however it dies.
 */
public final class HomeLock implements AutoCloseable {

    private static final Duration GLANCE = Duration.ofMillis(200);

    private final FileChannel channel;

    private HomeLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @param atMost how long to wait for another process to leave
     * @return empty if another process still has it then
     */
    public static Optional<HomeLock> take(Home home, Duration atMost, Time time) throws InterruptedException {
        long start = time.nanos();
        while (true) {
            FileChannel channel = tryLock(home);
            if (channel != null) {
                return Optional.of(new HomeLock(channel));
            }
            if (time.since(start).compareTo(atMost) >= 0) {
                return Optional.empty();
            }
            time.sleep(GLANCE);
        }
    }

    private static @Nullable FileChannel tryLock(Home home) {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(home.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // another part of this very process has it
        } catch (IOException e) {
            throw new HomeException("The home %s can't be locked: %s".formatted(home.folder(), e.getMessage()), e);
        }
        close(channel);
        return null;
    }

    private static void close(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new HomeException("The home's lock can't be closed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        close(channel);
    }
}
