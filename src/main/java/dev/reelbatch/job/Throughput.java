package dev.reelbatch.job;

/**
 * How far apart things are done, in nanoseconds, while there is something to do: idle time does not count.
 *
 * <p>The latest hundred or so decide. A long pause between two counts as ten usual ones at most: it says
 * that there was an outage, not how fast the rest will go.
 */
final class Throughput {

    private static final double LATEST = 100;
    private static final double LONGEST_PAUSE = 10;

    private double mean;
    private int done;
    private boolean idle = true;
    private long busySince;
    private long busy;

    /** From now on there is nothing to do, or there is. */
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

    /** 0 as long as nothing is known. */
    double mean() {
        return mean;
    }
}
