package dev.reelbatch.text;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Suggests what a person may have meant; null if nothing is near. */
public final class Suggestion {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,5})\\s*[x×*:]\\s*(\\d{1,5})");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}(\\.\\d{1,9})?");

    private static final int SHORT = 4;

    private Suggestion() {}

    /** Suggests by number, then by shape of the picture, else by spelling: whichever applies to all the values. */
    static @Nullable public String value(String given, Collection<String> allowed) {
        String text = CellText.folded(given);
        if (allMatch(NUMBER, allowed)) {
            return NUMBER.matcher(text).matches() ? number(new BigDecimal(text), allowed) : null;
        }
        if (allMatch(SIZE, allowed) && SIZE.matcher(text).matches()) {
            return size(text, allowed);
        }
        return text(given, allowed);
    }

    /** Suggests by edit distance, if at most half of the shorter text differs. */
    public static @Nullable String text(String given, Collection<String> candidates) {
        String wanted = CellText.folded(given);
        String best = null;
        int bestDistance = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            String other = CellText.folded(candidate);
            int distance = distance(wanted, other);
            boolean near = distance <= Math.max(1, Math.min(wanted.length(), other.length()) / 2);
            if (near && distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return best;
    }

    /** Suggests a word that is one typing error away; short words are too near each other for that. */
    static @Nullable public String slip(String given, Collection<String> candidates) {
        String wanted = CellText.folded(given);
        return candidates.stream()
                .filter(candidate -> candidate.length() > SHORT && distance(wanted, CellText.folded(candidate)) == 1)
                .findFirst()
                .orElse(null);
    }

    /** Suggests the nearest number; of two equally near, the earlier one, which in a catalogue is the cheaper. */
    private static @Nullable String number(BigDecimal given, Collection<String> allowed) {
        String best = null;
        BigDecimal bestDistance = BigDecimal.ZERO;
        for (String candidate : allowed) {
            BigDecimal distance = new BigDecimal(candidate).subtract(given).abs();
            if (best == null || distance.compareTo(bestDistance) < 0) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return best;
    }

    private static @Nullable String size(String text, Collection<String> allowed) {
        for (String candidate : allowed) {
            if (distance(text, CellText.folded(candidate)) == 1) {
                return candidate;
            }
        }
        Size given = Size.of(text);
        String best = null;
        double bestDistance = Double.MAX_VALUE;
        for (String candidate : allowed) {
            double distance = Size.of(CellText.folded(candidate)).distance(given);
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return best;
    }

    private static boolean allMatch(Pattern pattern, Collection<String> texts) {
        return texts.stream()
                .allMatch(text -> pattern.matcher(CellText.folded(text)).matches());
    }

    /**
     * Returns the Levenshtein distance, with two swapped neighbours as one mistake. Only the beginning of a long text
     * counts.
     */
    private static int distance(String a, String b) {
        String from = a.substring(0, Math.min(a.length(), 100));
        String to = b.substring(0, Math.min(b.length(), 100));
        int[][] rows = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    rows[i][j] = i + j;
                    continue;
                }
                int change = rows[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                rows[i][j] = Math.min(change, 1 + Math.min(rows[i - 1][j], rows[i][j - 1]));
                if (areSwapped(from, i, to, j)) {
                    rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
                }
            }
        }
        return rows[from.length()][to.length()];
    }

    private static boolean areSwapped(String from, int i, String to, int j) {
        return i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
    }

    private record Size(double width, double height) {

        static Size of(String text) {
            Matcher matcher = SIZE.matcher(text);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(text);
            }
            return new Size(Double.parseDouble(matcher.group(1)) + 1, Double.parseDouble(matcher.group(2)) + 1);
        }

        /**
         * Returns the distance of two sizes. The shape weighs most: a portrait video for a landscape one is never what
         * was meant.
         */
        double distance(Size other) {
            double shape = Math.abs(Math.log(width / height) - Math.log(other.width / other.height));
            double area = Math.abs(Math.log(width * height) - Math.log(other.width * other.height));
            return 10 * shape + area;
        }
    }
}
