package dev.reelbatch.report;

import dev.reelbatch.ledger.RunCourse;
import dev.reelbatch.ledger.RunCourse.Moment;
import dev.reelbatch.text.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The course of a run as areas over the time, with axes, and as a table for those who don't see it; the partial
 * {@code course} of all pages shows it. Areas are in thousandths of the chart, everything else is in percent.
 *
 * @param label for those who don't see it
 * @param done points of the area of delivered videos; on it are the others
 * @param without points of the area of videos that ended without one
 * @param generating points of the area of videos in progress
 * @param now where the expected part begins; empty if nothing is expected
 * @param ahead the width of the expected part
 * @param expected the expected line
 * @param counts along the axis of videos
 * @param times along the axis of time
 * @param rows of the table
 * @param note what the areas leave out or add
 */
public record CourseChart(
        String label,
        String done,
        String without,
        String generating,
        String now,
        String ahead,
        String expected,
        List<Tick> counts,
        List<Tick> times,
        List<Row> rows,
        String note,
        Words words) {

    private static final int LONG = 1000;
    private static final int LINES = 5;
    private static final int ROWS = 8;

    /** A word beside an axis. */
    public record Tick(String word, String at) {}

    /** A line of the table. */
    public record Row(String time, String submitted, String delivered, String without) {}

    /** The chart's own words. */
    public record Words(
            String title,
            String delivered,
            String without,
            String generating,
            String expected,
            String asTable,
            String time,
            String submitted) {

        static Words now() {
            return new Words(
                    Text.of("Timeline"),
                    Text.of("delivered"),
                    Text.of("no video"),
                    Text.of("in progress"),
                    Text.of("expected"),
                    Text.of("As a table"),
                    Text.of("Time"),
                    Text.of("submitted"));
        }
    }

    public boolean isExpected() {
        return !now.isEmpty();
    }

    /**
     * @param all number of the run's videos
     * @param end when they are expected to have ended; null if that is unknown, or they have
     */
    public static CourseChart of(RunCourse course, int all, @Nullable Instant end) {
        TimeAxis axis = TimeAxis.of(course.from(), course.to(), end);
        List<Moment> moments = course.moments();
        int before = course.before();
        int top = Math.max(1, Math.max(all, before + course.last().submitted()));
        ToIntFunction<Moment> nothing = moment -> 0;
        ToIntFunction<Moment> delivered = moment -> before + moment.delivered();
        ToIntFunction<Moment> ended = moment -> before + moment.ended();
        ToIntFunction<Moment> submitted = moment -> before + moment.submitted();
        double now = axis.part(course.to());
        boolean isExpected = end != null && end.isAfter(course.to());
        return new CourseChart(
                label(course, axis, isExpected ? end : null),
                area(moments, now, top, nothing, delivered),
                area(moments, now, top, delivered, ended),
                area(moments, now, top, ended, submitted),
                isExpected ? percent(now) : "",
                percent(1 - now),
                point(now, before + course.last().ended(), top) + " " + LONG + ",0",
                counts(top),
                axis.ticks(),
                rows(course, axis),
                note(before),
                Words.now());
    }

    /** Returns the points between two lines; those on a straight one are left out. */
    private static String area(
            List<Moment> moments, double now, int top, ToIntFunction<Moment> lower, ToIntFunction<Moment> upper) {
        if (moments.stream().allMatch(moment -> lower.applyAsInt(moment) == upper.applyAsInt(moment))) {
            return "";
        }
        List<String> points = line(moments, now, top, upper);
        List<String> back = line(moments, now, top, lower);
        IntStream.rangeClosed(1, back.size()).forEach(i -> points.add(back.get(back.size() - i)));
        return String.join(" ", points);
    }

    private static List<String> line(List<Moment> moments, double now, int top, ToIntFunction<Moment> count) {
        List<String> points = new ArrayList<>();
        int last = moments.size() - 1;
        for (int i = 0; i <= last; i++) {
            int here = count.applyAsInt(moments.get(i));
            boolean isStraight = i > 0
                    && i < last
                    && 2 * here == count.applyAsInt(moments.get(i - 1)) + count.applyAsInt(moments.get(i + 1));
            if (!isStraight) {
                points.add(point(now * i / last, here, top));
            }
        }
        return points;
    }

    private static String point(double part, int count, int top) {
        return Math.round(part * LONG) + "," + Math.round(LONG - (double) count * LONG / top);
    }

    private static List<Tick> counts(int top) {
        int step = 1;
        for (int i = 0; step * LINES < top; i++) {
            step = i % 3 == 1 ? step / 2 * 5 : step * 2; // 1, 2, 5, 10, 20 ...
        }
        List<Tick> ticks = new ArrayList<>();
        for (int count = 0; count <= top; count += step) {
            ticks.add(new Tick(number(count), percent(1 - (double) count / top)));
        }
        return ticks;
    }

    private static List<Row> rows(RunCourse course, TimeAxis axis) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i <= ROWS; i++) {
            Instant time = course.from()
                    .plus(Duration.between(course.from(), course.to())
                            .multipliedBy(i)
                            .dividedBy(ROWS));
            Moment moment = i == ROWS ? course.last() : course.at(time);
            if (!rows.isEmpty() && rows.get(rows.size() - 1).time().equals(axis.text(time))) {
                rows.remove(rows.size() - 1); // a run of a few seconds
            }
            rows.add(new Row(
                    axis.text(time),
                    number(course.before() + moment.submitted()),
                    number(course.before() + moment.delivered()),
                    number(moment.ended() - moment.delivered())));
        }
        return rows;
    }

    private static String label(RunCourse course, TimeAxis axis, @Nullable Instant end) {
        Moment last = course.last();
        String label = Text.of(
                "Progress of the run, %s to %s: %s submitted, %s done, %s without a video, %s generating.",
                axis.text(course.from()),
                axis.text(course.to()),
                number(course.before() + last.submitted()),
                number(course.before() + last.delivered()),
                number(last.ended() - last.delivered()),
                number(last.submitted() - last.ended()));
        return end == null ? label : Text.of("%s The rest is expected by %s.", label, axis.text(end));
    }

    private static String note(int before) {
        String height = Text.of("Total height = submitted");
        return before == 0 ? height : Text.of("%s; already made before: %s", height, number(before));
    }

    private static String number(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String percent(double part) {
        return String.format(Locale.ROOT, "%.2f%%", part * 100);
    }
}
