package dev.reelbatch.load;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The dimensions that a text gives a picture, as in {@code 1080x1920}, {@code 9:16}, {@code 横屏}, {@code 720p} and
 * {@code Landscape (16:9)}; each is null if the text does not give it.
 *
 * @param size in pixels, as in {@code 1280x720}
 * @param shape the width divided by the height
 * @param ratio the shape in figures, as in {@code 16:9}
 * @param resolution the pixels of the shorter side
 */
record Frame(
        @Nullable String size,
        @Nullable Double shape,
        @Nullable String ratio,
        @Nullable Integer resolution) {

    private static final Pattern SIZE = Pattern.compile("(\\d{3,5})\\s*[x*×✕]\\s*(\\d{3,5})(?:\\s*(?:px|pixels?|像素))?");
    private static final Pattern RATIO = Pattern.compile("(\\d{1,2})\\s*[:/x*×✕∶]\\s*(\\d{1,2})");
    private static final Pattern RESOLUTION = Pattern.compile("(\\d{3,4})\\s*p");
    private static final Pattern BETWEEN = Pattern.compile("[\\s,;，；、()\\[\\]（）]+");
    /** Blanks around the sign of a size or ratio, which do not separate two values. */
    private static final Pattern BLANKS_INSIDE =
            Pattern.compile("(?<=\\d)\\s*([:/x*×✕∶])\\s*(?=\\d)|(?<=\\d)\\s+(?=px|pixel|像素|p\\b)");

    /** The usual ratios; others may as well be times of day, or fractions. */
    static final List<String> USUAL = List.of(
            "16:9", "9:16", "1:1", "4:3", "3:4", "3:2", "2:3", "4:5", "5:4", "21:9", "9:21", "16:10", "10:16", "2:1",
            "1:2");

    private static final Map<String, String> WORDS = ratioByWord(Map.of(
            "9:16",
            List.of("竖屏", "竖版", "竖向", "竖", "纵向", "portrait", "vertical", "upright", "hochformat"),
            "16:9",
            List.of("横屏", "横版", "横", "横向", "landscape", "horizontal", "widescreen", "querformat"),
            "1:1",
            List.of("方屏", "方形", "正方形", "方版", "square")));

    private static final Map<String, Integer> RESOLUTIONS =
            Map.of("4k", 2160, "2k", 1440, "full-hd", 1080, "fhd", 1080);

    private static Map<String, String> ratioByWord(Map<String, List<String>> byRatio) {
        Map<String, String> words = new HashMap<>();
        byRatio.forEach((ratio, all) -> all.forEach(word -> words.put(word, ratio)));
        return Map.copyOf(words);
    }

    static @Nullable Frame of(String text) {
        String folded = BLANKS_INSIDE
                .matcher(ValueSyntax.folded(text))
                .replaceAll(found -> found.group(1) == null ? "" : found.group(1));
        Frame all = null;
        for (String part : BETWEEN.split(folded, -1)) {
            if (part.isEmpty()) {
                continue;
            }
            Frame one = part(part);
            all = one == null ? null : all == null ? one : all.and(one);
            if (all == null) {
                return null;
            }
        }
        return all;
    }

    private static @Nullable Frame part(String text) {
        Matcher size = SIZE.matcher(text);
        if (size.matches()) {
            return new Frame(size.group(1) + "x" + size.group(2), null, null, null);
        }
        Matcher resolution = RESOLUTION.matcher(text);
        if (resolution.matches()) {
            return new Frame(null, null, null, Integer.valueOf(resolution.group(1)));
        }
        if (RESOLUTIONS.containsKey(text)) {
            return new Frame(null, null, null, RESOLUTIONS.get(text));
        }
        Matcher ratio = RATIO.matcher(WORDS.getOrDefault(text, text));
        return ratio.matches() ? ofRatio(ratio.group(1), ratio.group(2)) : null;
    }

    private static @Nullable Frame ofRatio(String width, String height) {
        double divisor = Double.parseDouble(height);
        double shape = divisor == 0 ? 0 : Double.parseDouble(width) / divisor;
        return shape == 0 ? null : new Frame(null, shape, width + ":" + height, null);
    }

    /** Combines two texts; null if they contradict each other. */
    private @Nullable Frame and(Frame other) {
        boolean contradict = size != null && other.size != null
                || ratio != null && other.ratio != null && !ratio.equals(other.ratio)
                || resolution != null && other.resolution != null && !resolution.equals(other.resolution);
        return contradict
                ? null
                : new Frame(
                        size == null ? other.size : size,
                        shape == null ? other.shape : shape,
                        ratio == null ? other.ratio : ratio,
                        resolution == null ? other.resolution : resolution);
    }

    /**
     * Returns whether the shapes differ by less than a twentieth: 1024x1792 counts as 9:16, so where 720x1280 is
     * possible as well, the person has to choose.
     */
    boolean fits(String allowed) {
        Matcher matcher = SIZE.matcher(ValueSyntax.folded(allowed));
        if (!matcher.matches()) {
            return false;
        }
        int width = Integer.parseInt(matcher.group(1));
        int height = Integer.parseInt(matcher.group(2));
        return (size == null || size.equals(width + "x" + height))
                && (shape == null || Math.abs(Math.log((double) width / height / shape)) < 0.05)
                && (resolution == null || resolution == Math.min(width, height));
    }

    /** Returns whether a size has this ratio, as in {@link #fits}. */
    static boolean isOfShape(String size, String ratio) {
        Frame frame = of(ratio);
        return frame != null && frame.shape != null && frame.fits(size);
    }

    /** Returns whether it gives nothing but a resolution. */
    boolean isResolution() {
        return resolution != null && size == null && ratio == null;
    }

    /** Returns whether the text can hardly mean anything else. */
    boolean isUsual() {
        return ratio == null || USUAL.contains(ratio);
    }
}
