package dev.reelbatch.terminal;

import dev.reelbatch.job.RunProgress;
import java.time.Duration;

/** When a line about a run is due: more and more seldom as it gets longer. */
final class LineInterval {

    private static final long FIRST = 2; // seconds
    private static final long OFTEN_UNTIL = 20;
    private static final long OFTEN = 2;
    private static final long NOW_AND_THEN_UNTIL = 300;
    private static final long NOW_AND_THEN = 10;
    private static final long SELDOM = 30;

    private long nextAt = FIRST;

    boolean isDue(RunProgress runProgress) {
        return second(runProgress) >= nextAt;
    }

    /** There was a line about this look. */
    void told(RunProgress runProgress) {
        long second = second(runProgress);
        nextAt = second + (second < OFTEN_UNTIL ? OFTEN : second < NOW_AND_THEN_UNTIL ? NOW_AND_THEN : SELDOM);
    }

    private static long second(RunProgress runProgress) {
        return Duration.between(runProgress.since(), runProgress.asOf()).toSeconds();
    }
}
