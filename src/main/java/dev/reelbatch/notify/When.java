package dev.reelbatch.notify;

/** Which ends of runs are told. */
public enum When {
    /** Every one. */
    ALWAYS,
    /** Those that left rows missing. */
    TROUBLE
}
