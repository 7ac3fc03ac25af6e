package dev.reelbatch.sheet;

import dev.reelbatch.load.RowMark;
import dev.reelbatch.text.CellText;
import dev.reelbatch.text.Text;
import java.util.HashSet;
import java.util.Set;

/**
 * The columns that say which row of which job a row corrects. {@code failed.csv} and the page's {@code redo.csv} have
 * them, and so does the copy of a corrected sheet, whose rows keep their numbers.
 */
public final class RowOrigin {

    public static final String JOB = "reelbatch_job";
    public static final String ROW = "reelbatch_row";

    /** The variant; blank if the row applies to all of them. */
    public static final String VARIANT = "reelbatch_variant";

    /** The {@link RowMark} of the row when the file was written. */
    public static final String CHECK = "reelbatch_check";

    private record Place(int row, int variant) {}

    private final Header header;
    private final Set<Place> seen = new HashSet<>();

    RowOrigin(Header header) {
        this.header = header;
    }

    /** Returns the row under the number that it has in the sheet it belongs to. */
    SheetRow numbered(SheetRow row) {
        if (!header.hasOrigin(ROW)) {
            return row;
        }
        int number = whole(row, ROW);
        int variant = header.origin(row, VARIANT).isEmpty() ? 0 : whole(row, VARIANT);
        if (!seen.add(new Place(number, variant))) {
            throw SheetException.atRow(
                    row.number(),
                    Text.of("the file has row %d of the job's sheet twice; delete one of the two", number));
        }
        return new SheetRow(number, variant, row.cells(), row.unreadable());
    }

    private int whole(SheetRow row, String column) {
        String text = header.origin(row, column);
        Integer number = CellValue.isNumber(text) ? CellValue.whole(CellValue.of(text)) : null;
        if (number == null) {
            throw SheetException.atRow(
                    row.number(),
                    text.isEmpty()
                            ? Text.of(
                                    "%s is empty. This file corrects existing rows of a job; add new "
                                            + "rows to the original sheet.",
                                    column)
                            : Text.of("%s is %s, which is not a row number", column, CellText.quoted(text)));
        }
        return number;
    }
}
