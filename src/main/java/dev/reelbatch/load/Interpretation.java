package dev.reelbatch.load;

/**
 * A value that was written in an unusual way and can mean only one thing.
 *
 * @param column the sheet's own header
 * @param given as in the sheet, such as {@code 8秒}
 * @param taken as it is sent, such as {@code 8}
 */
public record Interpretation(String column, String given, String taken) {}
