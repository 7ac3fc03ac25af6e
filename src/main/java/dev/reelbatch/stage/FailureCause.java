package dev.reelbatch.stage;

import dev.reelbatch.stage.StopSignal.Cause;
import dev.reelbatch.text.Text;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.sql.SQLException;
import java.util.Optional;

/** The meaning of an exception that ends a stage: a machine that needs help, or a defect of ours. */
public final class FailureCause {

    /** H2's error code for a file that can't be read or written, or a database that gave up after such an error. */
    private static final int IO_EXCEPTION = 90028;

    private static final int IO_EXCEPTION_WITH_FILE = 90031;
    private static final int DATABASE_CLOSED = 90098;
    private static final int FILE_WRITE = 90024;

    private FailureCause() {}

    static Cause of(Throwable thrown) {
        return ofName(thrown)
                .or(() -> ofDisk(thrown)
                        .map(reason -> Text.of(
                                "The disk can't be written (%s). Free some space or make it writable, "
                                        + "then run the same command to resume; nothing you paid for is lost.",
                                reason)))
                .map(words -> new Cause(StopSignal.Kind.DISK, words))
                .orElseGet(() -> new Cause(
                        StopSignal.Kind.DEFECT, Text.of("A step failed because of a defect in reelbatch: %s", thrown)));
    }

    /**
     * Returns the message for a file whose name this process can't represent: it was written in a terminal, and cron,
     * without a locale, resumes the run.
     */
    public static Optional<String> ofName(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidPathException name) {
                return Optional.of(Text.of(
                        "%s has a name that needs a UTF-8 locale. Set the environment variable "
                                + "LC_ALL=C.UTF-8, then run the same command to resume; nothing you paid for is "
                                + "lost.",
                        name.getInput()));
            }
        }
        return Optional.empty();
    }

    /** Returns the disk's error in one line, if the disk failed. */
    public static Optional<String> ofDisk(Throwable thrown) {
        String reason = null;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (isDisk(cause)) {
                reason = firstLine(cause); // the innermost one: "No space left on device"
            }
        }
        return Optional.ofNullable(reason);
    }

    private static boolean isDisk(Throwable cause) {
        if (cause instanceof IOException) {
            return true;
        }
        if (cause instanceof SQLException sql) {
            int code = sql.getErrorCode();
            return code == IO_EXCEPTION
                    || code == IO_EXCEPTION_WITH_FILE
                    || code == DATABASE_CLOSED
                    || code == FILE_WRITE;
        }
        return false;
    }

    private static String firstLine(Throwable cause) {
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse(Text.of("no details"));
    }
}
