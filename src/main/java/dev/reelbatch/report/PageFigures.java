package dev.reelbatch.report;

import dev.reelbatch.ledger.RunCourse;
import dev.reelbatch.text.Durations;
import dev.reelbatch.text.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The figures at the head of the page; those that are zero are left out. */
final class PageFigures {

    /**
     * @param icon empty for none
     * @param of the whole that the value is a part of; empty for none
     * @param note empty for none
     */
    record Figure(String kind, String icon, String label, String value, String of, String note) {}

    private PageFigures() {}

    static List<Figure> of(RowCounts counts, Costs costs, BesideRows beside, ReportInfo info, Instant now) {
        List<Figure> figures = new ArrayList<>();
        for (ManifestStatus status : ManifestStatus.values()) {
            if (counts.of(status) > 0 || status == ManifestStatus.DELIVERED) {
                figures.add(of(status, counts));
            }
        }
        costs.amounts().forEach((label, amount) -> figures.add(new Figure("cost", "", label, amount, "", "")));
        Figure time = info.finished() ? took(beside.course()) : left(info.end(), now);
        if (time != null) {
            figures.add(time);
        }
        return figures;
    }

    private static Figure of(ManifestStatus status, RowCounts counts) {
        boolean settled = counts.accepted(status) > 0 && counts.notAccepted(status) == 0;
        boolean isPart = status == ManifestStatus.DELIVERED && counts.lines() > counts.of(status);
        return new Figure(
                settled ? "accepted" : kind(status),
                settled ? "stopped" : kind(status),
                status.label() + Summary.accepted(counts, status),
                number(counts.of(status)),
                isPart ? Text.of("of %s videos", number(counts.lines())) : "",
                "");
    }

    private static String kind(ManifestStatus status) {
        return switch (status) {
            case DELIVERED -> "delivered";
            case FAILED, TIMED_OUT, UNDELIVERED -> "failed";
            case IN_DOUBT -> "doubt";
            case PENDING -> "generating";
            case CANCELLED -> "stopped";
        };
    }

    private static @Nullable Figure took(@Nullable RunCourse course) {
        return course == null
                ? null
                : new Figure(
                        "time",
                        "",
                        Text.of("Took"),
                        Durations.text(Duration.between(course.from(), course.to())),
                        "",
                        Text.of("from the first submission to the last video"));
    }

    private static Figure left(@Nullable Instant end, Instant now) {
        if (end == null) {
            return new Figure(
                    "time",
                    "",
                    Text.of("Time left"),
                    Text.of("not known yet"),
                    "",
                    Text.of("known after the first video"));
        }
        Duration left = Duration.between(now, end);
        String value = left.toSeconds() < 1 ? Text.of("finishing now") : Text.of("about %s left", Durations.text(left));
        return new Figure(
                "time",
                "",
                Text.of("Time left"),
                value,
                "",
                Text.of("until %s", TimeAxis.of(now, end, null).text(end)));
    }

    static String number(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
