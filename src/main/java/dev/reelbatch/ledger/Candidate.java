package dev.reelbatch.ledger;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A clip that a row could adopt.
 *
 * @param nextTake true if the wish made the clip, so that only rows that are to get their next take adopt it
 * @param runId the run that requested it last
 * @param row the row that holds it in the current load of the run being loaded again, and therefore keeps it; null if
 *     none does
 * @param variant variant of that row
 * @param ofOtherId true if it was made for a row with another id, and a person said that it also belongs to this row
 * @param askedAgain true if a wish to pay again has queued it
 * @param superseded true if it is of another request, which an earlier version made of the row
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
        boolean askedAgain,
        boolean superseded) {

    /**
     * Order of adoption for a row that holds no clip: what another row of its run held comes first. A clip of another
     * id is left to the row with that id, unless this row would have to pay.
     */
    static final Comparator<Candidate> FIRST_ADOPTED = Comparator.<Candidate, Boolean>comparing(c -> c.row() == null)
            .thenComparing(c -> c.state().isUnspent())
            .thenComparing(Candidate::ofOtherId)
            .thenComparing(c -> c.state().adoptionRank())
            .thenComparing(Comparator.comparing(Candidate::take).reversed())
            .thenComparing(Candidate::id);

    Candidate asSuperseded() {
        return new Candidate(id, take, nextTake, runId, state, row, variant, ofOtherId, askedAgain, true);
    }

    /** Returns true if a row gives it up for a clip that is already paid for. */
    boolean isQueuedOrdinarily() {
        return state == ClipState.QUEUED && !nextTake && !askedAgain;
    }
}
