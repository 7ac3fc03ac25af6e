package dev.reelbatch.web.console;

import dev.reelbatch.ledger.Clip;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.HistoryLine;
import dev.reelbatch.ledger.RunPages.Delivery;
import dev.reelbatch.ledger.Submission;
import dev.reelbatch.text.Durations;
import dev.reelbatch.text.Text;
import dev.reelbatch.web.HttpText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a row: the ledger records submissions with their answers, status checks, the end of a task,
 * and downloads.
 *
 * @param kind its colour and icon
 * @param detail empty for none
 */
record TraceView(String time, String kind, String text, String detail) {

    private static final int MEGABYTE = 1_000_000;
    private static final int BEGINNING = 8; // of long names, in characters
    private static final int END = 4;

    private record Event(Instant at, String kind, String text, String detail) {}

    static List<TraceView> of(RowsData.Opened opened, ShownTimes times) {
        Clip clip = opened.row().clip();
        List<Event> events = new ArrayList<>();
        int number = 0;
        for (Submission submission : opened.submissions()) {
            events.add(submission(submission, ++number));
        }
        if (clip != null && clip.finishedAt() != null && clip.submittedAt() != null) {
            events.add(end(clip, later(clip.finishedAt(), clip.submittedAt()), clip.submittedAt()));
        }
        opened.history().forEach(line -> events.add(event(line, times)));
        for (Delivery delivery : opened.deliveries()) {
            events.add(new Event(
                    delivery.at(),
                    "delivered",
                    Text.of("Downloaded and checked"),
                    RunningView.joined(
                            size(delivery.bytes()),
                            delivery.sha256() == null ? "" : "sha256 " + shortened(delivery.sha256()))));
        }
        if (clip != null && clip.acceptedAt() != null) {
            events.add(new Event(clip.acceptedAt(), "stopped", Text.of("Accepted without a video"), ""));
        }
        List<TraceView> trace = new ArrayList<>(events.stream()
                .sorted(Comparator.comparing(Event::at))
                .map(event -> new TraceView(times.exact(event.at()), event.kind(), event.text(), event.detail()))
                .toList());
        if (opened.history().size() >= HistoryLine.LONGEST) {
            trace.add(new TraceView(
                    "", "late", Text.of("Only the first %d checks and downloads are kept", HistoryLine.LONGEST), ""));
        }
        return trace;
    }

    private static Event submission(Submission submission, int number) {
        String price = submission.price() == null ? "" : Amounts.text(Cost.NONE.plus(submission.price()));
        String answer = RunningView.joined(
                submission.httpStatus() == null ? "" : "HTTP " + submission.httpStatus(),
                submission.answeredAt() == null
                        ? ""
                        : Text.of(
                                "answered in %d ms",
                                Duration.between(submission.sentAt(), submission.answeredAt())
                                        .toMillis()),
                submission.taskId() == null ? "" : Text.of("task %s", shortened(submission.taskId())),
                submission.errorMessage() == null ? "" : HttpText.of(submission.errorMessage()));
        String kind = "late";
        String text;
        if (submission.outcome() == null) {
            kind = "submitted";
            text = Text.of("Submission %d sent, no answer yet, %s", number, price);
        } else {
            text = switch (submission.outcome()) {
                case ACCEPTED -> Text.of("Submission %d accepted, %s", number, price);
                case NOT_ACCEPTED -> Text.of("Submission %d not accepted, not charged", number);
                case REFUSED -> Text.of("Submission %d refused, not charged", number);
                case UNKNOWN -> Text.of("Submission %d may have been charged, %s", number, price);
                case CHARGED -> Text.of("Submission %d was charged, without a task, %s", number, price);
                case NOT_CHARGED -> Text.of("Submission %d was not charged, as somebody found", number);
            };
            kind = switch (submission.outcome()) {
                case ACCEPTED -> "submitted";
                case NOT_ACCEPTED, NOT_CHARGED -> "late";
                case REFUSED, CHARGED -> "failed";
                case UNKNOWN -> "doubt";
            };
        }
        return new Event(submission.sentAt(), kind, text, answer);
    }

    private static Event event(HistoryLine line, ShownTimes times) {
        String said = line.said() == null ? "" : HttpText.of(line.said());
        return switch (line.kind()) {
            case RUNNING ->
                new Event(line.began(), "submitted", Text.of("Status at the API: %s", said), checks(line, times));
            case SUCCEEDED ->
                new Event(line.began(), "generating", Text.of("The API reported the video"), checks(line, times));
            case ENDED ->
                new Event(line.began(), "failed", Text.of("Status at the API: %s", said), checks(line, times));
            case NO_ANSWER ->
                new Event(
                        line.began(),
                        "late",
                        Text.of("Status check without an answer, to be repeated"),
                        RunningView.joined(said, checks(line, times)));
            case FETCHED -> new Event(line.began(), "generating", Text.of("Download"), fetch(line));
            case NOT_FETCHED ->
                new Event(line.began(), "late", Text.of("Download failed"), RunningView.joined(said, fetch(line)));
        };
    }

    private static String checks(HistoryLine line, ShownTimes times) {
        return line.times() == 1
                ? Text.of("1 status check")
                : Text.of("%d status checks until %s", line.times(), times.exact(line.ended()));
    }

    private static String fetch(HistoryLine line) {
        long millis = Duration.between(line.began(), line.ended()).toMillis();
        return RunningView.joined(
                size(line.bytes()),
                line.host() == null ? "" : Text.of("from %s", line.host()),
                Text.of("in %d ms", Math.max(0, millis)));
    }

    /** The end is by the clock of the API, which may differ. */
    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }

    private static Event end(Clip clip, Instant at, Instant submitted) {
        String took = Text.of("%s after it was submitted", Durations.text(Duration.between(submitted, at)));
        boolean isMade = clip.state() == ClipState.GENERATED
                || clip.state() == ClipState.DELIVERED
                || clip.state() == ClipState.UNDELIVERED;
        return isMade
                ? new Event(at, "generating", Text.of("The video is ready"), took)
                : new Event(
                        at,
                        "failed",
                        Text.of("The task ended without a video"),
                        RunningView.joined(took, HttpText.of(Objects.requireNonNullElse(clip.errorMessage(), ""))));
    }

    private static String shortened(String name) {
        return name.length() <= 2 * BEGINNING
                ? name
                : name.substring(0, BEGINNING) + "\u2026" + name.substring(name.length() - END);
    }

    private static String size(@Nullable Long bytes) {
        return bytes == null
                ? ""
                : bytes < MEGABYTE ? Text.of("%d KB", bytes / 1000) : Text.of("%.1f MB", bytes / (double) MEGABYTE);
    }
}
