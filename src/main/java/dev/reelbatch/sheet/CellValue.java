package dev.reelbatch.sheet;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The JSON type that the text of a cell takes in {@code input} and {@code parameters}. */
public final class CellValue {

    /** Neither 007 nor 1e5: these are names far more often than numbers. */
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,99})(\\.[0-9]{1,100})?");

    private CellValue() {}

    public static JsonNode text(String text) {
        return JsonNodeFactory.instance.stringNode(text);
    }

    /**
     * @param text normalised and not empty
     */
    public static JsonNode of(String text) {
        // Spreadsheets write TRUE.
        switch (text.toLowerCase(Locale.ROOT)) {
            case "true":
                return JsonNodeFactory.instance.booleanNode(true);
            case "false":
                return JsonNodeFactory.instance.booleanNode(false);
            default:
                return isNumber(text) ? number(text) : jsonOrText(text);
        }
    }

    public static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    /** Writes the value as the catalogue does: text as it is, anything else as JSON. */
    public static String shown(JsonNode value) {
        return value.isString() ? value.stringValue() : CanonicalJson.print(value);
    }

    /** Returns the value if it is a positive whole number that fits an int (8.0 is 8), else null. */
    static @Nullable public Integer whole(JsonNode value) {
        if (!value.isNumber()) {
            return null;
        }
        BigDecimal number = value.decimalValue();
        boolean fits = number.signum() > 0 && number.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0;
        return fits && number.stripTrailingZeros().scale() <= 0 ? (Integer) number.intValueExact() : null;
    }

    private static JsonNode number(String text) {
        return JsonNodeFactory.instance.numberNode(new BigDecimal(text));
    }

    private static JsonNode jsonOrText(String text) {
        boolean looksLikeJson = text.startsWith("{") || text.startsWith("[") || text.startsWith("\"");
        @Nullable JsonNode json = looksLikeJson ? CanonicalJson.parse(text) : null;
        return json == null ? text(text) : json;
    }
}
