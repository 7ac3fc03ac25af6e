package dev.reelbatch.report;

import com.opencsv.CSVWriter;
import com.opencsv.ICSVWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Writes CSV in the form Excel reads: UTF-8 with a BOM, commas, CRLF, quotes only where needed. */
public final class CsvLines {

    private static final char BOM = '\uFEFF';

    /** First characters that make a spreadsheet treat a text as a formula, including their full-width forms. */
    private static final String FORMULA_STARTS = "=+-@\t\r\n＝＋－＠";

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,15})?");

    private final Writer writer;
    private final CSVWriter csv;
    private boolean begun;

    public CsvLines(Writer writer) {
        this.writer = writer;
        this.csv = new CSVWriter(writer, ',', '"', '"', ICSVWriter.RFC4180_LINE_END);
    }

    /** Writes one line of input texts, each guarded so that no spreadsheet runs it as a formula. */
    public void writeGuarded(List<String> cells) throws IOException {
        write(cells.stream().map(CsvLines::guarded).toList());
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

    /** Puts an apostrophe before a text that a spreadsheet would run as a formula. Numbers are left unchanged. */
    static String guarded(String text) {
        boolean formula = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
        return formula && !NUMBER.matcher(text).matches() ? "'" + text : text;
    }

    /** Returns a value of the input exactly as its cell had it. */
    static String cell(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        return value.isString() ? value.stringValue() : value.toString();
    }
}
