package dev.reelbatch.sheet;

import dev.reelbatch.sheet.Column.Role;
import dev.reelbatch.sheet.RowCells.Cell;
import dev.reelbatch.text.CellText;
import dev.reelbatch.text.Suggestion;
import dev.reelbatch.text.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The columns of a sheet that its {@link PromptTemplate} names. */
public final class TemplateColumns {

    private static final int NO_PLACE = -1;

    /** Stands for a value in the prompt of a row that is refused for its lack. */
    private static final String MISSING = "…";

    private final PromptTemplate template;
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final boolean namesPrompt;

    TemplateColumns(PromptTemplate template, List<Column> header, ColumnNames names) {
        this.template = template;
        for (String name : template.columns()) {
            Column column = names.named(name, header);
            if (column != null) {
                columns.put(name, column);
            }
        }
        this.namesPrompt = columns.values().stream().anyMatch(TemplateColumns::isPrompt);
    }

    private static boolean isPrompt(Column column) {
        return column.role() == Role.INPUT && column.key().equals("prompt");
    }

    /**
     * Requires a column for every name in the template.
     *
     * @throws SheetException with the nearest column, if one is missing
     */
    void require(List<String> cells) {
        for (String name : template.columns()) {
            if (!columns.containsKey(name)) {
                List<String> headers = cells.stream()
                        .map(CellText::normal)
                        .filter(cell -> !cell.isEmpty())
                        .toList();
                String nearest = Suggestion.text(name, headers);
                String fact = Text.of("the template names a column %s that the sheet does not have", "{" + name + "}");
                throw new SheetException(
                        nearest == null
                                ? Text.of("%s; it has %s", fact, ColumnNames.listed(cells))
                                : Text.of("%s; did you mean %s?", fact, "{" + nearest + "}"));
            }
        }
    }

    /** Returns whether the row has a prompt that the template does not make. */
    private boolean isOwn(RowCells cells) {
        return !namesPrompt && prompt(cells) != null;
    }

    private static @Nullable Cell prompt(RowCells cells) {
        return cells.of(Role.INPUT).stream()
                .filter(cell -> isPrompt(cell.column()))
                .findFirst()
                .orElse(null);
    }

    /**
     * Returns the row with the prompt that the template makes; the row itself if it has its own.
     *
     * @param missing called with the columns that the template needs and that are empty in the row
     */
    public RowCells fill(RowCells cells, Consumer<String> missing) {
        if (isOwn(cells)) {
            return cells;
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : template.columns()) {
            Column column = columns.get(name);
            cells.filled().stream()
                    .filter(cell -> cell.column().equals(column))
                    .findFirst()
                    .ifPresentOrElse(cell -> values.put(name, cell.text()), () -> {
                        missing.accept(column == null ? name : column.header());
                        values.put(name, MISSING);
                    });
        }
        List<Cell> filled = new ArrayList<>(cells.filled());
        filled.removeIf(cell -> isPrompt(cell.column()));
        filled.add(new Cell(
                new Column(NO_PLACE, Text.of("prompt (made by the template)"), Role.INPUT, "prompt"),
                template.filled(name -> Objects.requireNonNull(values.get(name)))));
        return new RowCells(cells.row(), cells.header(), filled);
    }

    /** Returns whether the template made the prompt of the filled row. */
    public static boolean made(RowCells cells) {
        Cell prompt = prompt(cells);
        return prompt != null && prompt.column().index() == NO_PLACE;
    }

    /** Returns whether every cell of a column that the template names repeats its header. */
    public boolean repeatsHeader(RowCells cells) {
        List<Cell> named = cells.filled().stream()
                .filter(cell -> columns.containsValue(cell.column()))
                .toList();
        return named.size() == columns.size()
                && named.stream().allMatch(cell -> CellText.folded(cell.text())
                        .equals(CellText.folded(cell.column().header())));
    }

    @Override
    public String toString() {
        return template.toString();
    }
}
