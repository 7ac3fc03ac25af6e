package dev.reelbatch.text;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The normal form of a cell's text: Unicode NFC, line ends {@code \n}, no outer blanks; a text without a visible
 * character is empty. So one sheet saved by different programs gives the same requests. Nothing else inside a text
 * changes.
 */
public final class CellText {

    private static final int SHOWN = 60;

    /** The first of the invisible characters. */
    private static final char SOFT_HYPHEN = '\u00AD';

    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");

    private static final char EMOJI_FORM = '\uFE0F';

    private CellText() {}

    public static boolean isBlank(String text) {
        return cut(text).isEmpty();
    }

    public static String normal(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        return cut(composed.replace("\r\n", "\n").replace('\r', '\n'));
    }

    /** Removes invisible characters, such as direction marks that come with pasted text. */
    public static String visible(String text) {
        String normal = normal(text);
        return normal.chars().allMatch(c -> c < SOFT_HYPHEN)
                ? normal
                : INVISIBLE.matcher(normal).replaceAll("");
    }

    /** Folds case, for comparing names and values, independently of the machine's locale. */
    public static String folded(String text) {
        return visible(text).toLowerCase(Locale.ROOT).replace('×', 'x');
    }

    public static String onOneLine(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().forEach(c -> line.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
        return line.toString();
    }

    /** Quotes the text on one line, shortened for a message. */
    public static String quoted(String text) {
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
        return cut.codePoints().allMatch(c -> isUnseen(c) || c == EMOJI_FORM) ? "" : cut;
    }

    /**
     * Returns whether the character is invisible: direction marks and the like, control characters, blanks of every
     * kind.
     */
    public static boolean isUnseen(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.FORMAT,
                    Character.CONTROL,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF' || c == '\u200B';
    }
}
