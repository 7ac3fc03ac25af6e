package dev.reelbatch.load;

import com.opencsv.CSVReader;
import com.opencsv.CSVReaderBuilder;
import com.opencsv.RFC4180ParserBuilder;
import com.opencsv.exceptions.CsvValidationException;
import dev.reelbatch.text.Text;
import java.io.IOException;
import java.io.StringReader;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Recognises what separates the cells of a CSV file by what makes names of columns of one of its first rows. */
final class Delimiter {

    private static final List<Character> CANDIDATES = List.of(',', ';', '\t');
    private static final int HEADER_WITHIN = 10;

    private Delimiter() {}

    /**
     * @param head the beginning of the text
     * @throws SheetException if two of them would do
     */
    static char of(String head, ColumnNames names) {
        List<Guess> guesses = CANDIDATES.stream()
                .map(delimiter -> guess(head, delimiter, names))
                .sorted(Comparator.comparing(Guess::known).reversed())
                .toList();
        Guess best = guesses.get(0);
        List<Guess> good = guesses.stream()
                .filter(guess -> guess.known() == best.known() && guess.cells() > 1)
                .toList();
        if (good.size() > 1 && best.known() > 0) {
            throw new SheetException(Text.of(
                    "the names of the columns are separated by both \"%s\" and \"%s\"; say which it is: --delimiter",
                    good.get(0).delimiter(), good.get(1).delimiter()));
        }
        // A sheet of one column has none; its texts may hold any of them.
        return good.isEmpty() || best.known() == 0 ? ',' : good.get(0).delimiter();
    }

    /** What the best of the first rows would be, separated so. */
    private record Guess(char delimiter, long known, int cells) {}

    private static Guess guess(String head, char delimiter, ColumnNames names) {
        return rows(head, delimiter)
                .map(row -> new Guess(delimiter, names.known(row), row.size()))
                .max(Comparator.comparing(Guess::known))
                .orElse(new Guess(delimiter, 0, 0));
    }

    /** As many of them as are whole: the beginning of the text may end inside one. */
    private static Stream<List<String>> rows(String head, char delimiter) {
        Stream.Builder<List<String>> rows = Stream.builder();
        try (CSVReader csv = new CSVReaderBuilder(new StringReader(head))
                .withCSVParser(
                        new RFC4180ParserBuilder().withSeparator(delimiter).build())
                .build()) {
            for (int i = 0; i < HEADER_WITHIN; i++) {
                String[] row = csv.readNext();
                if (row == null) {
                    break;
                }
                rows.add(Arrays.asList(row));
            }
        } catch (IOException | CsvValidationException e) {
            // whoever reads it in earnest says what is wrong
        }
        return rows.build();
    }
}
