package dev.reelbatch.ledger;

/** A move that is committed. */
public record ClipTransition(long clipId, long runId, ClipState from, ClipState to) {

    /** Hears of every move after it is committed, on the thread that asked for it. */
    public interface Listener {
        void moved(ClipTransition move);
    }
}
