package dev.reelbatch.ledger;

import org.jspecify.annotations.Nullable;

/**
 * The request of a command, from its start until it is complete. Repeating the command before that resumes the wish.
 *
 * @param details all besides the kind: the rows, or the selection of a rerun
 * @param by null if an earlier version began it, which did not record that
 * @param runId the run it currently belongs to
 */
public record Wish(
        long id, Kind kind, String details, @Nullable By by, long runId, boolean ended) {

    /** The wish of a command that requests only one video a row. */
    public static final Wish NONE = new Wish(0, Kind.RUN, "", null, 0, true);

    /** The kind of command. */
    public enum Kind {
        /** One video for each row. */
        RUN,
        /** The next take of each row: to pay again. */
        FRESH,
        /** Rows of a run once more: to pay again for these, and for nothing else. */
        RERUN
    }

    /** The origin of a wish: a person's is resumed when the person repeats it, {@code serve}'s at its next start. */
    public enum By {
        SHELL,
        SERVE
    }

    /**
     * A wish before it exists.
     *
     * @param requestedRun the run requested over HTTP that it belongs to; null if there is none
     */
    public record Draft(
            Kind kind, String details, By by, @Nullable String requestedRun) {

        public Draft(Kind kind, String details, By by) {
            this(kind, details, by, null);
        }

        /** Returns the same wish for a run requested over HTTP; null for none. */
        public Draft requestedAs(@Nullable String requestedRunId) {
            return new Draft(kind, details, by, requestedRunId);
        }
    }

    /** Returns true if its command may submit a waiting clip. */
    boolean pays(@Nullable Long askedFor) {
        return askedFor == null ? kind != Kind.RERUN : askedFor == id;
    }

    /** The same condition for {@code clip c}. */
    static final String PAYS = "(c.asked_again_in = :wish or (:ordinary and c.asked_again_in is null))";

    /** Returns the second parameter of {@link #PAYS}. */
    boolean paysForOrdinary() {
        return kind != Kind.RERUN;
    }
}
