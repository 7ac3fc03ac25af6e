package dev.reelbatch.ledger;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A clip that a row could adopt.
 *
 * @param nextTake whether the wish made it, so that rows that are to get their next take adopt it, and no others
 * @param runId that asked for it last
 * @param row that holds it in the load in force of the run that is loaded anew, and so keeps it; null if none does
 * @param variant of that row
 * @param ofOtherId whether it was made for a row with another id, and a person said that it is this row's as well
 * @param askedAgain whether a wish to pay again has queued it
 */
public record Candidate(
        long id,
        int take,
        boolean nextTake,
        long runId,
        ClipState state,
        @Nullable Integer row,
        @Nullable Integer variant,
        boolean ofOtherId,
        boolean askedAgain) {

    /**
     * For a row that holds none: what another row of its run held goes first. A clip of another id is left to the row
     * with that id, unless this one would be paid for.
     */
    static final Comparator<Candidate> FIRST_ADOPTED = Comparator.<Candidate, Boolean>comparing(c -> c.row() == null)
            .thenComparing(c -> c.state() == ClipState.QUEUED)
            .thenComparing(Candidate::ofOtherId)
            .thenComparing(c -> c.state().adoptionRank())
            .thenComparing(Comparator.comparing(Candidate::take).reversed())
            .thenComparing(Candidate::id);

    /** Whether it would be given up for one that is paid for already. */
    boolean isQueuedOrdinarily() {
        return state == ClipState.QUEUED && !nextTake && !askedAgain;
    }
}
