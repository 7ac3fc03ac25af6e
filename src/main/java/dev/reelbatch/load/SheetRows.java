package dev.reelbatch.load;

import org.jspecify.annotations.Nullable;

/**
 * Streams the rows of a file that a person sees, the header among them, by the numbers that a
 * spreadsheet shows. Every method may throw {@link SheetException}.
 */
interface SheetRows extends AutoCloseable {

    /** The next row; null at the end. */
    @Nullable SheetRow read();

    /** What the file was taken for. */
    Recognised.Source source();

    /** How many hidden rows were passed over so far. */
    default int hiddenRows() {
        return 0;
    }

    @Override
    void close();
}
