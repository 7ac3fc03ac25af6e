package dev.reelbatch.report;

import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Cells of CSV files. */
final class CsvCell {

    /** What makes a spreadsheet take a text for a formula, in the full-width form too. */
    private static final String FORMULA_STARTS = "=+-@\t\r\n＝＋－＠";

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,15})?");

    private CsvCell() {}

    /** A text that no spreadsheet runs as a formula: with an apostrophe in front where it would. Numbers stay. */
    static String guarded(String text) {
        boolean formula = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
        return formula && !NUMBER.matcher(text).matches() ? "'" + text : text;
    }

    /** A value of the input, exactly as it stood in its cell. */
    static String of(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        return value.isString() ? value.stringValue() : value.toString();
    }
}
