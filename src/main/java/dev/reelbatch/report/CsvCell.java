package dev.reelbatch.report;

import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Cells of CSV files. */
final class CsvCell {

    /** First characters that make a spreadsheet treat a text as a formula, including their full-width forms. */
    private static final String FORMULA_STARTS = "=+-@\t\r\n＝＋－＠";

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,15})?");

    private CsvCell() {}

    /** Puts an apostrophe before a text that a spreadsheet would run as a formula. Numbers are left unchanged. */
    static String guarded(String text) {
        boolean formula = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
        return formula && !NUMBER.matcher(text).matches() ? "'" + text : text;
    }

    /** Returns a value of the input exactly as its cell had it. */
    static String of(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        return value.isString() ? value.stringValue() : value.toString();
    }
}
