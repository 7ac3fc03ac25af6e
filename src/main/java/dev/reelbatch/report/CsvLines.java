package dev.reelbatch.report;

import com.opencsv.CSVWriter;
import com.opencsv.ICSVWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Writes CSV in the form Excel reads: UTF-8 with a BOM, commas, CRLF, quotes only where needed. */
public final class CsvLines {

    private static final char BOM = '\uFEFF';

    private final Writer writer;
    private final CSVWriter csv;
    private boolean begun;

    public CsvLines(Writer writer) {
        this.writer = writer;
        this.csv = new CSVWriter(writer, ',', '"', '"', ICSVWriter.RFC4180_LINE_END);
    }

    /** Writes one line of input texts, each guarded so that no spreadsheet runs it as a formula. */
    public void writeGuarded(List<String> cells) throws IOException {
        write(cells.stream().map(CsvCell::guarded).toList());
    }

    void write(List<String> cells) throws IOException {
        if (!begun) {
            writer.write(BOM);
            begun = true;
        }
        csv.writeNext(cells.toArray(String[]::new), false);
        if (csv.getException() != null) { // the writer keeps its exceptions to itself
            throw csv.getException();
        }
    }

    /** Returns true until the header has been written. */
    boolean isEmpty() {
        return !begun;
    }
}
