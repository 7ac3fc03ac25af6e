package dev.reelbatch.ledger;

import java.time.Instant;

/**
 * A task that is not known to be terminal.
 *
 * @param taskId the API's id; of a lost answer, the id of our own that its submission carries
 * @param state state of its clip, usually SUBMITTED
 * @param isLost whether the answer to its submission was lost, so that the API has to be asked for its id
 */
public record OpenTask(
        long clipId, long runId, String taskId, String model, Instant submittedAt, ClipState state, boolean isLost) {

    /** Returns true if the task is not confirmed to exist. */
    public boolean isDoubted() {
        return state == ClipState.IN_DOUBT;
    }

    /** Returns true if it was given up because it took too long. */
    public boolean isTimedOut() {
        return state == ClipState.TIMED_OUT;
    }
}
