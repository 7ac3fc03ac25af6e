package dev.reelbatch.ledger;

/** Thrown if a clip is no longer in the state it was read in; nothing was changed. */
public final class StaleClipException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StaleClipException(long clipId, ClipState expected) {
        super("Clip %d is no longer %s".formatted(clipId, expected));
    }
}
