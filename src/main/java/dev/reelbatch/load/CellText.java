package dev.reelbatch.load;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The one form of a cell's text that counts: Unicode NFC, line ends {@code \n}, no outer blanks; a text with nothing
 * to see in it is none. So one sheet saved by different programs gives the same requests. Nothing else inside a text
 * changes.
 */
final class CellText {

    private static final int SHOWN = 60;

    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");
    private static final Pattern NOTHING_VISIBLE = Pattern.compile("[\\p{Cf}\\p{Cc}\\p{Z}\\uFE0F]*");

    private CellText() {}

    static boolean isBlank(String text) {
        return cut(text).isEmpty();
    }

    static String normal(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        return cut(composed.replace("\r\n", "\n").replace('\r', '\n'));
    }

    /** Without marks that nobody sees, such as those of a text's direction that come with what is pasted. */
    static String visible(String text) {
        return INVISIBLE.matcher(normal(text)).replaceAll("");
    }

    /** For comparing names and values without case, in any locale of the machine. */
    static String folded(String text) {
        return visible(text).toLowerCase(Locale.ROOT).replace('×', 'x');
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
        String cut = text.substring(start, end);
        return NOTHING_VISIBLE.matcher(cut).matches() ? "" : cut;
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF' || c == '\u200B';
    }
}
