package dev.reelbatch.poll;

import java.time.Duration;
import java.util.List;

/**
 * The times at which a task is polled: first when a few tasks like it were done, then at every interval, and further
 * and further apart once it takes longer than any task like it.
 *
 * <p>The fewest requests find an end soonest if the first one is late and the others are evenly spaced, as long as the
 * chance that the task ends within the next second stays about the same; with the durations of most models it does
 * (docs/performance.md has the figures).
 */
final class PollSchedule {

    private static final int ENOUGH = 5;
    private static final int ONE_OF = 20;
    private static final Duration LATEST_FIRST = Duration.ofMinutes(5);
    private static final Duration FURTHEST_APART = Duration.ofMinutes(1);

    private final PollSettings settings;

    PollSchedule(PollSettings settings) {
        this.settings = settings;
    }

    /**
     * Returns the time from the submit to the first request: by then, one of twenty of the latest tasks was done. It is
     * at most five minutes, after which asking is cheap, because the end times come from the API's clock, which may be
     * wrong.
     *
     * @param seen durations of the model's latest tasks
     */
    Duration first(List<Duration> seen) {
        if (seen.size() < ENOUGH) {
            return settings.firstAfter();
        }
        Duration early =
                seen.stream().sorted().skip(seen.size() / ONE_OF).findFirst().orElseThrow();
        return min(early, max(settings.firstAfter(), LATEST_FIRST));
    }

    /**
     * Returns the time from one request for a task to the next.
     *
     * @param age time from the submit to that request
     * @param seen durations of the model's latest tasks
     */
    Duration untilNext(Duration age, List<Duration> seen) {
        return max(gap(age, seen), first(seen).minus(age));
    }

    /**
     * Returns the interval to the next request: a twentieth of the time by which the task is late, within bounds, so
     * that a task that hangs is not polled every few seconds for hours.
     */
    private Duration gap(Duration age, List<Duration> seen) {
        Duration longest = seen.stream().max(Duration::compareTo).orElse(Duration.ZERO);
        Duration late = age.minus(longest);
        return max(settings.interval(), min(late.dividedBy(ONE_OF), FURTHEST_APART));
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
