package dev.reelbatch.ledger;

import java.time.Instant;

/**
 * /**
 * A task that is not known to be terminal.
 *
 * @param state of its clip: SUBMITTED, as a rule
 */
public record OpenTask(long clipId, long runId, String taskId, String model, Instant submittedAt, ClipState state) {

    /** Whether nobody knows yet that it exists. */
    public boolean isDoubted() {
        return state == ClipState.IN_DOUBT;
    }

    /** Whether it was given up, since it took too long. */
    public boolean isTimedOut() {
        return state == ClipState.TIMED_OUT;
    }
}
