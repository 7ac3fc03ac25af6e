package dev.reelbatch.serve;

/** What is done to stop a job. */
public enum Stopping {
    /** It neither runs nor waits. */
    NONE,
    /** It waited, and is taken out of the queue. */
    WITHDRAWN,
    /** Its run ends in an orderly way. */
    ENDS
}
