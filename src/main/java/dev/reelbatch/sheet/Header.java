package dev.reelbatch.sheet;

import dev.reelbatch.sheet.Column.Role;
import dev.reelbatch.text.CellText;
import dev.reelbatch.text.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The row of a sheet that names its columns, and the meaning of each. */
public final class Header {

    private final List<Column> columns;
    private final ColumnNames names;
    private final @Nullable TemplateColumns template;

    private Header(List<Column> columns, ColumnNames names) {
        this.columns = List.copyOf(columns);
        this.names = names;
        this.template = names.template() == null ? null : new TemplateColumns(names.template(), this.columns, names);
    }

    public static Header of(List<String> cells, ColumnNames names) {
        List<Column> columns = new ArrayList<>();
        for (String cell : cells) {
            Column column = names.column(columns.size(), cell);
            refuseSecond(column, columns);
            columns.add(column);
        }
        return new Header(columns, names);
    }

    private static void refuseSecond(Column column, List<Column> earlier) {
        for (Column first : earlier) {
            if (column.means(first)) {
                throw new SheetException(same(first, column));
            }
        }
    }

    private static String same(Column first, Column second) {
        String both = Text.of(
                "columns %s and %s mean the same; delete or rename one of them",
                CellText.quoted(first.header()), CellText.quoted(second.header()));
        Column synonym = second.isSynonym() ? second : first;
        return synonym.isSynonym() ? Text.of("%s, or leave one out: %s", both, synonym.ignoring()) : both;
    }

    /** Returns the columns that have a header, for display. */
    public List<DetectedFormat.Column> columns() {
        return columns.stream()
                .filter(column -> column.role() != Role.NAMELESS)
                .map(column -> new DetectedFormat.Column(column.letters(), column.header(), shown(column)))
                .toList();
    }

    private static @Nullable String shown(Column column) {
        return column.role() == Role.TEMPLATE ? "{" + column.header() + "}" : column.meaning();
    }

    /** Returns the columns that the template for prompts names; null if there is no template. */
    public @Nullable TemplateColumns template() {
        return template;
    }

    /** Returns the columns that the first edition did not understand. */
    public List<Column> synonyms() {
        return columns.stream().filter(Column::isSynonym).toList();
    }

    /** Returns whether rows may request something other than they did by the rules of the first edition. */
    public boolean differsFromBefore() {
        return columns.stream().anyMatch(column -> column.isSynonym() || column.role() == Role.FRAME);
    }

    /** Returns whether a column is named like a field of models. */
    boolean hasFields() {
        return columns.stream().anyMatch(column -> column.role() == Role.FIELD);
    }

    public List<String> ignoredInVain(ReadOptions readOptions) {
        return names.ignoredInVain(readOptions, columns);
    }

    /** Returns the columns that are only copied to the manifest without an option that says so. */
    public List<Column> unknown() {
        return columns.stream()
                .filter(column -> column.role() == Role.OTHER && names.isUnsaid(column))
                .toList();
    }

    /** Returns whether the text is a column name: one of this header, or a known one. */
    public boolean isName(String text) {
        String folded = CellText.folded(text);
        return names.column(0, text).isMeaning()
                || columns.stream()
                        .anyMatch(column -> CellText.folded(column.header()).equals(folded));
    }

    /** Returns whether a column already has this meaning. */
    public boolean has(String meaning) {
        return columns.stream().anyMatch(column -> meaning.equals(column.meaning()));
    }

    /** Returns the row with the pictures over its empty cells, in columns that may name a picture. */
    SheetRow with(Map<Integer, String> pictures, SheetRow row) {
        List<String> cells = new ArrayList<>(row.cells());
        pictures.forEach((index, picture) -> {
            Column column = column(index);
            boolean isField = column.role() == Role.FIELD || column.role() == Role.PARAMETERS;
            boolean isPlace =
                    isField || column.role() == Role.INPUT && !column.key().equals("prompt");
            while (isPlace && cells.size() <= index) {
                cells.add("");
            }
            if (isPlace && CellText.isBlank(cells.get(index))) {
                cells.set(index, picture);
            }
        });
        return cells.equals(row.cells()) ? row : new SheetRow(row.number(), row.variant(), cells, row.unreadable());
    }

    public RowCells read(SheetRow row) {
        List<RowCells.Cell> filled = new ArrayList<>();
        for (int i = 0; i < row.cells().size(); i++) {
            String text = names.shown(CellText.normal(row.cells().get(i)));
            if (!text.isEmpty()) {
                filled.add(new RowCells.Cell(column(i), text));
            }
        }
        return new RowCells(row.number(), this, filled);
    }

    /** Returns the reasons why cells of the row can't be read, by column, for the columns that would be sent. */
    public Map<Column, String> unreadable(SheetRow row) {
        Map<Column, String> unreadable = new LinkedHashMap<>();
        row.unreadable().forEach((index, why) -> {
            Column column = column(index);
            if (column.isMeaning()) {
                unreadable.put(column, why);
            }
        });
        return unreadable;
    }

    public List<Column> all() {
        return columns;
    }

    /** Returns what the sheet says about the row that this one corrects; empty if it says nothing. */
    public String origin(SheetRow row, String key) {
        return columns.stream()
                .filter(column -> column.role() == Role.ORIGIN && column.key().equals(key))
                .map(row::cell)
                .map(CellText::normal)
                .findFirst()
                .orElse("");
    }

    public boolean hasOrigin(String key) {
        return columns.stream()
                .anyMatch(column -> column.role() == Role.ORIGIN && column.key().equals(key));
    }

    public boolean hasErrors() {
        return columns.stream().anyMatch(column -> column.role() == Role.ERROR);
    }

    private Column column(int index) {
        return index < columns.size() ? columns.get(index) : new Column(index, "", Role.NAMELESS, "");
    }

    /**
     * Returns the sheet's own header for a part of the request, or the known name where the sheet has no such column.
     */
    String name(Role role, String key, Collection<String> called) {
        return columns.stream()
                .filter(column -> column.role() == role && column.key().equals(key)
                        || column.role() == Role.FIELD && (column.key().equals(key) || called.contains(column.key())))
                .map(Column::header)
                .findFirst()
                .orElseGet(() -> Column.name(role, key));
    }

    /** Returns the row's texts, unchanged, by the sheet's own headers. */
    public Map<String, String> own(SheetRow row) {
        return texts(row, column -> switch (column.role()) {
            case ERROR, NAMELESS, ORIGIN -> false;
            default -> true;
        });
    }

    public Map<String, String> passedThrough(SheetRow row) {
        return texts(row, column -> column.role() == Role.OTHER || column.role() == Role.TEMPLATE);
    }

    private Map<String, String> texts(SheetRow row, Predicate<Column> wanted) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Column column : columns) {
            if (wanted.test(column)) {
                texts.put(column.header(), row.cell(column));
            }
        }
        return texts;
    }
}
