package dev.reelbatch.ledger;

import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A clip that no row of this load has taken, and the row that held it in the load before. */
record Candidate(
        long id,
        String fingerprint,
        int take,
        @Nullable Long freshOrigin,
        long runId,
        ClipState state,
        @Nullable Integer row,
        @Nullable Integer variant) {

    boolean wasHeldBy(RowDraft draft) {
        return Objects.equals(row, draft.row()) && Objects.equals(variant, draft.variant());
    }

    static Comparator<Candidate> bestFor(RowDraft draft) {
        return Comparator.<Candidate, Boolean>comparing(c -> !c.wasHeldBy(draft))
                .thenComparing(c -> c.row() == null)
                .thenComparing(c -> c.state().adoptionRank())
                .thenComparing(Comparator.comparing(Candidate::take).reversed())
                .thenComparing(Candidate::id);
    }
}
