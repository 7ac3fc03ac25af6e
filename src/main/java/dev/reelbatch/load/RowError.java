package dev.reelbatch.load;

import dev.reelbatch.text.CellText;
import dev.reelbatch.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with one cell, for the person who will mend it.
 *
 * @param row the number that a spreadsheet shows
 * @param column the sheet's own header; the known name where the sheet has no such column
 * @param value the cell's text, empty where it is missing
 * @param message what is wrong, a sentence that can follow a colon
 * @param suggestion a value that would be right, and is likely to be meant
 */
public record RowError(
        int row,
        String column,
        String value,
        String message,
        @Nullable String suggestion) {

    /** As in {@code row 7, column duration: "5" is not one of 4, 8, 12; did you mean 4?} */
    @Override
    public String toString() {
        return Text.of("row %d, %s", row, words());
    }

    /** The same for where the row is told already, or is not the row's number any more. */
    public String words() {
        String where = CellText.onOneLine(column);
        return suggestion == null
                ? Text.of("column %s: %s", where, message)
                : Text.of("column %s: %s; did you mean %s?", where, message, suggestion);
    }

    RowError adding(String more) {
        return new RowError(row, column, value, message + more, suggestion);
    }
}
