package dev.reelbatch.ledger;

/** A committed move of a clip. */
public record ClipTransition(long clipId, long runId, ClipState from, ClipState to) {

    /** Receives every move after it is committed, on the thread that asked for it. */
    public interface Listener {
        void moved(ClipTransition move);

        /**
         * Called after a clip that is not open, a row that holds one, or a submission of one was changed without a move
         * out of its state. Only guards are told, see {@link Journal#guard}.
         */
        default void changedAtRest() {}
    }
}
