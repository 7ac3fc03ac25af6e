package dev.reelbatch.submit;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.ClipTransition;

/**
 * Counts the home's clips that may have a running task, SUBMITTING or SUBMITTED, against the ceiling
 * {@code --max-in-flight}.
 *
 * <p>A place is taken before the submission is written and comes free with the move out of those two
 * states, whichever stage makes it.
 */
public final class ConcurrencyLimit implements ClipTransition.Listener {

    private final int ceiling;
    private int taken;
    private Runnable onFree = () -> {};

    /** @param taken how many there are already */
    public ConcurrencyLimit(int ceiling, int taken) {
        this.ceiling = ceiling;
        this.taken = taken;
    }

    /** Who waits for a place. */
    synchronized void onFree(Runnable listener) {
        this.onFree = listener;
    }

    /** Takes a place if there is one. */
    synchronized boolean take() {
        if (isFull()) {
            return false;
        }
        taken++;
        return true;
    }

    /** Gives a place back whose submission was never written. */
    void giveBack() {
        change(-1);
    }

    @Override
    public void moved(ClipTransition move) {
        boolean before = move.from().isInFlight();
        boolean after = move.to().isInFlight();
        if (before && !after) {
            change(-1);
        } else if (!before && after && !isSubmit(move)) {
            change(+1); // TIMED_OUT -> SUBMITTED
        }
    }

    /** Its place was taken before. */
    private static boolean isSubmit(ClipTransition move) {
        return move.from() == ClipState.QUEUED;
    }

    private void change(int by) {
        Runnable listener;
        synchronized (this) {
            taken += by;
            listener = onFree;
        }
        if (by < 0) {
            listener.run();
        }
    }

    /** Whether a place must come free before anything more is submitted. */
    synchronized boolean isFull() {
        return taken >= ceiling;
    }

    int ceiling() {
        return ceiling;
    }

    public synchronized int taken() {
        return taken;
    }
}
