package dev.reelbatch.ledger;

import dev.reelbatch.ledger.RunTotals.Totals;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Totals of runs all of whose clips are at rest, kept until any such clip of the home has changed: runs that are over
 * are counted once, while the clips of others move many times a second. Only this process changes its ledger.
 */
final class RestingTotals implements ClipTransition.Listener {

    private final Map<Load, Totals> kept = new HashMap<>();
    private final RecentTotals recent;
    private long changes;

    /** @param recent is told of the same changes */
    RestingTotals(RecentTotals recent) {
        this.recent = recent;
    }

    /** A load of a run: a later one has other rows. */
    record Load(long run, int number) {

        static Load of(Run run) {
            return new Load(run.id(), run.loadNumber());
        }
    }

    /** Returns a number that grows with each change. */
    synchronized long changes() {
        return changes;
    }

    /** Returns what is kept of these runs, by their ids. */
    synchronized Map<Long, Totals> of(Collection<Run> runs) {
        Map<Long, Totals> found = new HashMap<>();
        for (Run run : runs) {
            Totals totals = kept.get(Load.of(run));
            if (totals != null) {
                found.put(run.id(), totals);
            }
        }
        return found;
    }

    /**
     * Keeps totals that were read, unless anything has changed meanwhile.
     *
     * @param before the number of changes before they were read
     */
    synchronized void keep(Run run, Totals totals, long before) {
        if (before == changes && isAtRest(totals)) {
            kept.put(Load.of(run), totals);
        }
    }

    /** Only moves out of a state at rest can change such totals; answers change what is open. */
    private static boolean isAtRest(Totals totals) {
        return totals.states().keySet().stream().noneMatch(ClipState::isOpen)
                && totals.money().stream().allMatch(charges -> charges.open().signum() == 0);
    }

    @Override
    public void moved(ClipTransition move) {
        if (!move.from().isOpen()) {
            changedAtRest();
        }
    }

    @Override
    public synchronized void changedAtRest() {
        changes++;
        kept.clear();
        recent.forgetAll();
    }
}
