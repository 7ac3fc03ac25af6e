package dev.reelbatch.time;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A boundary at which a crash would do the most harm. {@code -Ddev.reelbatch.halt-at=BEFORE_POST}, or
 * {@code BEFORE_POST#3} for the third time, ends the process there as SIGKILL would: no hook runs,
 * nothing is flushed. Without that property reaching a point is a look at a constant.
 */
public enum CrashPoint {
    /** Rows are in the ledger, their load is not in force yet. */
    LOADING,
    /** A clip has its turn, and nothing of it is written. */
    BEFORE_INTENT,
    /** The submission is on the disk, and its POST has not left. */
    BEFORE_POST,
    /** The POST is answered, and the ledger does not know. */
    BEFORE_ANSWER_RECORDED,
    /** A status is answered, and the ledger does not know. */
    BEFORE_STATUS_RECORDED,
    /** A part of a video is written. */
    MID_DOWNLOAD,
    /** A video is complete and checked, under its hidden name. */
    BEFORE_RENAME,
    /** A video has its name, and the ledger does not know. */
    AFTER_RENAME,
    /** The reports are written and have not replaced their predecessors, or only some of them have. */
    REPORTING,
    /** A sheet is in an inbox's working/, and nobody knows. */
    AFTER_CLAIM,
    /** What will stand beside a settled sheet is written, and the sheet is in working/ still. */
    BEFORE_SETTLE,
    /** A sheet is in done/ or failed/, and nothing stands beside it. */
    AFTER_SETTLE;

    private static final String PROPERTY = "dev.reelbatch.halt-at";
    private static final int KILLED = 137;
    private static final @Nullable Halt HALT = Halt.parse(System.getProperty(PROPERTY));

    /** Ends the process if it was asked to end here. */
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
