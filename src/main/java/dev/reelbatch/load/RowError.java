package dev.reelbatch.load;

import dev.reelbatch.text.CellText;
import dev.reelbatch.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * A mistake in one cell, for the person who fixes it.
 *
 * @param row the number that a spreadsheet shows
 * @param column the sheet's own header; the known name if the sheet has no such column
 * @param value the cell's text, empty if it is missing
 * @param message the mistake, as a clause that can follow a colon
 * @param suggestion a correct value that is likely to be meant
 */
public record RowError(
        int row,
        String column,
        String value,
        String message,
        @Nullable String suggestion) {

    /** Returns a message as in {@code row 7, column duration: "5" is not one of 4, 8, 12; did you mean 4?} */
    @Override
    public String toString() {
        return Text.of("row %d, %s", row, withoutRow());
    }

    /** Returns the message without the row, for places that name the row, or where it has another number by now. */
    public String withoutRow() {
        String where = CellText.onOneLine(column);
        return suggestion == null
                ? Text.of("column %s: %s", where, message)
                : Text.of("column %s: %s; did you mean %s?", where, message, suggestion);
    }

    RowError adding(String more) {
        return new RowError(row, column, value, message + more, suggestion);
    }
}
