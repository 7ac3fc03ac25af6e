package dev.reelbatch.load;

import java.text.Normalizer;
import java.util.Locale;

/**
 * The one form of a cell's text that counts: Unicode NFC, line ends {@code \n}, no outer blanks. So
 * one sheet saved by different programs gives the same requests. Nothing else inside a text changes.
 */
final class CellText {

    private static final int SHOWN = 60;

    private CellText() {}

    static boolean isBlank(String text) {
        return cut(text).isEmpty();
    }

    static String normal(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        return cut(composed.replace("\r\n", "\n").replace('\r', '\n'));
    }

    /** For comparing names and values without case, in any locale of the machine. */
    static String folded(String text) {
        return normal(text).toLowerCase(Locale.ROOT).replace('×', 'x');
    }

    static String onOneLine(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().forEach(c -> line.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
        return line.toString();
    }

    /** In quotation marks, on one line and not too long for a message. */
    static String quoted(String text) {
        if (text.codePointCount(0, text.length()) <= SHOWN) {
            return "\"" + onOneLine(text) + "\"";
        }
        return "\"" + onOneLine(text.substring(0, text.offsetByCodePoints(0, SHOWN))) + "…\"";
    }

    private static String cut(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF' || c == '\u200B';
    }
}
