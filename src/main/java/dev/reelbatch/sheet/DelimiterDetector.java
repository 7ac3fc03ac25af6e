package dev.reelbatch.sheet;

import dev.reelbatch.text.Text;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Detects the delimiter of a CSV file: the one that yields column names in one of the first rows or, where no name is
 * known, rows of equal width.
 */
final class DelimiterDetector {

    private static final List<Character> CANDIDATES = List.of(',', ';', '\t', '|');
    private static final int HEADER_WITHIN = 10;
    private static final int ROWS = 20;

    private DelimiterDetector() {}

    /**
     * @param head the beginning of the text
     * @throws UnclearSheetException if two delimiters are possible
     */
    static char of(String head, ReadOptions readOptions) {
        ColumnNames names = new ColumnNames(readOptions);
        List<Guess> guesses = CANDIDATES.stream()
                .map(delimiter -> guess(head, delimiter, names))
                .sorted(Comparator.comparing(Guess::known).reversed())
                .toList();
        Guess best = guesses.get(0);
        if (best.known() == 0) {
            return byWidth(guesses);
        }
        List<Guess> good = guesses.stream()
                .filter(guess -> guess.known() == best.known() && guess.header().size() > 1)
                .toList();
        if (good.size() > 1) {
            throw unclear(good, readOptions);
        }
        // A sheet of one column has no delimiter; its texts may contain any of them.
        return good.isEmpty() ? ',' : good.get(0).delimiter();
    }

    private static SheetException unclear(List<Guess> good, ReadOptions readOptions) {
        return new UnclearSheetException(
                Text.of(
                        "both \"%s\" and \"%s\" could separate the columns; choose one with --delimiter",
                        good.get(0).delimiter(), good.get(1).delimiter()),
                Text.of("What separates the columns of this sheet?"),
                good.stream()
                        .map(guess -> new UnclearSheetException.Answer(
                                "\"" + guess.delimiter() + "\"",
                                List.of(ColumnNames.listed(guess.header())),
                                readOptions.separatedBy(String.valueOf(guess.delimiter())),
                                "--delimiter " + (guess.delimiter() == '\t' ? "tab" : "\"" + guess.delimiter() + "\"")))
                        .toList());
    }

    /**
     * Picks the delimiter by row width. Nobody pays for this guess: without a known name it only serves to suggest the
     * columns.
     */
    private static char byWidth(List<Guess> guesses) {
        return guesses.stream()
                .filter(guess -> guess.steadyRows() > 0)
                .max(Comparator.comparing(Guess::steadyRows))
                .map(Guess::delimiter)
                .orElse(',');
    }

    /**
     * The first rows, split by one delimiter.
     *
     * @param header the first of the rows with the most known names
     * @param steadyRows number of rows with the most frequent number of cells, if that is more than one cell
     */
    private record Guess(char delimiter, long known, List<String> header, int steadyRows) {}

    private static Guess guess(String head, char delimiter, ColumnNames names) {
        long known = 0;
        List<String> header = List.of();
        Map<Integer, Integer> widths = new HashMap<>();
        List<List<String>> rows = rows(head, delimiter);
        for (int i = 0; i < rows.size(); i++) {
            List<String> row = rows.get(i);
            if (i < HEADER_WITHIN && (header.isEmpty() || names.known(row) > known)) {
                header = row;
                known = names.known(row);
            }
            if (row.size() > 1) {
                widths.merge(row.size(), 1, Integer::sum);
            }
        }
        int steady = widths.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return new Guess(delimiter, known, header, steady);
    }

    /** Returns the complete rows: the beginning of the text may end inside one. */
    private static List<List<String>> rows(String head, char delimiter) {
        List<List<String>> rows = new ArrayList<>();
        try (CsvParser csv = new CsvParser(new StringReader(head), delimiter)) {
            for (int i = 0; i < ROWS; i++) {
                @Nullable List<String> row = csv.next();
                if (row == null) {
                    break;
                }
                rows.add(row);
            }
        } catch (IOException | SheetException e) {
            // reading all of the text reports the error
        }
        return rows;
    }
}
