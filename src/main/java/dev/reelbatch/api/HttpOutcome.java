package dev.reelbatch.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The result of an exchange, before it is judged. */
sealed interface HttpOutcome {

    /**
     * A status line came.
     *
     * @param body the part of the body that came
     * @param damage the reason why the body is incomplete; null if it is complete
     */
    record Answer(
            int status,
            @Nullable Duration retryAfter,
            @Nullable String location,
            String body,
            @Nullable Failure damage) implements HttpOutcome {

        boolean isSuccess() {
            return status / 100 == 2;
        }

        boolean isRedirect() {
            return status / 100 == 3;
        }

        /** Returns whether JSON broke off, or the body is unreadable, so that the rest of the content is unknown. */
        boolean mayHaveHeldMore() {
            String start = body.stripLeading();
            return damage != null && !start.isEmpty() && !start.startsWith("<");
        }
    }

    /**
     * No status line came.
     *
     * @param sent whether a connection was made and the request was about to be sent; if not, the server certainly
     *     has nothing of it
     */
    record NoAnswer(boolean sent, Failure failure) implements HttpOutcome {}

    /** A failure in our own words. */
    record Failure(String code, String message) {}
}
