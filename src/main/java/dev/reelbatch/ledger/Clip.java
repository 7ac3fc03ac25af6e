package dev.reelbatch.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The persisted record of one request on its way to a video.
 *
 * @param fingerprint identifies the request; see {@link #take} for paying again
 * @param take number of the deliberate payment for the request, from 1
 * @param runId the run that requested it last
 * @param api the API's name; tasks of another API are left alone
 * @param request the JSON that is sent, to the byte
 * @param duration length of the video in seconds
 * @param price cost of one submission; null if the catalogue has no price
 * @param fileStem absolute path of its videos without number and extension; null until submitted
 * @param acceptedAt time at which a person accepted it without a video; null if nobody did
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

    /** Returns true if a person accepted it without a video, in whatever state it is. */
    public boolean isAccepted() {
        return acceptedAt != null;
    }

    /** Returns the clip as it is while being submitted for the run; all traces of an earlier try are removed. */
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
