package dev.reelbatch.ledger;

import dev.reelbatch.ledger.RestingTotals.Load;
import dev.reelbatch.ledger.RunTotals.Totals;
import dev.reelbatch.time.Time;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Totals of large runs that go on, kept for a moment: to count ten thousand rows takes 20 ms, and many people may look at
 * the same run. They are forgotten when a run ends or a person changes anything, so that nobody sees an older state than
 * he was told of.
 */
final class RecentTotals {

    private static final Duration KEPT = Duration.ofSeconds(1); // by the wall clock
    private static final int LARGE = 1_000;

    private final Time time;
    private final Map<Load, Recent> kept = new HashMap<>();
    private long forgotten;

    private record Recent(Totals totals, long readAt) {}

    RecentTotals(Time time) {
        this.time = time;
    }

    /** Returns a number that grows each time that everything is forgotten. */
    synchronized long forgotten() {
        return forgotten;
    }

    /** Adds what is kept of these runs, by their ids. */
    synchronized void addTo(Map<Long, Totals> totals, Collection<Run> runs) {
        kept.values()
                .removeIf(recent -> time.onWallClock(time.since(recent.readAt)).compareTo(KEPT) > 0);
        for (Run run : runs) {
            Recent recent = kept.get(Load.of(run));
            if (recent != null) {
                totals.putIfAbsent(run.id(), recent.totals);
            }
        }
    }

    /**
     * Keeps totals that were read, unless everything was forgotten meanwhile.
     *
     * @param before {@link #forgotten} before they were read
     */
    synchronized void keep(Run run, Totals totals, long before) {
        int rows = totals.states().values().stream().mapToInt(Integer::intValue).sum();
        if (before == forgotten && rows >= LARGE) {
            kept.put(Load.of(run), new Recent(totals, time.nanos()));
        }
    }

    synchronized void forgetAll() {
        forgotten++;
        kept.clear();
    }
}
