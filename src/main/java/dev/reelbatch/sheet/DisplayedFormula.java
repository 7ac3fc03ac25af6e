package dev.reelbatch.sheet;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Formulas in the cells of a text file. Programs write {@code ="00017"} so that a spreadsheet shows 00017 instead of a
 * number, and an apostrophe so that a spreadsheet shows text unchanged; these marks are not part of the text.
 */
public final class DisplayedFormula {

    private static final Pattern TEXT = Pattern.compile("'?[=＝]\\s*\"((?:[^\"]|\"\")*)\"", Pattern.DOTALL);
    /** A formula whose quotation marks were doubled once too often. */
    private static final Pattern DOUBLED = Pattern.compile("'?[=＝]\\s*\"\"([^\"]*)\"\"", Pattern.DOTALL);

    private static final Pattern GUARDED_HEADER = Pattern.compile("'([=+\\-@\\t\\r\\n＝＋－＠].*)", Pattern.DOTALL);

    private static final Pattern FORMULA = Pattern.compile(
            "=\\s*(?:[-+(]\\s*)*(?:[\\p{Lu}_][\\p{Lu}\\p{N}._]*\\(.*|\\$?[A-Z]{1,3}\\$?\\d{1,7}\\b.*|'[^']+'!.*|\\p{L}[\\w ]*!\\$?[A-Z].*|\".*\"\\s*&.*)",
            Pattern.DOTALL | Pattern.UNICODE_CHARACTER_CLASS);

    private DisplayedFormula() {}

    /** Returns the text that a spreadsheet shows for a cell. */
    static String shown(String text) {
        if (text.length() < 2 || "=＝'".indexOf(text.charAt(0)) < 0) {
            return text;
        }
        Matcher doubled = DOUBLED.matcher(text);
        if (doubled.matches()) {
            return doubled.group(1);
        }
        Matcher formula = TEXT.matcher(text);
        if (formula.matches()) {
            return formula.group(1).replace("\"\"", "\"");
        }
        return text.startsWith("'=") ? text.substring(1) : text;
    }

    /** Removes the apostrophe that keeps a spreadsheet from running a header as a formula, as in failed.csv. */
    static String header(String text) {
        Matcher guarded = GUARDED_HEADER.matcher(text);
        return guarded.matches() ? guarded.group(1) : shown(text);
    }

    /** Guards a header so that no spreadsheet runs it as a formula; {@link #header} undoes it. */
    public static String guardedHeader(String header) {
        String guarded = "'" + header;
        return GUARDED_HEADER.matcher(guarded).matches() ? guarded : header;
    }

    /** Returns whether a spreadsheet would have to calculate the text to show it. */
    public static boolean isOne(String text) {
        return FORMULA.matcher(text).matches();
    }
}
