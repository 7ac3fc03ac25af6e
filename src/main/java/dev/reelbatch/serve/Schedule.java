package dev.reelbatch.serve;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/**
 * When a job is due: an expression as in a crontab, in a time zone.
 *
 * <p>When clocks are set forward or back it does what cron does. A fixed hour comes once a day: one
 * that the clocks leave out is due when they have been set forward, one that comes twice is due the
 * first time. An hour given as {@code *} follows the clock: it is due in every hour that passes.
 */
public final class Schedule {

    /** How far local times are looked back for: more than any clock was ever set forward. */
    private static final Duration LONGEST_GAP = Duration.ofHours(25);

    private final CronFields fields;
    private final ZoneId zone;
    private final List<CronExpression> expressions;

    private Schedule(CronFields fields, ZoneId zone) {
        this.fields = fields;
        this.zone = zone;
        this.expressions = fields.expressions();
    }

    /**
     * Reads the five fields of a crontab, with its names, or {@code @daily} and the like.
     *
     * @throws IllegalArgumentException if it is none; the message says what is wrong and shows a right one
     */
    public static Schedule parse(String cron, ZoneId zone) {
        return new Schedule(CronFields.parse(cron), zone);
    }

    /** The first due time after this one. */
    public Instant nextAfter(Instant time) {
        return expressions.stream()
                .map(expression -> fields.followsTheClock() ? byTheClock(expression, time) : byTheDay(expression, time))
                .min(Instant::compareTo)
                .orElseThrow();
    }

    private Instant byTheClock(CronExpression expression, Instant time) {
        return Objects.requireNonNull(expression.next(time.atZone(zone)), fields.text())
                .toInstant();
    }

    /** Spring, asked with a time zone, leaves a night out in spring and has one twice in autumn. */
    private Instant byTheDay(CronExpression expression, Instant time) {
        LocalDateTime local = time.atZone(zone).toLocalDateTime().minus(LONGEST_GAP);
        Instant due;
        do {
            local = Objects.requireNonNull(expression.next(local), fields.text());
            due = instant(local);
        } while (!due.isAfter(time));
        return due;
    }

    private Instant instant(LocalDateTime local) {
        ZoneOffsetTransition gap = zone.getRules().getValidOffsets(local).isEmpty()
                ? zone.getRules().getTransition(local)
                : null;
        return gap == null ? local.atZone(zone).toInstant() : gap.getInstant();
    }

    /**
     * The latest due time after {@code handledUpTo} and not after {@code now}: however many were missed,
     * one run makes up for them.
     */
    public Optional<Instant> latestMissed(Instant handledUpTo, Instant now) {
        Duration back = Duration.ofHours(1);
        while (now.minus(back).isAfter(handledUpTo)) {
            Instant found = latest(now.minus(back), now);
            if (found != null) {
                return Optional.of(found);
            }
            back = back.multipliedBy(4);
        }
        return Optional.ofNullable(latest(handledUpTo, now));
    }

    private @Nullable Instant latest(Instant after, Instant upTo) {
        return Stream.iterate(nextAfter(after), due -> !due.isAfter(upTo), this::nextAfter)
                .reduce((earlier, later) -> later)
                .orElse(null);
    }

    /** As in {@code 0 2 * * * (Europe/Berlin)}. */
    @Override
    public String toString() {
        return fields.text() + " (" + zone + ")";
    }
}
