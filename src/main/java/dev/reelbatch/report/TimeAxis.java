package dev.reelbatch.report;

import dev.reelbatch.report.CourseChart.Tick;
import dev.reelbatch.text.Language;
import dev.reelbatch.text.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An axis of time: by the clock of this machine, with words at round times. */
record TimeAxis(ZonedDateTime left, ZonedDateTime right) {

    private static final int MOST_WORDS = 6;
    private static final int MOST_LONG_WORDS = 4; // with seconds, on a phone
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final List<Duration> STEPS = Stream.of(
                    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200)
            .map(Duration::ofSeconds)
            .toList();

    static TimeAxis of(Instant from, Instant to, @Nullable Instant end) {
        ZoneId zone = ZoneId.systemDefault();
        Instant right = end != null && end.isAfter(to) ? end : to;
        return new TimeAxis(from.atZone(zone), right.atZone(zone));
    }

    /** Returns where a time is, from 0 to 1. */
    double part(Instant time) {
        double nanos = Duration.between(left.toInstant(), time).toNanos();
        return Math.max(0, Math.min(1, nanos / Math.max(1, length().toNanos())));
    }

    private Duration length() {
        return Duration.between(left, right);
    }

    List<Tick> ticks() {
        Duration step = step();
        List<Tick> ticks = new ArrayList<>();
        for (ZonedDateTime time = left.with(LocalTime.MIN); !time.isAfter(right); time = after(time, step)) {
            if (!time.isBefore(left)) {
                ticks.add(new Tick(word(time, step), CourseChart.percent(part(time.toInstant()))));
            }
        }
        return ticks.isEmpty() ? List.of(new Tick(text(left.toInstant()), CourseChart.percent(0))) : ticks;
    }

    /** Skips what is left of the axis at once: a step may be a second. */
    private ZonedDateTime after(ZonedDateTime time, Duration step) {
        if (step.compareTo(DAY) >= 0) {
            return time.plusDays(step.toDays());
        }
        long skipped = Duration.between(time, left).dividedBy(step);
        return time.plus(step.multipliedBy(Math.max(1, skipped)));
    }

    private Duration step() {
        Duration length = length();
        return STEPS.stream()
                .filter(step -> step.multipliedBy(words(step)).compareTo(length) >= 0)
                .findFirst()
                .orElseGet(() -> DAY.multipliedBy(length.dividedBy(MOST_WORDS).toDays() + 1));
    }

    private static int words(Duration step) {
        return hasSeconds(step) ? MOST_LONG_WORDS : MOST_WORDS;
    }

    private static boolean hasSeconds(Duration step) {
        return step.compareTo(MINUTE) < 0;
    }

    private static String word(ZonedDateTime time, Duration step) {
        boolean isDay = time.toLocalTime().equals(LocalTime.MIN) && !hasSeconds(step);
        return isDay ? format(Text.of("d MMM"), time) : format(hasSeconds(step) ? "HH:mm:ss" : "HH:mm", time);
    }

    /** Returns a time in full, as exactly as it matters on this axis. */
    String text(Instant instant) {
        ZonedDateTime time = instant.atZone(left.getZone());
        boolean isShort = length().toMinutes() < 10;
        if (left.toLocalDate().equals(right.toLocalDate())) {
            return format(isShort ? "HH:mm:ss" : "HH:mm", time);
        }
        return format(isShort ? Text.of("d MMM HH:mm:ss") : Text.of("d MMM HH:mm"), time);
    }

    private static String format(String pattern, ZonedDateTime time) {
        Locale locale = Text.language() == Language.CHINESE ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH;
        return DateTimeFormatter.ofPattern(pattern, locale).format(time);
    }
}
