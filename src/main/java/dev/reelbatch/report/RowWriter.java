package dev.reelbatch.report;

import java.io.IOException;

/** Writes the content of one report file, row by row. */
interface RowWriter {

    void add(ManifestEntry manifestEntry) throws IOException;

    /** Completes the content; called once, after the last row. */
    void end() throws IOException;
}
