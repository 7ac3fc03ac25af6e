package dev.reelbatch.api;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a question after a task came to; a failed question is never a failed task. */
public sealed interface StatusAnswer {

    /**
     * Not at its end. An unknown word counts as running, since only the vendor knows what it means.
     *
     * @param word as the API wrote it
     * @param known whether it is one of the documented words
     */
    record Running(String word, boolean known) implements StatusAnswer {}

    /**
     * Done.
     *
     * @param urls every video, on any host, {@code http} or {@code https}; can be empty, then ask
     *     again
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
     * Over without a video: Failure, Failed, Expired or Cancelled.
     *
     * @param word as the API wrote it
     * @param message never empty
     * @param usageSeconds seconds of video; can be there for a failure too, so it is perhaps charged
     */
    record Ended(
            String word,
            String message,
            @Nullable Instant submitTime,
            @Nullable Instant finishTime,
            @Nullable BigDecimal usageSeconds)
            implements StatusAnswer {}

    /**
     * The question found no answer: ask again.
     *
     * @param retryAfter how long the server asks to wait, at most an hour
     */
    record Unanswered(@Nullable Duration retryAfter, ApiError error) implements StatusAnswer {

        private static final Set<String> UNREADABLE = Set.of("unreadable_answer", "connection_lost", "timeout");

        /** Whether some HTTP answer came, so that the API is there at all. */
        public boolean reached() {
            return error.httpStatus() != 0;
        }

        /**
         * Whether no answer came, or one by which the API itself is in trouble: 408, 5xx, or a 2xx that can't
         * be read, such as the page of a gateway that says that it is tidying up.
         */
        public boolean isOutOfOrder() {
            return !reached()
                    || error.httpStatus() == 408
                    || error.httpStatus() >= 500
                    || UNREADABLE.contains(error.code());
        }
    }

    /** The API answers no question of this key (401, 402, 403), or is somewhere else (a redirect). */
    record Denied(ApiError error) implements StatusAnswer {}
}
