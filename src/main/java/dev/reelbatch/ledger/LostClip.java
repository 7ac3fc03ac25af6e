package dev.reelbatch.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A clip as results show it, of which the home may know nothing: see {@link TakeOverLedger}.
 *
 * @param state that it was in when the results were written
 * @param price of one submission; null where there is none
 * @param cost what all its submissions may have cost; null where nothing has a price
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

    /** One of its videos; without a file as long as it is not delivered. */
    public record File(
            String url,
            @Nullable String file,
            @Nullable Long bytes,
            @Nullable String sha256) {}

    /** Whether it waited to be sent, so that to forget it costs nothing. */
    public boolean isUnspent() {
        return state == ClipState.QUEUED;
    }

    /** What may have been sent when the process that wrote it ended is in doubt. */
    ClipState settled() {
        return state == ClipState.SUBMITTING ? ClipState.IN_DOUBT : state;
    }
}
