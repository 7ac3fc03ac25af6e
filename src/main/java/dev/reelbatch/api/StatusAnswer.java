package dev.reelbatch.api;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The result of a status request for a task; a failed request is never a failed task. */
public sealed interface StatusAnswer {

    /**
     * The task has not ended. An unknown word counts as running, since only the vendor knows its meaning.
     *
     * @param word as the API wrote it
     * @param known whether it is a documented or configured word
     */
    record Running(String word, boolean known) implements StatusAnswer {}

    /**
     * The task has succeeded.
     *
     * @param urls every video, on any host, {@code http} or {@code https}; if empty, ask again
     */
    record Succeeded(
            List<String> urls,
            @Nullable Instant submitTime,
            @Nullable Instant finishTime,
            @Nullable BigDecimal usageSeconds)
            implements StatusAnswer {
        public Succeeded {
            urls = List.copyOf(urls);
        }
    }

    /**
     * The task has ended without a video: Failure, Failed, Expired or Cancelled.
     *
     * @param word as the API wrote it
     * @param message never empty
     * @param usageSeconds seconds of video; may be present for a failure too, which is then perhaps charged
     */
    record Ended(
            String word,
            String message,
            @Nullable Instant submitTime,
            @Nullable Instant finishTime,
            @Nullable BigDecimal usageSeconds)
            implements StatusAnswer {}

    /**
     * The request got no usable answer: ask again.
     *
     * @param retryAfter the wait that the server requests, at most an hour
     */
    record Unanswered(@Nullable Duration retryAfter, ApiError error) implements StatusAnswer {

        private static final Set<String> UNREADABLE = Set.of("unreadable_answer", "connection_lost", "timeout");

        /** Returns whether an HTTP answer came, so that the API is reachable. */
        public boolean reached() {
            return error.httpStatus() != 0;
        }

        /**
         * Returns whether no answer came, or one that shows that the API is in trouble: 408, 5xx, or an unreadable 2xx
         * such as a gateway's maintenance page.
         */
        public boolean isOutOfOrder() {
            return !reached()
                    || error.httpStatus() == 408
                    || error.httpStatus() >= 500
                    || UNREADABLE.contains(error.code());
        }
    }

    /** The API answers no status request of this key (401, 402, 403), or has moved (a redirect). */
    record Denied(ApiError error) implements StatusAnswer {}
}
