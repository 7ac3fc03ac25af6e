package dev.reelbatch.sheet;

import dev.reelbatch.sheet.UnclearSheetException.Answer;
import dev.reelbatch.text.CellText;
import dev.reelbatch.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The rows of a one-column text that fall apart at their commas. Such a text is nearly always a list with one prompt a
 * line, but a person has to say so.
 */
public final class CommasInPrompts {

    private static final int NAMED = 5;

    /** Delimiters that can be offered when no line contains them, as they are written on a command line. */
    private static final Map<String, String> OTHERS = Map.of("\t", "tab", ";", "\";\"", "|", "\"|\"");

    private final boolean isPossible;
    private final ReadOptions readOptions;
    private final List<Integer> first = new ArrayList<>();
    private final List<String> unused = new ArrayList<>(List.of("\t", ";", "|"));
    private int rows;

    public CommasInPrompts(SheetReader sheet, ReadOptions readOptions) {
        this.isPossible = readOptions.delimiter() == null
                && !readOptions.isOfFirstEdition()
                && sheet.header().all().size() == 1
                && sheet.isSeparatedBy(',');
        this.readOptions = readOptions;
    }

    public void see(SheetRow row) {
        if (!isPossible) {
            return;
        }
        unused.removeIf(other -> row.cells().stream().anyMatch(cell -> cell.contains(other)));
        if (row.cells().stream().skip(1).anyMatch(cell -> !CellText.isBlank(cell))) {
            rows++;
            if (first.size() < NAMED) {
                first.add(row.number());
            }
        }
    }

    /**
     * Must be called after the last row.
     *
     * @throws UnclearSheetException if there was such a row
     */
    public void requireClear() {
        if (rows == 0) {
            return;
        }
        String named = first.stream().map(String::valueOf).collect(Collectors.joining(","))
                + (rows > first.size() ? ",…" : "");
        String counted = Text.counted(rows, "row");
        List<Answer> answers = unused.stream().limit(1).map(this::answer).toList();
        throw new UnclearSheetException(
                answers.isEmpty()
                        ? Text.of(
                                "the sheet has one column, but there are commas in %s (row %s); put "
                                        + "texts with commas in double quotes",
                                counted, named)
                        : Text.of(
                                "the sheet has one column, but there are commas in %s (row %s); if each "
                                        + "line is one prompt, add %s, otherwise put texts with commas in double "
                                        + "quotes",
                                counted, named, answers.get(0).option()),
                Text.of(
                        "The sheet has one column, but there are commas in %s (row %s). Is each line one prompt?",
                        counted, named),
                answers);
    }

    private Answer answer(String unusedDelimiter) {
        return new Answer(
                Text.of("yes, the commas belong to the prompts"),
                List.of(),
                readOptions.separatedBy(unusedDelimiter),
                "--delimiter " + OTHERS.get(unusedDelimiter));
    }
}
