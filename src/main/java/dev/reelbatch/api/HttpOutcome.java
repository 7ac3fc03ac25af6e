package dev.reelbatch.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How an exchange ended, before anybody has judged what it means. */
sealed interface HttpOutcome {

    /**
     * A status line came.
     *
     * @param body what came of the body, perhaps not all of it
     * @param damage why the body is not whole; null if it is
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

        /** Whether JSON broke off, or what came can't be read: nobody knows what else it said. */
        boolean mayHaveHeldMore() {
            String start = body.stripLeading();
            return damage != null && !start.isEmpty() && !start.startsWith("<");
        }
    }

    /**
     * No status line came.
     *
     * @param sent whether a connection stood and the request was about to go out; if not, the server
     *     certainly has nothing of it
     */
    record NoAnswer(boolean sent, Failure failure) implements HttpOutcome {}

    /** In our own words. */
    record Failure(String code, String message) {}
}
