package dev.reelbatch.job;

/** How a run ended; each has an exit code of its own. */
public enum RunOutcome {
    /** Every row is delivered. */
    DELIVERED,
    /** Finished, but not every row is delivered. */
    NOT_ALL_DELIVERED,
    /** A stop rule left rows open; run again to go on. */
    STOPPED,
    /** A person or the system ended the process. */
    INTERRUPTED,
    /** A step broke down. */
    DEFECT;

    /** For programs; scripts rely on it. */
    public String word() {
        return switch (this) {
            case DELIVERED -> "completed";
            case NOT_ALL_DELIVERED -> "incomplete";
            case STOPPED -> "stopped";
            case INTERRUPTED -> "interrupted";
            case DEFECT -> "defect";
        };
    }
}
