package dev.reelbatch.ledger;

/**
 * A row of a run and the clip it holds.
 *
 * @param askedAgain whether a rerun has asked for the clip already and the run has not come to its end since
 */
public record HeldRow(int row, int variant, Clip clip, boolean askedAgain) {}
