package dev.reelbatch.sheet;

import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A single text for each JSON value: no blanks, keys sorted by UTF-16 unit, numbers without exponent and trailing
 * zeros, and as few escapes as RFC 8785 uses.
 *
 * <p>It is written out here rather than left to a library's settings, because fingerprints depend on every byte: a
 * default that changed with an upgrade would pay for every sheet again.
 */
public final class CanonicalJson {

    private static final int LONGEST_PLAIN_NUMBER = 1_000;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private CanonicalJson() {}

    /** Parses the text; null if it is not JSON. */
    static @Nullable public JsonNode parse(String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            return node.isMissingNode() ? null : node;
        } catch (JacksonException | NumberFormatException e) {
            return null;
        }
    }

    public static String print(JsonNode node) {
        StringBuilder out = new StringBuilder();
        print(node, out);
        return out.toString();
    }

    private static void print(JsonNode node, StringBuilder out) {
        if (node.isObject()) {
            printObject(node, out);
        } else if (node.isArray()) {
            out.append('[');
            for (int i = 0; i < node.size(); i++) {
                print(node.get(i), out.append(i == 0 ? "" : ","));
            }
            out.append(']');
        } else if (node.isNumber()) {
            out.append(number(node.decimalValue()));
        } else if (node.isString()) {
            printText(node.stringValue(), out);
        } else {
            out.append(node.isNull() ? "null" : String.valueOf(node.booleanValue()));
        }
    }

    private static void printObject(JsonNode node, StringBuilder out) {
        out.append('{');
        String between = "";
        for (String key : new TreeSet<>(node.propertyNames())) {
            printText(key, out.append(between));
            print(node.get(key), out.append(':'));
            between = ",";
        }
        out.append('}');
    }

    public static String number(BigDecimal value) {
        // 1e999999999 is a legal number; written out, its zeros would fill the memory.
        if (Math.abs((long) value.scale()) > LONGEST_PLAIN_NUMBER) {
            return value.toString();
        }
        return value.stripTrailingZeros().toPlainString();
    }

    private static void printText(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                out.append(c).append(text.charAt(++i));
            } else {
                printCharacter(c, out);
            }
        }
        out.append('"');
    }

    private static void printCharacter(char c, StringBuilder out) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\t' -> out.append("\\t");
            case '\n' -> out.append("\\n");
            case '\f' -> out.append("\\f");
            case '\r' -> out.append("\\r");
            default -> {
                // Half of a surrogate pair has no UTF-8 form: unescaped, it would be sent as "?".
                if (c < ' ' || Character.isSurrogate(c)) {
                    out.append("\\u").append(HexFormat.of().toHexDigits(c));
                } else {
                    out.append(c);
                }
            }
        }
    }
}
