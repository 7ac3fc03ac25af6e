package dev.reelbatch.ledger;

/**
 * A clip that may be submitted, with its place in the sheet.
 *
 * @param row the row's number as a spreadsheet shows it
 * @param variant from 1
 * @param fileName its video's name without number and extension
 */
public record QueuedClip(Clip clip, int row, int variant, String fileName) {}
