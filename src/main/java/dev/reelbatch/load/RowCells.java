package dev.reelbatch.load;

import dev.reelbatch.load.Column.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The cells of one row that are not blank, normalised, in the order of the columns. */
record RowCells(int row, Header header, List<Cell> filled) {

    /**
     * @param text normalised, never empty
     */
    record Cell(Column column, String text) {}

    List<Cell> of(Role role) {
        return filled.stream().filter(cell -> cell.column().role() == role).toList();
    }

    @Nullable Cell first(Role role) {
        for (Cell cell : filled) {
            if (cell.column().role() == role) {
                return cell;
            }
        }
        return null;
    }

    /** What to call a column in a message, whether the sheet has it or not. */
    String name(Role role, String key) {
        return header.name(role, key);
    }
}
