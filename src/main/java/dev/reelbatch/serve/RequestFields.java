package dev.reelbatch.serve;

import dev.reelbatch.text.Suggestion;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an HTTP request, from a form or from JSON. A field that is missing or wrong is a {@link UserException}
 * that names it.
 */
public record RequestFields(Map<String, List<String>> values) {

    /** The field with the home's latest submission when rows were seen: none may have followed for them. */
    public static final String LAST_SUBMISSION = "last_submission";

    private static final String SELECT = "select";
    private static final String ROWS = "rows";
    private static final Set<String> NAME_FIELDS = Set.of(ROWS, "error");
    private static final Set<String> YES_OR_NO = Set.of("true", "false");

    /** Refuses a field that the operation does not have. */
    public static void requireKnown(String field, Collection<String> known) {
        if (!known.contains(field)) {
            String nearest = Suggestion.text(field, List.copyOf(known));
            throw new UserException(
                    nearest == null
                            ? Text.of("There is no field %s", field)
                            : Text.of("There is no field %s; did you mean %s?", field, nearest));
        }
    }

    /** Refuses fields that the operation does not have. */
    public RequestFields requireKnown(Collection<String> known) {
        values.keySet().forEach(field -> requireKnown(field, known));
        return this;
    }

    public boolean has(String field) {
        return values.containsKey(field);
    }

    /** Returns the first value of a field; null if it is missing. */
    public @Nullable String value(String field) {
        List<String> all = values.get(field);
        return all == null ? null : all.get(0);
    }

    public String required(String field) {
        String value = value(field);
        if (value == null) {
            throw new UserException(Text.of("The field %s is missing", field));
        }
        return value;
    }

    /** Returns a whole number. */
    public int number(String field) {
        try {
            return Integer.parseInt(required(field));
        } catch (NumberFormatException e) {
            throw new UserException(Text.of("The field %s must be a number", field));
        }
    }

    /** Returns the latest submission that the caller knows; null if that is not said. */
    public @Nullable Long lastSubmission() {
        String value = value(LAST_SUBMISSION);
        try {
            return value == null ? null : Long.valueOf(value);
        } catch (NumberFormatException e) {
            throw new UserException(
                    Text.of("%s must be the number of a submission, not \"%s\"", LAST_SUBMISSION, value));
        }
    }

    /** Returns a field that must be true or false. */
    public boolean flag(String field) {
        String value = value(field);
        if (value == null) {
            throw new UserException(Text.of("The field %s is missing: true or false", field));
        }
        return flag(field, value);
    }

    /** Reads a value that must be true or false. */
    public static boolean flag(String field, String value) {
        if (!YES_OR_NO.contains(value)) {
            throw new UserException(Text.of("%s must be true or false, not \"%s\"", field, value));
        }
        return Boolean.parseBoolean(value);
    }

    /**
     * Returns what the request selects; {@code rows} if it only names rows.
     *
     * @param known what it may select; {@code rows} and {@code error} need the field of this name
     */
    public String select(String... known) {
        String said = value(SELECT);
        if (said == null && has(ROWS)) {
            said = ROWS;
        }
        if (said == null) {
            throw new UserException(Text.of("The field select is missing: %s", String.join(", ", known)));
        }
        return checkSelect(said, known);
    }

    /** Refuses a value of {@code select} that is not one of these, or whose field is missing. */
    public String checkSelect(String said, String... known) {
        if (!List.of(known).contains(said)) {
            throw new UserException(Text.of("select must be one of %s, not \"%s\"", String.join(", ", known), said));
        }
        if (NAME_FIELDS.contains(said) && !has(said)) {
            throw new UserException(Text.of("select is %s, but the field %1$s is missing", said));
        }
        return said;
    }
}
