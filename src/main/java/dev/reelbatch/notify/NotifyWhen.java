package dev.reelbatch.notify;

/** Which ends of runs are told. */
public enum NotifyWhen {
    /** Every one. */
    ALWAYS,
    /** Those that left rows missing. */
    TROUBLE
}
