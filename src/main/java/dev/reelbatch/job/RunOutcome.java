package dev.reelbatch.job;

/** The ways in which a run can end; each has its own exit code. */
public enum RunOutcome {
    /** Every row is delivered. */
    DELIVERED,
    /** Finished, but not every row is delivered. */
    NOT_ALL_DELIVERED,
    /** A stop rule left rows open; running again resumes them. */
    STOPPED,
    /** A person or the system ended the process. */
    INTERRUPTED,
    /** A step broke down. */
    DEFECT;

    /** Returns the word for programs, which scripts rely on. */
    public String word() {
        return switch (this) {
            case DELIVERED -> "completed";
            case NOT_ALL_DELIVERED -> "incomplete";
            case STOPPED -> "stopped";
            case INTERRUPTED -> "interrupted";
            case DEFECT -> "defect";
        };
    }

    /** Returns the exit code that scripts rely on; an interrupted run at a shell ends with that of its signal instead. */
    public int exitCode() {
        return switch (this) {
            case DELIVERED -> 0;
            case DEFECT -> 1;
            case NOT_ALL_DELIVERED -> 3;
            case STOPPED, INTERRUPTED -> 4;
        };
    }
}
