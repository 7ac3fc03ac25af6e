package dev.reelbatch.sheet;

import dev.reelbatch.sheet.UnclearSheetException.Answer;
import dev.reelbatch.text.CellText;
import dev.reelbatch.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The rows of a text with one column that fall apart at their commas. Such a text is nearly always a list with a prompt
 * a line, but that is for a person to say.
 */
public final class CommasInPrompts {

    private static final int NAMED = 5;

    /** What may be said to separate the cells of lines that it never stands in, as it is said on a command line. */
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
     * To be called when the last row was seen.
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
                                "the sheet has one column, and there are commas in %s (row %s); put the texts that hold a comma in double quotes",
                                counted, named)
                        : Text.of(
                                "the sheet has one column, and there are commas in %s (row %s); if each line is one prompt, add %s; otherwise put the texts that hold a comma in double quotes",
                                counted, named, answers.get(0).option()),
                Text.of(
                        "The sheet has one column, and there are commas in %s (row %s). Is each line one prompt?",
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
