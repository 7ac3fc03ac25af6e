package dev.reelbatch.sheet;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The JSON type that a cell's text stands for in {@code input} and {@code parameters}. */
public final class CellValue {

    /** Not 007 and not 1e5: these are names far more often than numbers. */
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,99})(\\.[0-9]{1,100})?");

    private CellValue() {}

    public static JsonNode text(String text) {
        return JsonNodeFactory.instance.stringNode(text);
    }

    /**
     * @param text normalised and not empty
     */
    public static JsonNode of(String text) {
        // A spreadsheet writes TRUE.
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

    /** As the catalogue writes values: a text as it is, all else as JSON. */
    public static String shown(JsonNode value) {
        return value.isString() ? value.stringValue() : CanonicalJson.print(value);
    }

    /** The number, if it is a whole one above 0 that fits; 8.0 is 8. */
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
