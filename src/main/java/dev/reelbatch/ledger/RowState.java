package dev.reelbatch.ledger;

import org.jspecify.annotations.Nullable;

/**
 * Where the clip of a row stands.
 *
 * @param price of its submission; null where the catalogue has none
 * @param askedAgainIn the wish to pay again that it waits for; null for an ordinary one
 * @param isAccepted whether a person said that it needs no more work as it is
 */
public record RowState(
        int row,
        ClipState state,
        @Nullable Price price,
        @Nullable Long askedAgainIn,
        boolean isAccepted) {

    /** Whether the wish's command is going to submit it. */
    public boolean isPaidBy(Wish wish) {
        return state == ClipState.QUEUED && wish.pays(askedAgainIn);
    }
}
