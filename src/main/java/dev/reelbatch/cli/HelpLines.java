package dev.reelbatch.cli;

import dev.reelbatch.terminal.TextTable;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Breaks text into lines of a limited number of cells; a name such as {@code --max-cost} or {@code ~/.reelbatch} is
 * never broken.
 */
final class HelpLines {

    private final int width;

    HelpLines(int width) {
        this.width = width;
    }

    /**
     * Returns the text broken between words, or between two Chinese characters.
     *
     * @param first text before the first line, for example an option's name
     * @param indent column at which the other lines begin; the first one too, if {@code first} leaves no room
     */
    List<String> of(String first, int indent, String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(first);
        if (TextTable.width(first) > indent) {
            lines.add(first.stripTrailing());
            line.setLength(0);
        }
        pad(line, indent);
        for (String piece : pieces(text)) {
            boolean isFull = TextTable.width(line + piece.stripTrailing()) > width;
            if (isFull && TextTable.width(line.toString().stripTrailing()) > indent) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
                pad(line, indent);
            }
            line.append(piece);
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }

    private static void pad(StringBuilder line, int cells) {
        line.append(" ".repeat(Math.max(0, cells - TextTable.width(line.toString()))));
    }

    private static List<String> pieces(String text) {
        BreakIterator breaks = BreakIterator.getLineInstance(Locale.ROOT);
        breaks.setText(text);
        List<String> pieces = new ArrayList<>();
        int start = 0;
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            if (end == text.length() || mayEnd(text, end)) {
                pieces.add(text.substring(start, end));
                start = end;
            }
        }
        return pieces;
    }

    /** Returns true if a line may end here. After a hyphen or a slash it would end inside a name. */
    private static boolean mayEnd(String text, int at) {
        return Character.isWhitespace(text.charAt(at - 1)) || isWide(text.charAt(at - 1)) || isWide(text.charAt(at));
    }

    /** Returns true for a Chinese character or Chinese punctuation. */
    private static boolean isWide(char letter) {
        return Character.isIdeographic(letter) || letter >= '\u3000' && letter <= '\u303F' || letter >= '\uFF00';
    }
}
