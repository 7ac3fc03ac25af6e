package dev.reelbatch.job;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.ClipTransition;
import dev.reelbatch.ledger.PollLedger.OnTheWay;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What polling and downloading still owe a run whose submitting has ended: its clips on their way, whoever
 * paid for them.
 */
final class RemainingWork implements ClipTransition.Listener {

    private final Map<Long, ClipState> moves = new HashMap<>();
    private final Map<Long, ClipState> clips = new HashMap<>();
    private boolean known;
    private final long runId;
    private int submitted;

    RemainingWork(long runId) {
        this.runId = runId;
    }

    /** @param onTheWay what the ledger says, asked after this began to hear of moves */
    synchronized void know(List<OnTheWay> onTheWay) {
        onTheWay.forEach(clip -> put(clip.id(), clip.state()));
        moves.forEach((clip, state) -> {
            if (clips.containsKey(clip)) {
                put(clip, state); // moved while the ledger was asked
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

    /** A task that was in doubt exists. */
    private boolean isFound(ClipTransition move) {
        return move.from() == ClipState.IN_DOUBT && move.to() == ClipState.SUBMITTED && move.runId() == runId;
    }

    private void put(long clip, ClipState state) {
        boolean onTheWay = state == ClipState.SUBMITTED || state == ClipState.GENERATED;
        ClipState before = onTheWay ? clips.put(clip, state) : clips.remove(clip);
        submitted += (state == ClipState.SUBMITTED ? 1 : 0) - (before == ClipState.SUBMITTED ? 1 : 0);
    }

    /** Whether no task of the run is open any more. */
    synchronized boolean isPolled() {
        return known && submitted == 0;
    }

    /** Whether no video of the run waits any more either. */
    synchronized boolean isDownloaded() {
        return known && clips.isEmpty();
    }
}
