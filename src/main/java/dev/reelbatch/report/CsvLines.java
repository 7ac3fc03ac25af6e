package dev.reelbatch.report;

import com.opencsv.CSVWriter;
import com.opencsv.ICSVWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** CSV as Excel reads it: UTF-8 with BOM, commas, CRLF, quotes where they are needed. */
public final class CsvLines {

    private static final char BOM = '\uFEFF';

    private final Writer writer;
    private final CSVWriter csv;
    private boolean begun;

    public CsvLines(Writer writer) {
        this.writer = writer;
        this.csv = new CSVWriter(writer, ',', '"', '"', ICSVWriter.RFC4180_LINE_END);
    }

    /** Texts of the input, none of which a spreadsheet runs as a formula. */
    public void writeGuarded(List<String> cells) throws IOException {
        write(cells.stream().map(CsvCell::guarded).toList());
    }

    void write(List<String> cells) throws IOException {
        if (!begun) {
            writer.write(BOM);
            begun = true;
        }
        csv.writeNext(cells.toArray(String[]::new), false);
        if (csv.getException() != null) { // it keeps them to itself
            throw csv.getException();
        }
    }

    /** Whether the header is still to be written. */
    boolean isEmpty() {
        return !begun;
    }
}
