package dev.reelbatch.ledger;

/**
 * The place of a clip that may be submitted.
 *
 * @param row the row's number as a spreadsheet shows it
 * @param variant from 1
 */
public record QueuedRow(int row, int variant, long clipId) {}
