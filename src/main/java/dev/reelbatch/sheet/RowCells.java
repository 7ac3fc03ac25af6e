package dev.reelbatch.sheet;

import dev.reelbatch.sheet.Column.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The cells of one row that are not blank, normalised, in the order of the columns. */
public record RowCells(int row, Header header, List<Cell> filled) {

    /**
     * @param text normalised, never empty
     */
    public record Cell(Column column, String text) {}

    public List<Cell> of(Role role) {
        return filled.stream().filter(cell -> cell.column().role() == role).toList();
    }

    @Nullable public Cell first(Role role) {
        for (Cell cell : filled) {
            if (cell.column().role() == role) {
                return cell;
            }
        }
        return null;
    }

    /** Returns a column's name for a message, whether or not the sheet has the column. */
    public String name(Role role, String key) {
        return name(role, key, List.of());
    }

    /**
     * Returns a column's name for a message, whether or not the sheet has the column.
     *
     * @param called other names of the field
     */
    public String name(Role role, String key, List<String> called) {
        return header.name(role, key, called);
    }
}
