package dev.reelbatch.web.console;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a text that was changed, word by word; a Chinese character is a word.
 *
 * @param added true if the text before did not have it
 * @param removed true if only the text before had it
 */
record TextChange(String text, boolean added, boolean removed) {

    private static final Pattern WORD =
            Pattern.compile("\\p{IsHan}|[\\p{L}\\p{N}&&[^\\p{IsHan}]]+|\\s+|.", Pattern.DOTALL);
    private static final int MOST_WORDS = 600; // the comparison takes their square

    /** Returns the later text in parts, and between them what was left out of the one before. */
    static List<TextChange> of(String before, String after) {
        List<String> old = words(before);
        List<String> now = words(after);
        if (before.isEmpty() || old.size() > MOST_WORDS || now.size() > MOST_WORDS) {
            return List.of(new TextChange(after, false, false));
        }
        int[][] common = common(old, now);
        List<TextChange> parts = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < old.size() || j < now.size()) {
            if (i < old.size() && j < now.size() && old.get(i).equals(now.get(j))) {
                add(parts, now.get(j), false, false);
                i++;
                j++;
            } else if (i < old.size() && (j == now.size() || common[i + 1][j] >= common[i][j + 1])) {
                add(parts, old.get(i++), false, true);
            } else {
                add(parts, now.get(j++), true, false);
            }
        }
        return parts;
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }

    /** Returns the length of the longest common rest from each pair of places on. */
    private static int[][] common(List<String> old, List<String> now) {
        int[][] common = new int[old.size() + 1][now.size() + 1];
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int j = now.size() - 1; j >= 0; j--) {
                common[i][j] = old.get(i).equals(now.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    private static void add(List<TextChange> parts, String word, boolean added, boolean removed) {
        int last = parts.size() - 1;
        if (last >= 0 && parts.get(last).added == added && parts.get(last).removed == removed) {
            parts.set(last, new TextChange(parts.get(last).text + word, added, removed));
        } else {
            parts.add(new TextChange(word, added, removed));
        }
    }
}
