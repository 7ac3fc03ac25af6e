package dev.reelbatch.ledger;

/**
 * A row of a run and the clip it holds.
 *
 * @param underWay whether the rerun that goes on has asked for the clip already
 */
public record RowClip(int row, int variant, Clip clip, boolean underWay) {}
