package dev.reelbatch.cli;

import dev.reelbatch.text.UserException;

/** The exit codes that scripts can rely on. */
public final class ExitCode {

    /** Every row is delivered, cancelled, or accepted without a video. */
    public static final int DELIVERED = 0;

    /** A defect in reelbatch. */
    static final int DEFECT = 1;

    /** Usage or input is invalid; nothing was submitted, and nothing under OUT was touched. */
    public static final int INVALID = 2;

    /** Finished, but not every row is delivered, cancelled or accepted. */
    public static final int NOT_ALL_DELIVERED = 3;

    /** A stop rule left rows open; running again resumes them. */
    static final int STOPPED = 4;

    /** Another process is using the home. */
    static final int HOME_IN_USE = 5;

    /** The run was interrupted; running again resumes it. 130 after Ctrl-C, 143 after SIGTERM. */
    static final int SIGNAL = 128;

    private ExitCode() {}

    static int of(UserException.Kind kind) {
        return switch (kind) {
            case REFUSED, UNAVAILABLE -> INVALID;
            case HOME_IN_USE -> HOME_IN_USE;
            case INTERRUPTED -> STOPPED;
        };
    }
}
