package dev.reelbatch.ledger;

import org.jspecify.annotations.Nullable;

/**
 * Where the clip of a row stands.
 *
 * @param price of its submission; null where the catalogue has none
 * @param isAccepted whether a person said that it needs no more work as it is
 */
public record RowState(int row, ClipState state, @Nullable Price price, boolean isAccepted) {}
