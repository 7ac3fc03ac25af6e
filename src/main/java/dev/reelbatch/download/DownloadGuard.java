package dev.reelbatch.download;

import dev.reelbatch.text.Text;
import dev.reelbatch.time.Time;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A guard over the bytes of one download: it ends a download that is too slow, too long or no longer wanted. */
final class DownloadGuard {

    private static final Duration WINDOW = Duration.ofSeconds(30);

    private final DownloadSettings settings;
    private final BooleanSupplier ending;
    private final Time time;
    private long windowStart;
    private long inWindow;
    private long received;

    DownloadGuard(DownloadSettings settings, BooleanSupplier ending, Time time) {
        this.settings = settings;
        this.ending = ending;
        this.time = time;
        this.windowStart = time.nanos();
    }

    /** The download is slower than allowed. */
    static final class TooSlowException extends IOException {
        private static final long serialVersionUID = 1L;

        TooSlowException(String message) {
            super(message);
        }
    }

    /** The file is larger than allowed. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLargeException(long most) {
            super(Text.of("The file is larger than reelbatch.download.max-size (%s)", SizeWords.of(most)));
        }
    }

    /**
     * Begins the measure of speed.
     *
     * @param announced length of the file; 0 if it is not known
     * @throws TooLargeException if a file of this length may not be fetched
     */
    void begin(long announced) throws IOException {
        checkLength(announced);
        windowStart = time.nanos();
    }

    /** Returns the number of bytes that have arrived. */
    long received() {
        return received;
    }

    /** @throws TooLargeException if a file of this length may not be fetched */
    void checkLength(long bytes) throws IOException {
        if (bytes > settings.maxSize()) {
            throw new TooLargeException(settings.maxSize());
        }
    }

    /**
     * Records that more bytes have arrived.
     *
     * @param bytes the file's length so far
     * @throws IOException if the download is to end
     */
    void received(int more, long bytes) throws IOException {
        received += more;
        checkLength(bytes);
        checkStop();
        inWindow += more;
        Duration window = time.since(windowStart);
        if (window.compareTo(WINDOW) >= 0) {
            double speed = inWindow * 1e9 / window.toNanos();
            if (speed < settings.minSpeed()) {
                throw new TooSlowException(Text.of(
                        "The file arrived at %d bytes a second, below reelbatch.download.min-speed (%s)",
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
