package dev.reelbatch.time;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A boundary at which a crash would do the most harm. {@code -Ddev.reelbatch.halt-at=BEFORE_POST}, or
 * {@code BEFORE_POST#3} for the third time, ends the process there as SIGKILL would: no hook runs, nothing is flushed.
 * Without that property, reaching a point only reads a constant.
 */
public enum CrashPoint {
    /** Rows are in the ledger, but their load is not in force yet. */
    LOADING,
    /** A clip is next, but nothing about it is written. */
    BEFORE_INTENT,
    /** The submission is on the disk, but its POST has not been sent. */
    BEFORE_POST,
    /** The POST is answered, but the ledger does not know it. */
    BEFORE_ANSWER_RECORDED,
    /** A status request is answered, but the ledger does not know it. */
    BEFORE_STATUS_RECORDED,
    /** Part of a video is written. */
    MID_DOWNLOAD,
    /** A video is complete and checked, under its hidden name. */
    BEFORE_RENAME,
    /** A video has its name, but the ledger does not know it. */
    AFTER_RENAME,
    /** The reports are written, but none or only some of them have replaced the old ones. */
    REPORTING,
    /** A sheet is in an inbox's working/, but nothing has recorded it. */
    AFTER_CLAIM,
    /** The files that go with a sheet are written, but the sheet is still in working/. */
    BEFORE_SETTLE,
    /** A sheet is in done/ or failed/, but without its files. */
    AFTER_SETTLE;

    private static final String PROPERTY = "dev.reelbatch.halt-at";
    private static final int KILLED = 137;
    private static final @Nullable Halt HALT = Halt.parse(System.getProperty(PROPERTY));

    /** Ends the process if the property says to end here. */
    public void reach() {
        if (HALT != null) {
            HALT.reached(this);
        }
    }

    private record Halt(CrashPoint point, AtomicInteger left) {

        static @Nullable Halt parse(@Nullable String text) {
            if (text == null) {
                return null;
            }
            int hash = text.indexOf('#');
            String point = hash < 0 ? text : text.substring(0, hash);
            int times = hash < 0 ? 1 : Integer.parseInt(text.substring(hash + 1));
            return new Halt(valueOf(point), new AtomicInteger(times));
        }

        void reached(CrashPoint reached) {
            if (reached == point && left.decrementAndGet() == 0) {
                Runtime.getRuntime().halt(KILLED);
            }
        }
    }
}
