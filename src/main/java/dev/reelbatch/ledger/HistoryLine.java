package dev.reelbatch.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Status checks of a clip's task in a row that were answered alike, or a try to fetch a video.
 *
 * @param began time of the first check, or of the begin of the try
 * @param ended time of the last check, or of the end of the try
 * @param times number of checks; 1 for a try
 * @param said the API's word, or why there is no answer or no file; null for none
 * @param host that the video was fetched from; null for a check
 * @param bytes that arrived; null for a check
 */
public record HistoryLine(
        Kind kind,
        Instant began,
        Instant ended,
        int times,
        @Nullable String said,
        @Nullable String host,
        @Nullable Long bytes) {

    /** The number of lines of a clip that are kept at most: the first ones. */
    public static final int LONGEST = 100;

    /** What happened; the names are in the ledger. */
    public enum Kind {
        /** The task has not ended. */
        RUNNING,
        SUCCEEDED,
        /** The task ended without a video. */
        ENDED,
        /** The API did not say how the task stands. */
        NO_ANSWER,
        FETCHED,
        NOT_FETCHED
    }

    /** Returns an answer to a first check. */
    public static HistoryLine answer(Kind kind, Instant at, @Nullable String said) {
        return new HistoryLine(kind, at, at, 1, said, null, null);
    }

    /** Returns a try to fetch a video; without a reason it gave the file. */
    public static HistoryLine fetch(
            Instant began, Instant ended, @Nullable String host, long bytes, @Nullable String why) {
        return new HistoryLine(why == null ? Kind.FETCHED : Kind.NOT_FETCHED, began, ended, 1, why, host, bytes);
    }

    /** Returns whether the same was answered. */
    boolean isLike(HistoryLine other) {
        return kind == other.kind && (kind == Kind.NO_ANSWER || Objects.equals(said, other.said));
    }

    /** Returns whether this is the other line, which may be read back from the ledger, to the microsecond. */
    boolean isSameAs(HistoryLine other) {
        return kind == other.kind
                && began.truncatedTo(ChronoUnit.MILLIS).equals(other.began.truncatedTo(ChronoUnit.MILLIS));
    }

    HistoryLine then(HistoryLine next) {
        return new HistoryLine(kind, began, next.ended, times + next.times, next.said, host, bytes);
    }
}
