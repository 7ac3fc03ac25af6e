package dev.reelbatch.ledger;

/**
 * A row of a run and the clip it holds.
 *
 * @param underWay true if the current rerun has already queued the clip
 */
public record RowClip(int row, int variant, Clip clip, boolean underWay) {}
