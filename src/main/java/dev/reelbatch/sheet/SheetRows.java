package dev.reelbatch.sheet;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stream of the rows that a person sees in a file, header included, by the numbers that a spreadsheet shows. Every
 * method may throw {@link SheetException}.
 */
interface SheetRows extends AutoCloseable {

    /** Returns the next row; null at the end. */
    @Nullable SheetRow read();

    /** Returns the detected kind of file. */
    DetectedFormat.Source source();

    /** Returns the number of hidden rows skipped so far. */
    default int hiddenRows() {
        return 0;
    }

    /** Returns the pictures that were pasted over the cells of a row, by the index of their columns. */
    default Map<Integer, String> pictures(int number) {
        return Map.of();
    }

    /**
     * Returns a sentence for each thing that a person sees differently from how it is read; complete once the last row
     * was read.
     *
     * @param columns the meaningful ones
     */
    default List<String> notes(int headerRow, List<DetectedFormat.Column> columns) {
        return List.of();
    }

    @Override
    void close();
}
