package dev.reelbatch.ledger;

import org.jspecify.annotations.Nullable;

/**
 * The state of a row's clip.
 *
 * @param price of its submission; null if the catalogue has none
 * @param askedAgainIn the wish to pay again that it waits for; null for an ordinary clip
 * @param isAccepted true if a person accepted it without a video
 */
public record RowState(
        int row,
        ClipState state,
        @Nullable Price price,
        @Nullable Long askedAgainIn,
        boolean isAccepted) {

    /** Returns true if a video is missing. */
    public boolean isMissing() {
        return !isAccepted && !state.isDone();
    }

    /** Returns true if the wish's command is going to submit it. */
    public boolean isPaidBy(Wish wish) {
        return state == ClipState.QUEUED && wish.pays(askedAgainIn);
    }
}
