package dev.reelbatch.sheet;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sheet was taken for, so that a person sees when it was taken wrongly.
 *
 * @param headerRow the number that a spreadsheet shows
 * @param hiddenRows rows of a workbook that are hidden, or filtered out, and so not read
 * @param notes sentences on what may be read otherwise than it was meant
 */
public record DetectedFormat(Source source, int headerRow, List<Column> columns, int hiddenRows, List<String> notes) {

    public DetectedFormat noting(List<String> more) {
        List<String> all = new ArrayList<>(more);
        all.addAll(notes);
        return new DetectedFormat(source, headerRow, columns, hiddenRows, List.copyOf(all));
    }

    /** A file of rows. */
    public sealed interface Source {}

    /**
     * A text file.
     *
     * @param encoding the name of the character set
     */
    public record Text(String encoding, char delimiter) implements Source {}

    /**
     * A workbook.
     *
     * @param sheet the name of the one that is read
     * @param others the names of the visible ones that are not
     */
    public record Workbook(String sheet, List<String> others) implements Source {}

    /**
     * A column.
     *
     * @param letters the name that a spreadsheet shows above it
     * @param header the sheet's own text
     * @param meaning the known name; null for a column that passes through to the manifest
     */
    public record Column(
            String letters, String header, @Nullable String meaning) {}
}
