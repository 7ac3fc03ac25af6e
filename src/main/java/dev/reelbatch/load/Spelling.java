package dev.reelbatch.load;

import java.text.Normalizer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Ways in which people write values: {@code 8秒} for 8, {@code 720*1280} or {@code 竖屏} for 720x1280. */
final class Spelling {

    private static final Pattern SECONDS = Pattern.compile("(\\d{1,4}(?:\\.\\d{1,3})?)\\s*(?:s|secs?|seconds?|秒钟?)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,5})\\s*[x*×✕]\\s*(\\d{1,5})");
    private static final Pattern RATIO = Pattern.compile("(\\d{1,2})\\s*:\\s*(\\d{1,2})");

    private static final Map<String, Double> SHAPES = Map.ofEntries(
            Map.entry("竖屏", 9.0 / 16),
            Map.entry("竖版", 9.0 / 16),
            Map.entry("纵向", 9.0 / 16),
            Map.entry("portrait", 9.0 / 16),
            Map.entry("vertical", 9.0 / 16),
            Map.entry("横屏", 16.0 / 9),
            Map.entry("横版", 16.0 / 9),
            Map.entry("横向", 16.0 / 9),
            Map.entry("landscape", 16.0 / 9),
            Map.entry("horizontal", 16.0 / 9));

    private Spelling() {}

    /** A number without its unit, and in plain digits; the text itself if it is something else. */
    static String plain(String key, String text) {
        String folded = folded(text);
        Matcher seconds = SECONDS.matcher(folded);
        if (key.equals("duration") && seconds.matches()) {
            return seconds.group(1);
        }
        Matcher size = SIZE.matcher(folded);
        if (key.equals("size") && size.matches()) {
            return size.group(1) + "x" + size.group(2);
        }
        return CellValue.isNumber(folded) ? folded : text;
    }

    /** Those of the sizes that have the shape which the text names; none if it names no shape. */
    static List<String> sizesOfShape(String text, Collection<String> sizes) {
        Double shape = shape(folded(text));
        return shape == null
                ? List.of()
                : sizes.stream().filter(size -> isOfShape(size, shape)).toList();
    }

    private static @Nullable Double shape(String folded) {
        Matcher ratio = RATIO.matcher(folded);
        if (!ratio.matches()) {
            return SHAPES.get(folded);
        }
        double height = Double.parseDouble(ratio.group(2));
        return height == 0 ? null : (Double) (Double.parseDouble(ratio.group(1)) / height);
    }

    /** Within a twentieth: 1024x1792 passes for 9:16, so that with 720x1280 beside it the choice is not ours. */
    private static boolean isOfShape(String size, double shape) {
        Matcher matcher = SIZE.matcher(folded(size));
        return matcher.matches()
                && Math.abs(Math.log(
                                Double.parseDouble(matcher.group(1)) / Double.parseDouble(matcher.group(2)) / shape))
                        < 0.05;
    }

    /** NFKC: digits and colons of full width become plain. */
    private static String folded(String text) {
        return Normalizer.normalize(CellText.normal(text), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }
}
