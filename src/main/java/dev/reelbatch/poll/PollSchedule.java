package dev.reelbatch.poll;

import java.time.Duration;
import java.util.List;

/**
 * When a task is asked: first when a few like it were done, then at every interval; further and further
 * apart once it takes longer than any like it.
 *
 * <p>Where the fewest questions find an end soonest, the first one is late and the others are evenly
 * spaced, as long as the chance that the task ends within the next second stays about the same; for
 * times spread as those of most models it does (docs/performance.md has the figures).
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
     * From the submit to the first question: one of twenty of the latest tasks was done by then. The ends
     * of tasks are by the API's clock, which may go wrong: so it is never later than five minutes, from
     * where on asking is cheap.
     *
     * @param seen how long the latest tasks of the model took
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
     * From a question for a task to the next one.
     *
     * @param age from the submit to that question
     * @param seen how long the latest tasks of the model took
     */
    Duration untilNext(Duration age, List<Duration> seen) {
        return max(gap(age, seen), first(seen).minus(age));
    }

    /** A task that hangs is not asked as often for hours: of what it is late, a twentieth more goes unnoticed. */
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
