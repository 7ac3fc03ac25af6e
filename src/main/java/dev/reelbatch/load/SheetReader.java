package dev.reelbatch.load;

import java.util.Iterator;

/**
 * Streams the rows of a sheet below its header. Blank rows are counted, as a spreadsheet counts
 * them, and left out. Every method may throw {@link SheetException}.
 */
interface SheetReader extends Iterator<SheetRow>, AutoCloseable {

    Header header();

    @Override
    void close();
}
