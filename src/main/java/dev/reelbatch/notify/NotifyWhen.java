package dev.reelbatch.notify;

/** The ends of runs that are reported. */
public enum NotifyWhen {
    /** Every end. */
    ALWAYS,
    /** Ends with rows missing. */
    TROUBLE
}
