package dev.reelbatch.sheet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The detected format of a sheet, shown so that a person notices a wrong detection.
 *
 * @param headerRow the number that a spreadsheet shows
 * @param hiddenRows number of workbook rows that are hidden or filtered out, and so not read
 * @param notes sentences about values that may be read differently from what was meant
 */
public record DetectedFormat(Source source, int headerRow, List<Column> columns, int hiddenRows, List<String> notes) {

    public DetectedFormat noting(List<String> more) {
        List<String> all = new ArrayList<>(more);
        all.addAll(notes);
        return new DetectedFormat(source, headerRow, columns, hiddenRows, List.copyOf(all));
    }

    /** A file of rows. */
    public sealed interface Source {

        /**
         * Returns the result of the function for this kind of file. A new kind gets a parameter here, so that the
         * compiler finds every place that has to know it (a switch over the sealed type needs Java 21).
         */
        <T> T match(Function<Text, T> text, Function<Workbook, T> workbook);
    }

    /**
     * A text file.
     *
     * @param encoding the name of the character set
     */
    public record Text(String encoding, char delimiter) implements Source {

        @Override
        public <T> T match(Function<Text, T> text, Function<Workbook, T> workbook) {
            return text.apply(this);
        }
    }

    /**
     * A workbook.
     *
     * @param sheet the name of the sheet that is read
     * @param others the names of the other visible sheets
     */
    public record Workbook(String sheet, List<String> others) implements Source {

        @Override
        public <T> T match(Function<Text, T> text, Function<Workbook, T> workbook) {
            return workbook.apply(this);
        }
    }

    /**
     * A column.
     *
     * @param letters the name that a spreadsheet shows above it
     * @param header the sheet's own text
     * @param meaning the known name; null for a column that is only copied to the manifest
     */
    public record Column(
            String letters, String header, @Nullable String meaning) {}
}
