package dev.reelbatch.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One POST for a clip, recorded before it was sent.
 *
 * @param outcome null until a response is recorded
 */
public record Submission(
        long id,
        long clipId,
        long runId,
        @Nullable Price price,
        Instant sentAt,
        @Nullable Instant answeredAt,
        @Nullable Outcome outcome,
        @Nullable Integer httpStatus,
        @Nullable String taskId,
        @Nullable String requestId,
        @Nullable String errorCode,
        @Nullable String errorMessage) {}
