package dev.reelbatch.report;

import java.io.IOException;

/** The content of one report file, row by row. */
interface RowWriter {

    void add(ManifestEntry manifestEntry) throws IOException;

    /** Called once, after the last row. */
    void end() throws IOException;
}
