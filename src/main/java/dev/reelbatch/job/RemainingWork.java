package dev.reelbatch.job;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.ClipTransition;
import dev.reelbatch.ledger.PollLedger.OnTheWay;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The polling and downloading that remain for a run after its last submission: its clips under way, whoever paid for
 * them.
 */
final class RemainingWork implements ClipTransition.Listener {

    private final Map<Long, ClipState> moves = new HashMap<>();
    private final Map<Long, ClipState> clips = new HashMap<>();
    private Set<Long> doubted = Set.of();
    private boolean known;
    private int submitted;

    /**
     * Sets the initial state.
     *
     * @param onTheWay the ledger's state, read after this began to receive moves
     */
    synchronized void know(List<OnTheWay> onTheWay) {
        doubted = onTheWay.stream()
                .filter(clip -> clip.state() == ClipState.IN_DOUBT)
                .map(OnTheWay::id)
                .collect(Collectors.toUnmodifiableSet());
        onTheWay.forEach(clip -> put(clip.id(), clip.state()));
        moves.forEach((clip, state) -> {
            if (clips.containsKey(clip) || doubted.contains(clip)) {
                put(clip, state); // it moved while the ledger was read
            }
        });
        moves.clear();
        known = true;
    }

    @Override
    public synchronized void moved(ClipTransition move) {
        if (!known) {
            moves.put(move.clipId(), move.to());
        } else if (clips.containsKey(move.clipId()) || isFound(move)) {
            put(move.clipId(), move.to());
        }
    }

    /** Returns true if a task in doubt was found to exist. */
    private boolean isFound(ClipTransition move) {
        return move.from() == ClipState.IN_DOUBT && move.to() == ClipState.SUBMITTED && doubted.contains(move.clipId());
    }

    /** Returns the clips that may turn out to have a task. */
    synchronized Set<Long> doubted() {
        return doubted;
    }

    private void put(long clip, ClipState state) {
        boolean onTheWay = state == ClipState.SUBMITTED || state == ClipState.GENERATED;
        ClipState before = onTheWay ? clips.put(clip, state) : clips.remove(clip);
        submitted += (state == ClipState.SUBMITTED ? 1 : 0) - (before == ClipState.SUBMITTED ? 1 : 0);
    }

    /** Returns true if no task of the run is open any more. */
    synchronized boolean isPolled() {
        return known && submitted == 0;
    }

    /** Returns true if no video of the run is waiting any more either. */
    synchronized boolean isDownloaded() {
        return known && clips.isEmpty();
    }
}
