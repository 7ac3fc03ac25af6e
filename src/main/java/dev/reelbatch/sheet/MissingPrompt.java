package dev.reelbatch.sheet;

import dev.reelbatch.text.CellText;
import dev.reelbatch.text.Suggestion;
import dev.reelbatch.text.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A sheet without a prompt column: a guess at its columns, and which of them may hold the prompts. */
final class MissingPrompt {

    private static final int LONGEST_NAME = 40;
    private static final int ANSWERS = 9;
    private static final int EXAMPLES = 2;
    private static final Pattern NUMBER = Pattern.compile("[\\d.,:x×*\\s]+");
    private static final Pattern NEEDS_QUOTES = Pattern.compile("[^\\p{L}\\p{N}._-]");

    private final List<SheetRow> rows;
    private final ReadOptions readOptions;
    private final SheetRow header;
    private final boolean isSaid;

    /**
     * @param rows the first rows that are not blank
     * @param known the row with known names; null if there is none
     */
    MissingPrompt(List<SheetRow> rows, @Nullable SheetRow known, ReadOptions readOptions) {
        this.rows = rows;
        this.readOptions = readOptions;
        this.isSaid = known != null;
        this.header = known == null ? widest(rows) : known;
    }

    /** Returns the row with the most filled cells: a title above the column names fills fewer than they do. */
    private static SheetRow widest(List<SheetRow> rows) {
        return rows.stream()
                .max(Comparator.comparingLong(MissingPrompt::filled)
                        .thenComparing(SheetRow::number, Comparator.reverseOrder()))
                .orElseThrow();
    }

    private static long filled(SheetRow row) {
        return row.cells().stream().filter(cell -> !CellText.isBlank(cell)).count();
    }

    SheetException exception() {
        if (!isSaid && header.cells().stream().noneMatch(MissingPrompt::isName)) {
            return new SheetException(
                    Text.of("there is no column \"prompt\", and no row names the columns; add a row with "
                            + "the names above the first row, such as prompt, or prompt and duration"));
        }
        List<Candidate> candidates = candidates();
        String found = ColumnNames.listed(header.cells());
        if (candidates.isEmpty()) {
            return new SheetException(Text.of(
                    "there is no column \"prompt\"; row %d names the columns %s. Rename the column with "
                            + "the prompts to \"prompt\", or choose the row with the names: --header-row N",
                    header.number(), found));
        }
        Candidate likeliest = candidates.get(0);
        boolean mayBePrompt = !isSaid && header == rows.get(0);
        return new UnclearSheetException(
                Text.of(
                                "there is no column \"prompt\"; row %d seems to name the columns: %s. "
                                        + "Rename the one with the prompts, or choose it: %s",
                                header.number(), found, option(likeliest))
                        + (mayBePrompt
                                ? Text.of(
                                        ". If row %d is already a prompt, add a row with the name prompt above it",
                                        header.number())
                                : ""),
                Text.of(
                                "No column is called \"prompt\"; row %d seems to name the columns. Which column has the prompts?",
                                header.number())
                        + (mayBePrompt
                                ? Text.of(
                                        " (If row %d is already a prompt, stop and add a row with the "
                                                + "name prompt above it.)",
                                        header.number())
                                : ""),
                candidates.stream().limit(ANSWERS).map(this::answer).toList());
    }

    private static boolean isName(String cell) {
        String text = CellText.normal(cell);
        return !text.isEmpty()
                && text.length() <= LONGEST_NAME
                && !NUMBER.matcher(text).matches();
    }

    private record Candidate(int index, String name, List<String> texts) {

        double length() {
            return texts.stream().mapToInt(String::length).average().orElse(0);
        }
    }

    /**
     * Returns the columns without another meaning: first those nearly called prompt, then those with the longest texts.
     */
    private List<Candidate> candidates() {
        ColumnNames names = new ColumnNames(readOptions);
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < header.cells().size(); i++) {
            Column column = names.column(i, header.cells().get(i));
            if (column.role() == Column.Role.OTHER && isName(column.header())) {
                candidates.add(new Candidate(i, column.header(), texts(i)));
            }
        }
        String nearest = Suggestion.text(
                "prompt", candidates.stream().map(Candidate::name).toList());
        candidates.sort(
                Comparator.comparing((Candidate candidate) -> !candidate.name().equals(nearest))
                        .thenComparing(Candidate::length, Comparator.reverseOrder()));
        return candidates;
    }

    private List<String> texts(int index) {
        return rows.stream()
                .filter(row ->
                        row.number() > header.number() && index < row.cells().size())
                .map(row -> CellText.normal(row.cells().get(index)))
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private UnclearSheetException.Answer answer(Candidate candidate) {
        return new UnclearSheetException.Answer(
                CellText.quoted(candidate.name()),
                candidate.texts().stream().limit(EXAMPLES).map(CellText::quoted).toList(),
                readOptions.mapping("prompt", candidate.name()),
                option(candidate));
    }

    /** Returns the option as it is typed at a shell. */
    private static String option(Candidate candidate) {
        String said = "prompt=" + candidate.name();
        return "--map "
                + (NEEDS_QUOTES.matcher(candidate.name()).find() ? "\"" + said.replace("\"", "\\\"") + "\"" : said);
    }
}
