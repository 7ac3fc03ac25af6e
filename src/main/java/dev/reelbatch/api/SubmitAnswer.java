package dev.reelbatch.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The result of a submit. There is no idempotency key and no list of tasks, so the question that decides is whether the
 * API may have accepted the request, and will charge for it.
 */
public sealed interface SubmitAnswer {

    /** A task runs, and is paid for. */
    record Accepted(String taskId, @Nullable String requestId) implements SubmitAnswer {}

    /**
     * Certainly not accepted, through no fault of the row: it can be sent again.
     *
     * @param retryAfter the wait that the server requests, at most an hour
     */
    record NotAccepted(Cause cause, @Nullable Duration retryAfter, ApiError error) implements SubmitAnswer {}

    /** Certainly not accepted, because of this row: others may be accepted. */
    record Refused(Kind kind, ApiError error) implements SubmitAnswer {}

    /** Never sent, since a picture that it refers to can't be read. */
    record NotSent(ApiError error) implements SubmitAnswer {}

    /** Certainly not accepted, and no other request will be until a person has fixed the cause. */
    record Stopped(StopReason reason, ApiError error) implements SubmitAnswer {}

    /**
     * Possibly accepted.
     *
     * @param taskId a task that the answer names although it says that it accepted none; the API can be asked
     *     whether it exists. Null if there is nothing to look up
     * @param stops what the answer means for all other rows; null if these may be accepted
     */
    record Unknown(
            ApiError error,
            @Nullable String taskId,
            @Nullable Stopped stops) implements SubmitAnswer {

        Unknown(ApiError error) {
            this(error, null, null);
        }
    }

    /** The reasons why nothing is accepted until a person has fixed the cause. */
    enum StopReason {
        /** The API does not know the key, or wants it in the header's other form. */
        KEY,
        /** The account or its quota is empty. */
        MONEY,
        FORBIDDEN,
        MODEL,
        REDIRECT,
        /** No connection can be made this way: an untrusted certificate, a proxy that requires a password. */
        NO_WAY
    }

    /** The reasons why the API did not accept a request. */
    enum Cause {
        RATE_LIMITED,
        UNAVAILABLE,
        /** Nothing was sent: refused, no such host, no TLS, no connection in time. */
        NO_CONNECTION
    }

    /** The API's objections to a row. */
    enum Kind {
        MODERATION,
        PARAMETERS,
        OTHER
    }
}
