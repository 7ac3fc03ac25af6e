package dev.reelbatch.ledger;

/** A row of a run and the clip it holds. */
public record HeldRow(int row, int variant, Clip clip) {}
