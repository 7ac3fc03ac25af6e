package dev.reelbatch.sheet;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Streams the rows of a file that a person sees, the header among them, by the numbers that a
 * spreadsheet shows. Every method may throw {@link SheetException}.
 */
interface SheetRows extends AutoCloseable {

    /** The next row; null at the end. */
    @Nullable SheetRow read();

    /** What the file was taken for. */
    DetectedFormat.Source source();

    /** How many hidden rows were passed over so far. */
    default int hiddenRows() {
        return 0;
    }

    /**
     * What a person sees otherwise than it is read, in a sentence each; all of it when the last row was read.
     *
     * @param columns those that mean something
     */
    default List<String> notes(int headerRow, List<DetectedFormat.Column> columns) {
        return List.of();
    }

    @Override
    void close();
}
