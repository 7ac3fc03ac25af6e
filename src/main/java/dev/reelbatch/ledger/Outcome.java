package dev.reelbatch.ledger;

/** What is known of a submission's POST. */
public enum Outcome {
    /** A task id came back: paid. */
    ACCEPTED,
    /** Certainly not accepted; the clip is QUEUED again. */
    NOT_ACCEPTED,
    /** Refused for what the row asks: not paid. */
    REFUSED,
    /** May have been accepted: possibly paid. */
    UNKNOWN
}
