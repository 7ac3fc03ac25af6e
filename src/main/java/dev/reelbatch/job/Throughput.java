package dev.reelbatch.job;

/**
 * Measures the average interval between events, in nanoseconds, leaving out idle time.
 *
 * <p>The latest hundred or so count. A long pause counts as ten usual intervals at most: it shows that there was an
 * outage, not how fast the rest will go.
 */
final class Throughput {

    private static final double LATEST = 100;
    private static final double LONGEST_PAUSE = 10;

    private double mean;
    private int done;
    private boolean idle = true;
    private long busySince;
    private long busy;

    /** Records the beginning or the end of an idle time. */
    void idle(boolean now, long ticks) {
        if (!idle) {
            busy += ticks - busySince;
        }
        busySince = ticks;
        idle = now;
    }

    void done(long ticks) {
        idle(idle, ticks);
        double spacing = mean == 0 ? busy : Math.min(busy, mean * LONGEST_PAUSE);
        done++;
        mean += (spacing - mean) / Math.min(done, LATEST);
        busy = 0;
    }

    /** Returns the mean interval; 0 if it is unknown. */
    double mean() {
        return mean;
    }
}
