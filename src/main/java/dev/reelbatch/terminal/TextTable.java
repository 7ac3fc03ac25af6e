package dev.reelbatch.terminal;

import org.jline.utils.AttributedString;

/** Columns of a table on a terminal, where a Chinese character is two cells wide. */
public final class TextTable {

    private TextTable() {}

    /** Pads the text with blanks to this many cells; a longer text is left unchanged. */
    public static String padded(String text, int cells) {
        return text + " ".repeat(Math.max(0, cells - width(text)));
    }

    /** Returns the width of the text in cells. */
    public static int width(String text) {
        return new AttributedString(text).columnLength();
    }
}
