package dev.reelbatch.load;

import dev.reelbatch.picture.PictureReference;
import dev.reelbatch.text.Text;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A dependency between fields of a model's request: if one condition holds, the other has to.
 *
 * @param then of the fields that must be given, must be empty, or have certain values
 */
public record Rule(Condition when, Condition then) {

    /** Returns the fields that break the rule. */
    List<String> brokenBy(Map<String, String> values) {
        return when.holds(values)
                ? then.terms().keySet().stream()
                        .filter(field -> !then.holds(field, values))
                        .toList()
                : List.of();
    }

    /**
     * Returns the message about a field that breaks the rule, after its quoted value if the row has one.
     *
     * @param taken what the API takes for the empty field; null if the row has a value, or if nothing is taken
     * @param given the row's own fields
     */
    String complaint(String field, @Nullable String taken, Map<String, String> given) {
        String reason = when.terms().keySet().stream()
                .filter(given::containsKey)
                .map(key -> shown(key, String.valueOf(given.get(key))))
                .collect(Collectors.joining(", "));
        String wanted = String.join(", ", then.values(field));
        if (then.excludes(field)) {
            return reason.isEmpty()
                    ? Text.of("can't be used here; clear the cell")
                    : Text.of("can't be used together with %s; clear one of them", reason);
        }
        if (given.containsKey(field)) {
            return Text.of("is not possible with %s; use %s", reason, wanted);
        }
        if (taken != null) {
            return Text.of(
                    "is empty, so the API takes %s, which is not possible with %s; use %s", taken, reason, wanted);
        }
        return reason.isEmpty()
                ? Text.of("is empty; this model needs it")
                : Text.of("is empty; this model needs it together with %s", reason);
    }

    private static String shown(String key, String value) {
        return PictureReference.isIn(value) ? key : key + " " + value;
    }
}
