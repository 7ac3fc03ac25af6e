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
import org.jspecify.annotations.Nullable;

/** The meanings of a sheet's headers: the known names, and those that a person mapped to them. */
public final class ColumnNames {

    private static final List<String> KNOWN = List.of("prompt", "id", "model", "size", "duration", "count", "filename");

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final Map<String, String> byHeader = new HashMap<>();
    private final Set<String> ignored;
    private final boolean isOfToday;
    private final boolean knowsFields;
    private final @Nullable PromptTemplate template;
    private final Set<String> ofTemplate;

    public ColumnNames(ReadOptions readOptions) {
        readOptions.map().forEach((name, header) -> byHeader.put(folded(header), checked(name)));
        ignored = readOptions.ignored().stream().map(ColumnNames::folded).collect(Collectors.toSet());
        isOfToday = !readOptions.isOfFirstEdition();
        knowsFields = readOptions.knowsFields();
        template = template(readOptions);
        ofTemplate = template == null
                ? Set.of()
                : template.columns().stream().map(ColumnNames::folded).collect(Collectors.toSet());
    }

    private static @Nullable PromptTemplate template(ReadOptions readOptions) {
        try {
            return readOptions.template() == null ? null : PromptTemplate.of(readOptions.template());
        } catch (IllegalArgumentException e) {
            throw new SheetException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Folds a header to one line of plain lower-case text, as a person types it on a command line. */
    private static String folded(String header) {
        return BLANKS.matcher(CellText.folded(DisplayedFormula.header(CellText.normal(header))))
                .replaceAll(" ");
    }

    private static String checked(String name) {
        if (Column.of(0, name).isMeaning() || FieldNames.column(0, name) != null) {
            return name;
        }
        String nearest = Suggestion.text(name, KNOWN);
        throw new SheetException(Text.of(
                "--map %s=…: reelbatch has no column of that name; %s",
                name,
                nearest == null
                        ? Text.of("valid names are %s, input.… and parameters.…", String.join(", ", KNOWN))
                        : Text.of("did you mean %s?", nearest)));
    }

    Column column(int index, String text) {
        String cell = CellText.normal(DisplayedFormula.header(CellText.normal(text)));
        String folded = folded(cell);
        String mapped = byHeader.get(folded);
        if (ofTemplate.contains(folded) && isTemplatesAlone(cell, folded)) {
            return new Column(index, cell, Role.TEMPLATE, folded);
        }
        if (ignored.contains(folded)) {
            return new Column(index, cell, Role.OTHER, folded);
        }
        if (mapped != null) {
            Column field = FieldNames.column(index, mapped);
            return field == null
                    ? mapped(index, cell, Column.of(index, mapped))
                    : new Column(index, cell, Role.FIELD, field.key());
        }
        Column exact = Column.of(index, cell);
        Column synonym = exact.role() == Role.OTHER && isOfToday ? ColumnSynonyms.column(index, cell) : null;
        Column field = exact.role() == Role.OTHER && knowsFields ? FieldNames.column(index, cell) : null;
        return synonym != null ? synonym : field != null ? field : exact;
    }

    /**
     * Returns whether a column that the template names has no other meaning. A name that reelbatch only recognises as
     * another one's, or as a field of some models, has none: the person has said what the column is for.
     */
    private boolean isTemplatesAlone(String cell, String folded) {
        return ignored.contains(folded)
                || !byHeader.containsKey(folded) && Column.of(0, cell).role() == Role.OTHER;
    }

    /** Returns the column of the header that a template calls this; null if there is none. */
    @Nullable Column named(String name, List<Column> header) {
        String folded = folded(name);
        Column meant = column(0, name);
        return header.stream()
                .filter(column -> folded(column.header()).equals(folded))
                .findFirst()
                .or(() -> header.stream()
                        .filter(column -> column.role() != Role.TEMPLATE && column.means(meant))
                        .findFirst())
                .orElse(null);
    }

    @Nullable PromptTemplate template() {
        return template;
    }

    /**
     * Returns the column for a header that {@code --map} names. A column of shapes that a person maps to the size may
     * hold 16:9, which not every model accepts as a size.
     */
    private Column mapped(int index, String header, Column said) {
        Column synonym = isOfToday ? ColumnSynonyms.column(index, header) : null;
        boolean isFrame = synonym != null && synonym.role() == Role.FRAME && "size".equals(said.meaning());
        return isFrame ? new Column(index, header, Role.FRAME, "size") : said.called(header);
    }

    /** Returns the text of a cell as a spreadsheet shows it. */
    String shown(String text) {
        String shown = isOfToday ? DisplayedFormula.shown(text) : text;
        return shown.length() == text.length()
                ? text
                : CellText.normal(shown); // most texts need no second normalisation
    }

    /** Returns the columns of {@code --ignore-column} that the sheet does not have: a typo there would be paid for. */
    List<String> ignoredInVain(ReadOptions readOptions, List<Column> columns) {
        Set<String> there =
                columns.stream().map(column -> folded(column.header())).collect(Collectors.toSet());
        return readOptions.ignored().stream()
                .filter(header -> !there.contains(folded(header)))
                .toList();
    }

    /** Returns whether no option says what the column is. */
    boolean isUnsaid(Column column) {
        String folded = folded(column.header());
        return !ignored.contains(folded) && !byHeader.containsKey(folded);
    }

    /**
     * Counts the cells of the row that are names with a meaning. Synonyms do not count: they are common words and may
     * be a title.
     */
    long known(List<String> cells) {
        return cells.stream()
                .map(cell -> column(0, cell))
                .filter(column -> column.isMeaning() && (!column.isSynonym() || column.role() == Role.INPUT)
                        || column.role() == Role.ORIGIN)
                .count();
    }

    /** Returns whether one of the cells names the prompt column, or a template makes the prompts. */
    boolean havePrompt(List<String> cells) {
        return template != null
                || cells.stream().anyMatch(cell -> {
                    Column column = column(0, cell);
                    return column.role() == Role.INPUT && column.key().equals("prompt");
                });
    }

    /** Returns whether one of the cells names the column with the job that rows belong to. */
    boolean nameJob(List<String> cells) {
        return cells.stream().anyMatch(cell -> {
            Column column = column(0, cell);
            return column.role() == Role.ORIGIN && column.key().equals(RowOrigin.JOB);
        });
    }

    /**
     * Requires a column for every mapped name: one without is a typo.
     *
     * @throws SheetException if a mapped name has no column
     */
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

    /** Lists the non-empty cells, in quotation marks. */
    public static String listed(List<String> cells) {
        return cells.stream()
                .map(CellText::normal)
                .filter(cell -> !cell.isEmpty())
                .limit(20)
                .map(CellText::quoted)
                .collect(Collectors.joining(", "));
    }
}
