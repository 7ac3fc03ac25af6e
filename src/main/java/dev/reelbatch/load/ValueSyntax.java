package dev.reelbatch.load;

import dev.reelbatch.sheet.CellValue;
import dev.reelbatch.text.CellText;
import java.text.Normalizer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ways in which people write values: {@code 8秒} for 8, {@code 720*1280} or {@code 竖屏} for 720x1280. */
final class ValueSyntax {

    private static final Pattern SECONDS = Pattern.compile("(\\d{1,4}(?:\\.\\d{1,3})?)\\s*(?:s|secs?|seconds?|秒钟?)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,5})\\s*[x*×✕]\\s*(\\d{1,5})");

    private ValueSyntax() {}

    /** Returns a number without its unit and in plain digits, or the text unchanged if it is something else. */
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

    /** Returns the sizes that have the shape which the text names; empty if it names no shape. */
    static List<String> sizesOfShape(String text, Collection<String> sizes) {
        Frame frame = Frame.of(text);
        return frame == null || frame.shape() == null
                ? List.of()
                : sizes.stream().filter(frame::fits).toList();
    }

    /** Normalises by NFKC: full-width digits and colons become plain. */
    static String folded(String text) {
        return Normalizer.normalize(CellText.normal(text), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }
}
