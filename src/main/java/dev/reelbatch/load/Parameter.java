package dev.reelbatch.load;

import dev.reelbatch.sheet.CanonicalJson;
import dev.reelbatch.sheet.CellValue;
import dev.reelbatch.text.CellText;
import dev.reelbatch.text.Suggestion;
import dev.reelbatch.text.Text;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import tools.jackson.databind.JsonNode;

/**
 * A field of a model's request and the values that the model accepts for it.
 *
 * @param allowed the only values, compared without case; empty: no such list
 * @param min the smallest whole number, or null
 * @param max the largest whole number, or null
 * @param maxLength the most characters of a text, or null
 * @param required whether the API refuses a request without it
 * @param preset value that is sent if the row has none ({@code default} in the settings), or null
 * @param defaultWhen values that are sent instead of the preset, the first whose condition holds
 * @param apiDefault what the API takes where nothing is sent, or null if that is not known; never sent
 * @param kind what the value is
 * @param many whether the value is a list
 * @param called names of columns that mean this field, besides its own
 * @param list the list in which the value is sent, or null for a field of its own
 * @param item the item of that list, as {@link ListItem} describes it
 */
public record Parameter(
        @DefaultValue List<String> allowed,
        @Nullable Integer min,
        @Nullable Long max,
        @Nullable Integer maxLength,
        @DefaultValue("false") boolean required,
        @Name("default") @Nullable String preset,
        @DefaultValue List<Preset> defaultWhen,
        @Nullable String apiDefault,
        @DefaultValue("value") Kind kind,
        @DefaultValue("false") boolean many,
        @DefaultValue List<String> called,
        @Nullable String list,
        @Nullable String item) {

    /** The kind of value a field holds: an ordinary one, or the address of a file. */
    public enum Kind {
        VALUE,
        PICTURE,
        VIDEO,
        AUDIO
    }

    /** A value that is sent if the row has none and a condition holds. */
    public record Preset(Condition when, String value) {}

    private static final List<String> TRUTH = List.of("true", "false");

    /** Spellings of yes and no. */
    private static final Map<Boolean, List<String>> YES_AND_NO = Map.of(
            true, List.of("true", "on", "yes", "y", "是", "有", "开", "开启", "有声"),
            false, List.of("false", "off", "no", "n", "否", "无", "没有", "关", "关闭", "无声"));

    public Parameter {
        allowed = List.copyOf(allowed);
        defaultWhen = List.copyOf(defaultWhen);
        called = List.copyOf(called);
    }

    static Parameter between(int min, int max) {
        return new Parameter(
                List.of(),
                min,
                (long) max,
                null,
                false,
                null,
                List.of(),
                null,
                Kind.VALUE,
                false,
                List.of(),
                null,
                null);
    }

    /** Returns the form of the item that the field is in its list. */
    ListItem inList() {
        return new ListItem(Objects.requireNonNull(item, "a field of a list is an item"));
    }

    /** Returns whether a column of this name means the field. */
    boolean isCalled(String key, String name) {
        return key.equals(name) || called.contains(name);
    }

    /** Returns the allowed value that this text spells, or the text if no values are known; null if it is wrong. */
    @Nullable String spelling(String text) {
        if (allowed.contains(text)) {
            return text;
        }
        if (!allowed.isEmpty()) {
            String folded = CellText.folded(text);
            return allowed.stream()
                    .filter(value -> CellText.folded(value).equals(folded))
                    .findFirst()
                    .orElseGet(() -> yesOrNo(folded));
        }
        return min == null && max == null || text.equals(clamped(text)) ? text : null;
    }

    /** Returns the one allowed value that is the same yes or no. */
    private @Nullable String yesOrNo(String folded) {
        for (List<String> words : YES_AND_NO.values()) {
            if (words.contains(folded)) {
                return allowed.stream().filter(words::contains).findFirst().orElse(null);
            }
        }
        return null;
    }

    String complaint() {
        if (!allowed.isEmpty()) {
            return Text.of("is not one of %s", String.join(", ", allowed));
        }
        if (min != null && max != null) {
            return Text.of("is not a whole number from %d to %d", min, max);
        }
        return min == null
                ? Text.of("is not a whole number up to %d", max)
                : Text.of("is not a whole number of at least %d", min);
    }

    /** Returns the message for a missing value. */
    String complaintOnNone() {
        return allowed.isEmpty()
                ? Text.of("is empty; this model needs it")
                : Text.of("is empty; this model needs it: one of %s", String.join(", ", allowed));
    }

    @Nullable String nearest(String text) {
        return allowed.isEmpty() ? clamped(text) : Suggestion.value(text, allowed);
    }

    /** Returns the value that is sent if a row with these values has none; null if nothing is. */
    @Nullable String preset(Map<String, String> values) {
        return defaultWhen.stream()
                .filter(other -> other.when().holds(values))
                .map(Preset::value)
                .findFirst()
                .orElse(preset);
    }

    /** Returns the values among which the API chooses where it is not known what it takes. */
    List<String> possible() {
        if (!allowed.isEmpty()) {
            return allowed;
        }
        return min == null || max == null ? List.of() : List.of(min.toString(), max.toString());
    }

    /** Returns whether a value of a request has the right type and is one of the right ones, to the letter. */
    boolean takes(JsonNode value) {
        if (many != value.isArray() && (many || kind != Kind.VALUE)) {
            return false;
        }
        String shown = CellValue.shown(value);
        if (maxLength != null && shown.codePointCount(0, shown.length()) > maxLength) {
            return false;
        }
        if (allowed.isEmpty()) {
            return min == null && max == null || value.isNumber() && shown.equals(clamped(shown));
        }
        boolean isOfItsType =
                TRUTH.containsAll(allowed) ? value.isBoolean() : value.isNumber() == CellValue.isNumber(allowed.get(0));
        return isOfItsType && allowed.contains(shown);
    }

    private @Nullable String clamped(String text) {
        JsonNode value = text.isEmpty() ? null : CellValue.of(text);
        if (value == null
                || !value.isNumber()
                || value.decimalValue().stripTrailingZeros().scale() > 0) {
            return null;
        }
        BigDecimal number = value.decimalValue();
        if (min != null) {
            number = number.max(BigDecimal.valueOf(min));
        }
        if (max != null) {
            number = number.min(BigDecimal.valueOf(max));
        }
        return CanonicalJson.number(number);
    }
}
