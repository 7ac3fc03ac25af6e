package dev.reelbatch.sheet;

import dev.reelbatch.sheet.Column.Role;
import dev.reelbatch.text.CellText;
import dev.reelbatch.text.Suggestion;
import dev.reelbatch.text.Text;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the headers of a sheet are taken for: the known names, and those that a person mapped to them. */
public final class ColumnNames {

    private static final List<String> KNOWN = List.of("prompt", "id", "model", "size", "duration", "count", "filename");

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final Map<String, String> byHeader = new HashMap<>();
    private final Set<String> ignored;
    private final boolean isOfToday;

    public ColumnNames(ReadOptions readOptions) {
        readOptions.map().forEach((name, header) -> byHeader.put(folded(header), checked(name)));
        ignored = readOptions.ignored().stream().map(ColumnNames::folded).collect(Collectors.toSet());
        isOfToday = !readOptions.isOfFirstEdition();
    }

    /** On one line, as a person says it at a command line. */
    private static String folded(String header) {
        return BLANKS.matcher(CellText.folded(DisplayedFormula.header(CellText.normal(header))))
                .replaceAll(" ");
    }

    private static String checked(String name) {
        if (Column.of(0, name).isMeaning()) {
            return name;
        }
        String nearest = Suggestion.text(name, KNOWN);
        throw new SheetException(Text.of(
                "--map %s=…: there is no column of that name; %s",
                name,
                nearest == null
                        ? Text.of("there are %s, input.… and parameters.…", String.join(", ", KNOWN))
                        : Text.of("did you mean %s?", nearest)));
    }

    Column column(int index, String text) {
        String cell = CellText.normal(DisplayedFormula.header(CellText.normal(text)));
        String folded = folded(cell);
        if (ignored.contains(folded)) {
            return new Column(index, cell, Role.OTHER, folded);
        }
        String mapped = byHeader.get(folded);
        if (mapped != null) {
            return mapped(index, cell, Column.of(index, mapped));
        }
        Column exact = Column.of(index, cell);
        Column synonym = exact.role() == Role.OTHER && isOfToday ? ColumnSynonyms.column(index, cell) : null;
        return synonym == null ? exact : synonym;
    }

    /** A column of shapes that a person calls the size may hold 16:9, which not every model takes for one. */
    private Column mapped(int index, String header, Column said) {
        Column synonym = isOfToday ? ColumnSynonyms.column(index, header) : null;
        boolean isFrame = synonym != null && synonym.role() == Role.FRAME && "size".equals(said.meaning());
        return isFrame ? new Column(index, header, Role.FRAME, "size") : said.called(header);
    }

    /** The text of a cell as a spreadsheet shows it. */
    String shown(String text) {
        String shown = isOfToday ? DisplayedFormula.shown(text) : text;
        return shown.length() == text.length() ? text : CellText.normal(shown); // most need no second look
    }

    /** Columns to be ignored that are none of these: a slip would be paid for. */
    List<String> ignoredInVain(ReadOptions readOptions, List<Column> columns) {
        Set<String> there =
                columns.stream().map(column -> folded(column.header())).collect(Collectors.toSet());
        return readOptions.ignored().stream()
                .filter(header -> !there.contains(folded(header)))
                .toList();
    }

    /** Whether nobody has said what the column is. */
    boolean isUnsaid(Column column) {
        String folded = folded(column.header());
        return !ignored.contains(folded) && !byHeader.containsKey(folded);
    }

    /** How many cells of the row are names that mean something. Synonyms are common words, and may be a title. */
    long known(List<String> cells) {
        return cells.stream()
                .map(cell -> column(0, cell))
                .filter(column -> column.isMeaning() && (!column.isSynonym() || column.role() == Role.INPUT))
                .count();
    }

    /** Whether one of the cells is the name of the column that every sheet needs. */
    boolean havePrompt(List<String> cells) {
        return cells.stream().anyMatch(cell -> {
            Column column = column(0, cell);
            return column.role() == Role.INPUT && column.key().equals("prompt");
        });
    }

    /** A mapped name that no column has is a slip of the person who mapped it. */
    void requireIn(List<String> cells) {
        Set<String> missing = new TreeSet<>(byHeader.keySet());
        cells.forEach(cell -> missing.remove(folded(cell)));
        if (!missing.isEmpty()) {
            String name = missing.iterator().next();
            throw new SheetException(Text.of(
                    "--map %s=%s: the sheet has no column %s; it has %s",
                    byHeader.get(name), name, CellText.quoted(name), listed(cells)));
        }
    }

    /** The filled ones of them, in quotation marks. */
    public static String listed(List<String> cells) {
        return cells.stream()
                .map(CellText::normal)
                .filter(cell -> !cell.isEmpty())
                .limit(20)
                .map(CellText::quoted)
                .collect(Collectors.joining(", "));
    }
}
