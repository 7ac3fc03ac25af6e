package dev.reelbatch.web;

import dev.reelbatch.ledger.HistoryLine;
import dev.reelbatch.ledger.HistoryLine.Kind;
import dev.reelbatch.ledger.Submission;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a row's video, as callers see it.
 *
 * @param submissions at most 100
 * @param checks status checks; those in a row that were answered alike are one
 * @param downloads tries to fetch the video, in the order of time
 * @param complete false if only the first checks and downloads were kept
 */
record RowHistoryView(
        int variant,
        List<SubmissionView> submissions,
        List<CheckView> checks,
        List<DownloadView> downloads,
        boolean complete) {

    /** One POST; {@code outcome} is null until it is answered. */
    record SubmissionView(
            long id,
            Instant sentAt,
            @Nullable Instant answeredAt,
            @Nullable String outcome,
            @Nullable Integer httpStatus,
            @Nullable String taskId,
            @Nullable String errorCode,
            @Nullable String errorMessage) {

        private static SubmissionView of(Submission submission) {
            return new SubmissionView(
                    submission.id(),
                    submission.sentAt(),
                    submission.answeredAt(),
                    submission.outcome() == null
                            ? null
                            : submission.outcome().name().toLowerCase(Locale.ROOT),
                    submission.httpStatus(),
                    submission.taskId(),
                    submission.errorCode(),
                    text(submission.errorMessage()));
        }
    }

    /**
     * Status checks in a row that were answered alike.
     *
     * @param answer running, succeeded, ended or no_answer
     * @param text the API's word, or why there is no answer
     */
    record CheckView(
            String answer,
            Instant firstAt,
            Instant lastAt,
            int checks,
            @Nullable String text) {

        private static CheckView of(HistoryLine line) {
            return new CheckView(
                    line.kind().name().toLowerCase(Locale.ROOT),
                    line.began(),
                    line.ended(),
                    line.times(),
                    RowHistoryView.text(line.said()));
        }
    }

    /**
     * A try to fetch a video.
     *
     * @param bytes that arrived
     * @param errorMessage null if the video was fetched
     */
    record DownloadView(
            Instant startedAt,
            Instant endedAt,
            @Nullable String host,
            @Nullable Long bytes,
            @Nullable String errorMessage) {

        private static DownloadView of(HistoryLine line) {
            return new DownloadView(
                    line.began(), line.ended(), line.host(), line.bytes(), RowHistoryView.text(line.said()));
        }
    }

    static RowHistoryView of(int variant, List<Submission> submissions, List<HistoryLine> lines) {
        return new RowHistoryView(
                variant,
                submissions.stream().map(SubmissionView::of).toList(),
                lines.stream().filter(line -> !isFetch(line)).map(CheckView::of).toList(),
                lines.stream()
                        .filter(RowHistoryView::isFetch)
                        .map(DownloadView::of)
                        .toList(),
                lines.size() < HistoryLine.LONGEST);
    }

    private static boolean isFetch(HistoryLine line) {
        return line.kind() == Kind.FETCHED || line.kind() == Kind.NOT_FETCHED;
    }

    private static @Nullable String text(@Nullable String message) {
        return message == null ? null : HttpText.of(message);
    }
}
