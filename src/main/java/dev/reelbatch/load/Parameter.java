package dev.reelbatch.load;

import dev.reelbatch.sheet.CanonicalJson;
import dev.reelbatch.sheet.CellValue;
import dev.reelbatch.text.CellText;
import dev.reelbatch.text.Suggestion;
import dev.reelbatch.text.Text;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import tools.jackson.databind.JsonNode;

/**
 * The values that a model accepts for one parameter.
 *
 * @param allowed the only values, compared without case; empty: no such list
 * @param min the smallest number, or null
 * @param max the largest number, or null
 * @param required whether the API refuses a request without it
 * @param preset value that is sent if the row has none ({@code default} in the settings), or null
 */
public record Parameter(
        @DefaultValue List<String> allowed,
        @Nullable Integer min,
        @Nullable Integer max,
        @DefaultValue("false") boolean required,
        @Name("default") @Nullable String preset) {

    public Parameter {
        allowed = List.copyOf(allowed);
    }

    static Parameter between(int min, int max) {
        return new Parameter(List.of(), min, max, false, null);
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
                    .orElse(null);
        }
        return min == null && max == null || text.equals(clamped(text)) ? text : null;
    }

    String complaint() {
        if (!allowed.isEmpty()) {
            return Text.of("is not one of %s", String.join(", ", allowed));
        }
        if (min != null && max != null) {
            return Text.of("is not a number from %d to %d", min, max);
        }
        return min == null ? Text.of("is not a number up to %d", max) : Text.of("is not a number of at least %d", min);
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

    private @Nullable String clamped(String text) {
        JsonNode value = text.isEmpty() ? null : CellValue.of(text);
        if (value == null || !value.isNumber()) {
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
