package dev.reelbatch.load;

import dev.reelbatch.load.Column.Role;
import dev.reelbatch.text.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The row of a sheet that names its columns: what each of them means. */
final class Header {

    private final List<Column> columns;

    private Header(List<Column> columns) {
        this.columns = List.copyOf(columns);
    }

    static Header of(List<String> cells, ColumnNames names) {
        List<Column> columns = new ArrayList<>();
        for (String cell : cells) {
            Column column = names.column(columns.size(), cell);
            refuseSecond(column, columns);
            columns.add(column);
        }
        if (columns.stream()
                .noneMatch(column -> column.role() == Role.INPUT && column.key().equals("prompt"))) {
            throw withoutPrompt(cells);
        }
        return new Header(columns);
    }

    private static void refuseSecond(Column column, List<Column> earlier) {
        for (Column first : earlier) {
            if (column.means(first)) {
                throw new SheetException(Text.of(
                        "columns %s and %s mean the same; delete or rename one of them",
                        CellText.quoted(first.header()), CellText.quoted(column.header())));
            }
        }
    }

    private static SheetException withoutPrompt(List<String> cells) {
        String nearest = Nearest.text(
                "prompt",
                cells.stream()
                        .map(CellText::normal)
                        .filter(cell -> !cell.isEmpty())
                        .toList());
        String found = ColumnNames.listed(cells);
        return new SheetException(
                nearest == null
                        ? Text.of(
                                "there is no column \"prompt\"; found %s; name the column with the prompts \"prompt\", or say which one it is (--map prompt=NAME), or which row names the columns (--header-row N)",
                                found)
                        : Text.of(
                                "there is no column \"prompt\"; found %s; rename %s to \"prompt\"?",
                                found, CellText.quoted(nearest)));
    }

    /** For showing: those that have a header. */
    List<Recognised.Column> columns() {
        return columns.stream()
                .filter(column -> column.role() != Role.NAMELESS)
                .map(column -> new Recognised.Column(column.letters(), column.header(), column.meaning()))
                .toList();
    }

    /** On columns that look like ones that count, and pass through: a video of 4 seconds where the sheet says 12. */
    List<String> notSent() {
        List<String> notes = new ArrayList<>();
        for (Column column : columns) {
            String like = column.role() == Role.OTHER ? column.like() : null;
            if (like != null && columns.stream().noneMatch(other -> like.equals(other.meaning()))) {
                notes.add(Text.of(
                        "column %s is not sent, it goes to the manifest alone; if it is meant as %s, name it so or say --map %2$s=…",
                        CellText.quoted(column.header()), like));
            }
        }
        return notes;
    }

    RowCells read(SheetRow row) {
        List<RowCells.Cell> filled = new ArrayList<>();
        for (int i = 0; i < row.cells().size(); i++) {
            String text = CellText.normal(row.cells().get(i));
            if (!text.isEmpty()) {
                filled.add(new RowCells.Cell(column(i), text));
            }
        }
        return new RowCells(row.number(), this, filled);
    }

    private Column column(int index) {
        return index < columns.size() ? columns.get(index) : new Column(index, "", Role.NAMELESS, "");
    }

    /** The sheet's own header for a part of the request, or the name that it would have. */
    String name(Role role, String key) {
        return columns.stream()
                .filter(column -> column.role() == role && column.key().equals(key))
                .map(Column::header)
                .findFirst()
                .orElseGet(() -> Column.name(role, key));
    }

    /** The row by the sheet's own headers, every text as it stands there. */
    Map<String, String> own(SheetRow row) {
        return texts(row, column -> column.role() != Role.ERROR && column.role() != Role.NAMELESS);
    }

    Map<String, String> passedThrough(SheetRow row) {
        return texts(row, column -> column.role() == Role.OTHER);
    }

    private Map<String, String> texts(SheetRow row, Predicate<Column> wanted) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Column column : columns) {
            if (wanted.test(column)) {
                boolean there = column.index() < row.cells().size();
                texts.put(column.header(), there ? row.cells().get(column.index()) : "");
            }
        }
        return texts;
    }
}
