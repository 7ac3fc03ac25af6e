package dev.reelbatch.terminal;

import org.jline.utils.AttributedString;

/** Columns of a table on a terminal, where a Chinese letter is two cells wide. */
public final class TextTable {

    private TextTable() {}

    /** The text with blanks behind it, so many cells wide; a longer one stays as it is. */
    static String padded(String text, int cells) {
        return text + " ".repeat(Math.max(0, cells - width(text)));
    }

    /** How many cells the text takes. */
    public static int width(String text) {
        return new AttributedString(text).columnLength();
    }
}
