package dev.reelbatch.ledger;

/** The outcome of a submission's POST, as far as known. */
public enum Outcome {
    /** A task id came back: paid. */
    ACCEPTED,
    /** Certainly not accepted; the clip is QUEUED again. */
    NOT_ACCEPTED,
    /** Refused because of the row's content: not paid. */
    REFUSED,
    /** May have been accepted: possibly paid. */
    UNKNOWN
}
