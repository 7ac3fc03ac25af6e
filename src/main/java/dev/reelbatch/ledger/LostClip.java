package dev.reelbatch.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A clip found in results, of which the home may know nothing: see {@link TakeOverLedger}.
 *
 * @param state its state when the results were written
 * @param price cost of one submission; null if there is no price
 * @param cost greatest possible cost of all its submissions; null if nothing has a price
 */
public record LostClip(
        int row,
        String fingerprint,
        int take,
        String api,
        String request,
        ClipState state,
        String model,
        @Nullable String size,
        @Nullable Integer duration,
        @Nullable Price price,
        @Nullable BigDecimal cost,
        int submissions,
        @Nullable String taskId,
        @Nullable String requestId,
        @Nullable Instant submittedAt,
        @Nullable Instant finishedAt,
        @Nullable String errorCode,
        @Nullable String errorMessage,
        @Nullable String fileStem,
        List<File> files) {

    /** One of its videos; without a file until it is delivered. */
    public record File(
            String url,
            @Nullable String file,
            @Nullable Long bytes,
            @Nullable String sha256) {}

    /** Returns true if it was waiting to be sent, so that forgetting it costs nothing. */
    public boolean isUnspent() {
        return state == ClipState.QUEUED;
    }

    /** Returns its state after the process that wrote it ended: a clip that may have been sent by then is in doubt. */
    ClipState stateAfterExit() {
        return state == ClipState.SUBMITTING ? ClipState.IN_DOUBT : state;
    }

    /** Returns what became of its latest submission. */
    Outcome latestOutcome() {
        if (stateAfterExit() == ClipState.IN_DOUBT) {
            return Outcome.UNKNOWN; // also with a task, which may exist
        } else if (DoubtLedger.CHARGED_WITHOUT_TASK.equals(errorCode)) {
            return Outcome.CHARGED;
        }
        boolean isFree = state == ClipState.FAILED || state == ClipState.CANCELLED && cost == null;
        return taskId != null ? Outcome.ACCEPTED : isFree ? Outcome.REFUSED : Outcome.UNKNOWN;
    }
}
