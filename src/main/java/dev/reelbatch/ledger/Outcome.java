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
    UNKNOWN,
    /** Was unknown until a person found the charge in the account: paid, without a task. */
    CHARGED,
    /** Was unknown until a person found no charge in the account: not paid. */
    NOT_CHARGED;

    /** Returns true if the submission was charged, or may have been. */
    public boolean mayCost() {
        return this == ACCEPTED || this == UNKNOWN || this == CHARGED;
    }
}
