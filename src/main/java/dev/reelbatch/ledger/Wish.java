package dev.reelbatch.ledger;

import org.jspecify.annotations.Nullable;

/**
 * What a command asks for, from its beginning until it has come to its end: the same words, said before that, go on.
 *
 * @param words what of it is more than its kind: the rows, or what a rerun chooses by
 * @param by null where a version of before began it, which did not note that
 * @param runId the run it is for by now
 */
public record Wish(
        long id, Kind kind, String words, @Nullable By by, long runId, boolean ended) {

    /** Of a command that asks for nothing more than one video a row. */
    public static final Wish NONE = new Wish(0, Kind.RUN, "", null, 0, true);

    /** Which command. */
    public enum Kind {
        /** One video for each row. */
        RUN,
        /** The next take of each row: to pay again. */
        FRESH,
        /** Rows of a run once more: to pay again, and for nothing else. */
        RERUN
    }

    /** Who said it: what a person began goes on when it is said again, what {@code serve} began at its next start. */
    public enum By {
        SHELL,
        SERVE
    }

    /** What is known of a wish before it exists. */
    public record Draft(Kind kind, String words, By by) {}

    /** Whether its command may submit a clip that waits. */
    boolean pays(@Nullable Long askedFor) {
        return askedFor == null ? kind != Kind.RERUN : askedFor == id;
    }

    /** The same of {@code clip c}. */
    static final String PAYS = "(c.asked_again_in = :wish or (:ordinary and c.asked_again_in is null))";

    /** The second parameter of {@link #PAYS}. */
    boolean paysForOrdinary() {
        return kind != Kind.RERUN;
    }
}
