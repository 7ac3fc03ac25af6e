package dev.reelbatch.load;

import dev.reelbatch.files.Sha256;
import dev.reelbatch.ledger.RequestKeys;
import dev.reelbatch.picture.PictureReference;
import dev.reelbatch.sheet.CanonicalJson;
import dev.reelbatch.sheet.CellValue;
import dev.reelbatch.text.CellText;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The keys by which a request is looked up, so that one request is the same however programs and people spell it: an id
 * as {@code 8}, {@code 8.0}, {@code 08} or in another case, as {@code 2026/1/5} or {@code 2026-01-05},
 * {@code Parameters.Seed}, invisible characters at the ends of a text. Neither what is sent nor its {@link Fingerprint}
 * depends on it.
 *
 * <p>The API is not part of it: an account may be renamed.
 */
public final class Identity {

    /** The version of these rules; a new one makes a home compute the keys of its clips again. */
    public static final int FORM = 3;

    private static final Pattern BLANKS = Pattern.compile("[\\p{Z}\\s]+");

    /** The escapes by which workbooks write characters; earlier versions took those of some programs for text. */
    private static final Pattern ESCAPED = Pattern.compile("_x([0-9A-Fa-f]{4})_");

    /** A whole number: spreadsheets drop leading zeros, and programs write whole numbers as fractions. */
    private static final Pattern WHOLE = Pattern.compile("(-?)0*([0-9]+?)(?:\\.0+)?");

    /** A date. With the year first nobody takes the day for the month; libraries write a date as its midnight. */
    private static final Pattern DATE = Pattern.compile(
            "(\\d{4})([-/])(0?[1-9]|1[0-2])\\2(0?[1-9]|[12]\\d|3[01])(?:[ t]0?0:00(?::00(?:\\.0+)?)?)?");

    /** A long number as spreadsheets show and export it; its last digits are lost. */
    private static final Pattern ROUNDED = Pattern.compile("-?\\d(?:\\.\\d+)?E\\+\\d+");

    private Identity() {}

    /** Returns whether the text may represent several ids. */
    static boolean isRounded(String id) {
        return ROUNDED.matcher(id).matches();
    }

    /** @param fingerprint the request's fingerprint, by which earlier versions knew it */
    static RequestKeys keys(Fingerprint fingerprint, Request request, @Nullable String id) {
        String json = normal(request).json();
        return new RequestKeys(same(json, id), List.of(fingerprint.hex()), anyId(json));
    }

    /**
     * Computes the keys of an existing request, whose fingerprint is known already.
     *
     * @param json as it was sent
     */
    public static RequestKeys keys(String json, @Nullable String id) {
        String normal = normal(Request.of(json)).json();
        return new RequestKeys(same(normal, id), List.of(), anyId(normal));
    }

    private static String same(String normalJson, @Nullable String id) {
        String normalId = id == null ? "" : id(id);
        return normalId.isEmpty()
                ? Sha256.of("no id " + normalJson)
                : Sha256.of("id " + CanonicalJson.print(CellValue.text(normalId)) + " " + normalJson);
    }

    private static String anyId(String normalJson) {
        return Sha256.of("any id " + normalJson);
    }

    /** Returns the one spelling of an id; empty if it has no visible character. */
    static String id(String text) {
        String visible = CellText.visible(compatible(trimmed(text)));
        String spelled = BLANKS.matcher(visible)
                .replaceAll(" ")
                .toLowerCase(Locale.ROOT) // comes first, so that a capital sharp s folds like a small one
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        Matcher date = DATE.matcher(spelled);
        if (date.matches()) {
            return "%s-%02d-%02d"
                    .formatted(date.group(1), Integer.valueOf(date.group(3)), Integer.valueOf(date.group(4)));
        }
        Matcher whole = WHOLE.matcher(spelled);
        if (!whole.matches()) {
            return spelled;
        }
        return whole.group(2).equals("0") ? "0" : whole.group(1) + whole.group(2);
    }

    private static Request normal(Request request) {
        return new Request(
                CellText.folded(trimmed(request.model())),
                normal(request.input(), false),
                normal(request.parameters(), true));
    }

    private static SortedMap<String, JsonNode> normal(Map<String, JsonNode> values, boolean areParameters) {
        SortedMap<String, JsonNode> normal = new TreeMap<>();
        values.forEach((name, value) -> {
            String key = CellText.folded(name);
            JsonNode only = value.isString() ? normal(key, value.stringValue(), areParameters) : value;
            if (!only.isString() || !only.stringValue().isEmpty()) {
                normal.put(normal.containsKey(key) ? name : key, only);
            }
        });
        return normal;
    }

    /** Normalises a text value. A prompt is a person's own words: nothing inside it is changed. */
    private static JsonNode normal(String key, String text, boolean isParameter) {
        String trimmed = trimmed(text);
        if (trimmed.isEmpty() || key.equals("prompt")) {
            return CellValue.text(trimmed);
        }
        if (PictureReference.isIn(trimmed)) {
            return CellValue.text(PictureReference.withoutForm(trimmed)); // a model may want another form one day
        }
        String plain = compatible(trimmed);
        if (key.equals("size") || key.equals("resolution")) {
            return CellValue.text(CellText.folded(ValueSyntax.plain(key, plain)));
        }
        JsonNode value = plain.equals(text) ? CellValue.text(text) : CellValue.of(plain);
        return isParameter || !value.isString() ? value : CellValue.text(trimmed);
    }

    /** Removes invisible characters and blanks from both ends. */
    private static String trimmed(String text) {
        String whole = text.contains("_x")
                ? ESCAPED.matcher(text)
                        .replaceAll(code ->
                                Matcher.quoteReplacement(Character.toString(Integer.parseInt(code.group(1), 16))))
                : text;
        String normal = CellText.normal(whole);
        int start = 0;
        int end = normal.length();
        while (start < end && isUnseen(normal.codePointAt(start))) {
            start += Character.charCount(normal.codePointAt(start));
        }
        while (start < end && isUnseen(normal.codePointBefore(end))) {
            end -= Character.charCount(normal.codePointBefore(end));
        }
        return normal.substring(start, end);
    }

    /** Returns whether the character is invisible at either end of a text. */
    static boolean isUnseen(int codePoint) {
        if (codePoint >= 0xE0000 && codePoint <= 0xE007F) {
            return false; // tag characters: without them the flag of England would be that of Scotland
        }
        return CellText.isUnseen(codePoint)
                || codePoint >= 0x180B && codePoint <= 0x180F
                || codePoint >= 0xFE00 && codePoint <= 0xFE0F
                || switch (codePoint) {
                    case 0x34F, 0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0 -> true;
                    default -> false;
                };
    }

    /** Replaces full-width digits and letters by plain ones. */
    private static String compatible(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }
}
