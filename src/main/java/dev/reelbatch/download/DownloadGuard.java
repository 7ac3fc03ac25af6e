package dev.reelbatch.download;

import dev.reelbatch.text.Text;
import dev.reelbatch.time.Time;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Watches the bytes of one download as they come, and ends it when it is too slow, too long or not wanted. */
final class DownloadGuard {

    private static final Duration WINDOW = Duration.ofSeconds(30);

    private final DownloadSettings settings;
    private final BooleanSupplier ending;
    private final Time time;
    private long windowStart;
    private long inWindow;

    DownloadGuard(DownloadSettings settings, BooleanSupplier ending, Time time) {
        this.settings = settings;
        this.ending = ending;
        this.time = time;
        this.windowStart = time.nanos();
    }

    /** It comes more slowly than it may. */
    static final class TooSlowException extends IOException {
        private static final long serialVersionUID = 1L;

        TooSlowException(String message) {
            super(message);
        }
    }

    /** It is longer than it may be. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLargeException(long most) {
            super(Text.of("The file is larger than reelbatch.download.max-size (%s)", SizeWords.of(most)));
        }
    }

    /** @throws TooLargeException if a file of this length may not be fetched */
    void checkLength(long bytes) throws IOException {
        if (bytes > settings.maxSize()) {
            throw new TooLargeException(settings.maxSize());
        }
    }

    /**
     * So many more bytes came.
     *
     * @param bytes the file's length so far
     */
    void received(int more, long bytes) throws IOException {
        checkLength(bytes);
        checkStop();
        inWindow += more;
        Duration window = time.since(windowStart);
        if (window.compareTo(WINDOW) >= 0) {
            double speed = inWindow * 1e9 / window.toNanos();
            if (speed < settings.minSpeed()) {
                throw new TooSlowException(Text.of(
                        "The file came at %d bytes a second, and reelbatch.download.min-speed is %s",
                        Math.round(speed), SizeWords.of(settings.minSpeed())));
            }
            inWindow = 0;
            windowStart = time.nanos();
        }
    }

    void checkStop() throws IOException {
        if (ending.getAsBoolean()) {
            throw new IOException(Text.of("stopped"));
        }
    }
}
