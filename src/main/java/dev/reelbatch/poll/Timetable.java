package dev.reelbatch.poll;

import java.time.Duration;
import java.util.List;

/** When a task is asked: first when an answer is likely, then further and further apart. */
final class Timetable {

    private static final int ENOUGH = 5;
    private static final double GROWTH = 1.25;
    private static final int LONGEST = 6; // intervals
    private static final Duration LATEST_FIRST = Duration.ofMinutes(5);

    private final PollSettings settings;

    Timetable(PollSettings settings) {
        this.settings = settings;
    }

    /**
     * From the submit to the first question: a fifth of the latest tasks were done by then. The ends of
     * tasks are by the API's clock, which may go wrong: so it is never later than five minutes, from
     * where on asking is cheap.
     *
     * @param seen how long the latest tasks of the model took
     */
    Duration first(List<Duration> seen) {
        if (seen.size() < ENOUGH) {
            return settings.firstAfter();
        }
        Duration fifth =
                seen.stream().sorted().skip(seen.size() / 5).findFirst().orElseThrow();
        Duration latest = settings.firstAfter().compareTo(LATEST_FIRST) > 0 ? settings.firstAfter() : LATEST_FIRST;
        return fifth.compareTo(latest) < 0 ? fifth : latest;
    }

    /** From the {@code n}-th question for a task, counted from 1, to the next. */
    Duration afterQuestion(int n) {
        double intervals = Math.min(LONGEST, Math.pow(GROWTH, n - 1));
        return Duration.ofNanos((long) (settings.interval().toNanos() * intervals));
    }
}
