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
    record Stopped(StopReason reason, ApiError error) implements SubmitAnswer {}

    /**
     * It may have been accepted.
     *
     * @param taskId a task that the answer names though it says that it accepted none; the API can be asked whether
     *     it exists. Null where nothing can be looked up
     * @param stops what it says of all other rows as well; null if these may be accepted
     */
    record Unknown(
            ApiError error,
            @Nullable String taskId,
            @Nullable Stopped stops) implements SubmitAnswer {

        Unknown(ApiError error) {
            this(error, null, null);
        }
    }

    /** Why nothing is accepted until a person has seen to it. */
    enum StopReason {
        /** The API does not know the key, or wants it in the header's other form. */
        KEY,
        /** The account or its quota is empty. */
        MONEY,
        FORBIDDEN,
        MODEL,
        REDIRECT,
        /** No connection can ever be made like this: an untrusted certificate, a proxy that wants a password. */
        NO_WAY
    }

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
