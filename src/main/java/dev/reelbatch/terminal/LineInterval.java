package dev.reelbatch.terminal;

import dev.reelbatch.job.RunProgress;
import java.time.Duration;

/** Decides when the next progress line is due: the longer the run, the longer the interval. */
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

    /** Records that a line was written about this state. */
    void lineWritten(RunProgress runProgress) {
        long second = second(runProgress);
        nextAt = second + (second < OFTEN_UNTIL ? OFTEN : second < NOW_AND_THEN_UNTIL ? NOW_AND_THEN : SELDOM);
    }

    private static long second(RunProgress runProgress) {
        return Duration.between(runProgress.since(), runProgress.asOf()).toSeconds();
    }
}
