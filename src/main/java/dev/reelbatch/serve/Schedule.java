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
 * The due times of a job: a crontab expression in a time zone.
 *
 * <p>When clocks are set forward or back it does what cron does. A fixed hour comes once a day: an hour that the clocks
 * skip is due right after the change, and an hour that comes twice is due the first time only. An hour given as
 * {@code *} follows the clock: it is due in every hour that passes.
 */
public final class Schedule {

    /** The period of local times searched backwards: longer than any clock was ever set forward. */
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
     * Parses the five fields of a crontab, including its names, or {@code @daily} and the like.
     *
     * @throws IllegalArgumentException if the text is no schedule; the message says what is wrong and shows a correct
     *     one
     */
    public static Schedule parse(String cron, ZoneId zone) {
        return new Schedule(CronFields.parse(cron), zone);
    }

    /** Returns the first due time after this one. */
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

    /** Computes the time by local days: with a time zone, Spring skips a night in spring and repeats one in autumn. */
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
     * Returns the latest due time after {@code handledUpTo} and not after {@code now}; one run makes up for all missed
     * times.
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

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Schedule schedule && fields.equals(schedule.fields) && zone.equals(schedule.zone);
    }

    @Override
    public int hashCode() {
        return Objects.hash(fields, zone);
    }

    /** Returns its times in words, as in {@code every night at 02:30}; as a crontab writes them where words would be long. */
    public String words() {
        return new CronWords(fields).text() + (zone.equals(ZoneId.systemDefault()) ? "" : " (" + zone + ")");
    }

    /** Returns the schedule with its zone, as in {@code 0 2 * * * (Europe/Berlin)}. */
    @Override
    public String toString() {
        return fields.text() + " (" + zone + ")";
    }
}
