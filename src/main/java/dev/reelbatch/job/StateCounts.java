package dev.reelbatch.job;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.ClipTransition;
import java.util.EnumMap;
import java.util.Map;

/**
 * Counts a run's clips by state: starting from the ledger, then move by move, so that rows are never counted in a loop.
 */
public final class StateCounts implements ClipTransition.Listener {

    private final long runId;
    private final Map<ClipState, Integer> states = new EnumMap<>(ClipState.class);

    StateCounts(long runId) {
        this.runId = runId;
    }

    /** Starts over from the ledger's counts. */
    synchronized void set(Map<ClipState, Integer> fromLedger) {
        states.clear();
        states.putAll(fromLedger);
    }

    @Override
    public synchronized void moved(ClipTransition move) {
        if (move.runId() == runId) {
            states.merge(move.from(), -1, Integer::sum);
            states.merge(move.to(), 1, Integer::sum);
        }
    }

    /** Returns the present number of clips by state, without zeros. */
    public synchronized Map<ClipState, Integer> states() {
        Map<ClipState, Integer> copy = new EnumMap<>(ClipState.class);
        states.forEach((state, clips) -> {
            if (clips > 0) {
                copy.put(state, clips);
            }
        });
        return copy;
    }
}
