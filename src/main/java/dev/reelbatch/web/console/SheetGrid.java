package dev.reelbatch.web.console;

import dev.reelbatch.load.RowError;
import dev.reelbatch.load.SheetEdits;
import dev.reelbatch.plan.RowPreview;
import dev.reelbatch.sheet.DetectedFormat.Column;
import dev.reelbatch.sheet.SheetRow;
import dev.reelbatch.text.Text;
import dev.reelbatch.web.HttpText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rows of a sheet in a table whose cells can be changed, with the mistakes below their rows. */
record SheetGrid(List<Heading> headings, List<Line> lines) {

    private static final List<String> KNOWN = List.of("prompt", "model", "size", "duration", "count", "id", "filename");

    /**
     * What a person has typed and is not taken over yet.
     *
     * @param texts by the names of cells
     * @param isNewer tells by row and heading whether a cell was changed since the person saw it
     */
    record Typed(Map<String, String> texts, BiPredicate<Integer, String> isNewer) {

        static final Typed NOTHING = new Typed(Map.of(), (row, heading) -> false);

        String text(String name, int row, String heading, String present) {
            return isNewer.test(row, heading) ? present : texts.getOrDefault(name, present);
        }
    }

    /** The heading of a column, with what it may mean. */
    record Heading(int index, String text, List<Meaning> meanings) {}

    /** What a column may mean; empty for one that is only copied. */
    record Meaning(String value, String text, boolean isChosen) {}

    /**
     * A row.
     *
     * @param made that it is not paid for again, or that it is new; empty if that is not known
     * @param price what it costs; empty for nothing
     */
    record Line(
            int number,
            boolean isWrong,
            boolean isMade,
            String made,
            String price,
            List<Cell> cells,
            List<Fix> fixes) {}

    /** A cell. */
    record Cell(String name, String label, String text, boolean isLong, boolean isWrong) {}

    /**
     * What to do about a mistake.
     *
     * @param number of the mistake in the findings
     * @param suggestion empty if there is none
     */
    record Fix(int number, String text, String suggestion, int span) {

        boolean hasSuggestion() {
            return !suggestion.isEmpty();
        }
    }

    /**
     * @param rows what each row comes to, by its number
     * @param typed what a person has typed and is not taken over yet
     */
    static SheetGrid of(SheetEdits.Page page, List<RowError> errors, Map<Integer, RowPreview> rows, Typed typed) {
        List<Column> columns = page.format().columns();
        return new SheetGrid(
                IntStream.range(0, columns.size())
                        .mapToObj(index -> heading(index, columns.get(index)))
                        .toList(),
                page.shown().stream()
                        .map(row -> line(row, columns, errors, rows.get(row.number()), typed))
                        .toList());
    }

    private static Heading heading(int index, Column column) {
        String now = Objects.requireNonNullElse(column.meaning(), "");
        Set<String> values = new LinkedHashSet<>(KNOWN);
        values.add(now);
        values.add("");
        return new Heading(
                index,
                column.header().isBlank() ? column.letters() : column.header(),
                values.stream()
                        .map(value ->
                                new Meaning(value, value.isEmpty() ? Text.of("just copy") : value, value.equals(now)))
                        .toList());
    }

    private static Line line(
            SheetRow row, List<Column> columns, List<RowError> errors, @Nullable RowPreview preview, Typed typed) {
        List<Fix> fixes = new ArrayList<>();
        Set<String> wrong = new LinkedHashSet<>();
        for (int i = 0; i < errors.size(); i++) {
            RowError error = errors.get(i);
            if (error.row() == row.number()) {
                wrong.add(error.column());
                fixes.add(new Fix(
                        i,
                        HttpText.of(error.column() + ": " + error.message()),
                        Objects.requireNonNullElse(error.suggestion(), ""),
                        columns.size() + 1));
            }
        }
        List<Cell> cells = IntStream.range(0, columns.size())
                .mapToObj(index -> {
                    String heading = columns.get(index).header();
                    String text = index < row.cells().size() ? row.cells().get(index) : "";
                    String name = "c." + row.number() + "." + index;
                    return new Cell(
                            name,
                            Text.of("Row %d, %s", row.number(), heading),
                            typed.text(name, row.number(), heading, text),
                            "prompt".equals(columns.get(index).meaning()) || text.indexOf('\n') >= 0,
                            wrong.contains(heading));
                })
                .toList();
        return new Line(
                row.number(),
                !fixes.isEmpty(),
                preview != null && preview.toPay() == 0,
                made(preview),
                preview == null || preview.toPay() == 0 ? "" : Amounts.text(preview.cost()),
                cells,
                fixes);
    }

    private static String made(@Nullable RowPreview row) {
        if (row == null) {
            return "";
        } else if (row.lost() > 0) {
            return Text.of("failed before; only a rerun makes it");
        } else if (row.toPay() == 0) {
            return Text.of("made, not paid again");
        }
        return row.made() == 0 ? Text.of("New") : Text.of("%d made, %d new", row.made(), row.toPay());
    }
}
