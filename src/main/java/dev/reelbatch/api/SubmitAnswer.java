package dev.reelbatch.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a submit came to. There is no idempotency key and no list of tasks, so what decides is
 * whether the API may have accepted, and will charge for, the request.
 */
public sealed interface SubmitAnswer {

    /** A task runs, and is paid for. */
    record Accepted(String taskId, @Nullable String requestId) implements SubmitAnswer {}

    /**
     * Certainly not accepted, through no fault of the row: it can be sent again.
     *
     * @param retryAfter how long the server asks to wait, at most an hour
     */
    record NotAccepted(Cause cause, @Nullable Duration retryAfter, ApiError error) implements SubmitAnswer {}

    /** Certainly not accepted, because of this row: others may well be. */
    record Refused(Kind kind, ApiError error) implements SubmitAnswer {}

    /** Certainly not accepted, and nothing else would be either, until a person has seen to it. */
    record Stopped(ApiError error) implements SubmitAnswer {}

    /** It may have been accepted, and can't be looked up. */
    record Unknown(ApiError error) implements SubmitAnswer {}

    /** Why the API did not take a request. */
    enum Cause {
        RATE_LIMITED,
        UNAVAILABLE,
        /** Nothing was sent: refused, no such host, no TLS, no connection in time. */
        NO_CONNECTION
    }

    /** What the API has against a row. */
    enum Kind {
        MODERATION,
        PARAMETERS,
        OTHER
    }
}
