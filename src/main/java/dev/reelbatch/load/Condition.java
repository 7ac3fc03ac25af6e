package dev.reelbatch.load;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A condition on the fields of a request, as the catalogue writes it: {@code mode=pro & sound=off|-}. Every field must
 * have one of its values; {@code *} is any value, {@code -} none, and {@code 1..8} a number of that range.
 *
 * @param terms the possible values by field
 */
public record Condition(Map<String, List<String>> terms) {

    static final Condition ALWAYS = new Condition(Map.of());

    private static final String GIVEN = "*";
    private static final String NONE = "-";
    private static final Pattern RANGE = Pattern.compile("(\\d{1,9})\\.\\.(\\d{1,9})");
    private static final Pattern WHOLE = Pattern.compile("\\d{1,9}");

    public Condition {
        terms = Collections.unmodifiableMap(new LinkedHashMap<>(terms));
    }

    /** Parses the text; the binder of the settings calls this. */
    public static Condition of(String text) {
        Map<String, List<String>> terms = new LinkedHashMap<>();
        for (String term : text.split("&", -1)) {
            int equals = term.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("A condition is written like mode=pro, not " + term.strip());
            }
            terms.put(
                    term.substring(0, equals).strip(),
                    Arrays.stream(term.substring(equals + 1).split("\\|", -1))
                            .map(String::strip)
                            .toList());
        }
        return new Condition(terms);
    }

    /** Returns whether the request has the values. */
    boolean holds(Map<String, String> values) {
        return terms.keySet().stream().allMatch(field -> holds(field, values));
    }

    boolean holds(String field, Map<String, String> values) {
        return wanted(field).stream().anyMatch(wanted -> fits(wanted, values.get(field)));
    }

    /** Returns whether the field must be left empty. */
    boolean excludes(String field) {
        return wanted(field).equals(List.of(NONE));
    }

    /** Returns the only values that the field may have; empty if it may have any. */
    List<String> values(String field) {
        return wanted(field).stream()
                .filter(value -> !value.equals(NONE) && !value.equals(GIVEN))
                .toList();
    }

    private List<String> wanted(String field) {
        return terms.getOrDefault(field, List.of());
    }

    private static boolean fits(String wanted, @Nullable String value) {
        if (value == null) {
            return wanted.equals(NONE);
        }
        Matcher range = RANGE.matcher(wanted);
        if (range.matches()) {
            return WHOLE.matcher(value).matches()
                    && Integer.parseInt(value) >= Integer.parseInt(range.group(1))
                    && Integer.parseInt(value) <= Integer.parseInt(range.group(2));
        }
        return wanted.equals(GIVEN) || wanted.equalsIgnoreCase(value);
    }

    /** Returns the condition as the catalogue writes it. */
    @Override
    public String toString() {
        return terms.entrySet().stream()
                .map(term -> term.getKey() + "=" + String.join("|", term.getValue()))
                .collect(Collectors.joining(" & "));
    }
}
