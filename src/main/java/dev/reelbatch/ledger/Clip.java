package dev.reelbatch.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The persisted record of one request on its way to a video.
 *
 * @param fingerprint identifies the request; see {@link #take} for paying again
 * @param take how many-th time the request is paid for on purpose, from 1
 * @param runId the run that asked for it last
 * @param api the API's name; tasks of another API are left alone
 * @param request the JSON that is sent, to the byte
 * @param duration seconds of video
 * @param price what one submission costs; null where the catalogue has no price
 * @param fileStem absolute path of its videos without number and extension; null until submitted
 * @param acceptedAt when a person said that it needs no more work as it is; null as long as nobody did
 */
public record Clip(
        long id,
        String fingerprint,
        int take,
        long runId,
        String api,
        String request,
        String model,
        @Nullable String size,
        @Nullable Integer duration,
        @Nullable Price price,
        ClipState state,
        @Nullable String fileStem,
        @Nullable String taskId,
        @Nullable String requestId,
        @Nullable Instant submittedAt,
        @Nullable Instant finishedAt,
        @Nullable String errorCode,
        @Nullable String errorMessage,
        @Nullable Instant acceptedAt) {

    /** Whether a person said that it needs no more work, whatever state it is in. */
    public boolean isAccepted() {
        return acceptedAt != null;
    }

    /** What it is while it is being submitted for the run: all that an earlier try left behind is gone. */
    Clip submitting(long run) {
        return new Clip(
                id,
                fingerprint,
                take,
                run,
                api,
                request,
                model,
                size,
                duration,
                price,
                ClipState.SUBMITTING,
                fileStem,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
