package dev.reelbatch.web;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.plan.RerunPlanner;
import dev.reelbatch.text.Suggestion;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads from the fields of a request which of a job's rows it is about. */
final class RowSelection {

    private static final String SELECT = "select";
    private static final String ROWS = "rows";
    private static final String ERROR = "error";

    private final Map<String, List<String>> fields;

    /** @throws UserException naming a field that the operation does not have */
    RowSelection(Map<String, List<String>> fields, Set<String> known) {
        this.fields = fields;
        requireKnown(fields, known);
    }

    /** @throws UserException naming a field that the operation does not have */
    static void requireKnown(Map<String, List<String>> fields, Set<String> known) {
        fields.keySet().stream()
                .filter(field -> !known.contains(field))
                .findFirst()
                .ifPresent(field -> {
                    String nearest = Suggestion.text(field, List.copyOf(known));
                    throw new UserException(
                            nearest == null
                                    ? Text.of("There is no field %s", field)
                                    : Text.of("There is no field %s; did you mean %s?", field, nearest));
                });
    }

    /** Returns the selection for {@code accept}: by state, rows and error, which must hold together. */
    RerunPlanner.Selection states() {
        Set<ClipState> states =
                switch (select("failed", "in_doubt", ROWS, ERROR)) {
                    case "failed" -> Set.of(ClipState.FAILED);
                    case "in_doubt" -> Set.of(ClipState.IN_DOUBT);
                    default -> Set.of();
                };
        return new RerunPlanner.Selection(states, rows(), value(ERROR), false);
    }

    /**
     * Returns the chosen rows; null for all.
     *
     * @param all the value of {@code select} for all
     * @throws UserException also if the request asks for all and for some
     */
    @Nullable RowRanges rowsOr(String all) {
        if (!select(all, ROWS).equals(all)) {
            return rows();
        }
        if (fields.containsKey(ROWS)) {
            throw new UserException(Text.of("Use either select \"%s\" or rows, not both.", all));
        }
        return null;
    }

    private String select(String... known) {
        String select = value(SELECT);
        String said = select == null && fields.containsKey(ROWS) ? ROWS : select;
        if (said == null || !List.of(known).contains(said)) {
            throw new UserException(
                    said == null
                            ? Text.of("The field select is missing: %s", String.join(", ", known))
                            : Text.of("select must be one of %s, not \"%s\"", String.join(", ", known), said));
        }
        if ((said.equals(ROWS) || said.equals(ERROR)) && value(said) == null) {
            throw new UserException(Text.of("select is %s, but the field %1$s is missing", said));
        }
        return said;
    }

    private @Nullable RowRanges rows() {
        String rows = value(ROWS);
        try {
            return rows == null ? null : RowRanges.of(rows);
        } catch (IllegalArgumentException e) {
            throw new UserException(Text.of("Invalid value for %s: %s", ROWS, e.getMessage()));
        }
    }

    /** Returns a field that must be true or false. */
    boolean required(String flag) {
        String value = value(flag);
        if (value == null || !Set.of("true", "false").contains(value)) {
            throw new UserException(
                    value == null
                            ? Text.of("The field %s is missing: true or false", flag)
                            : Text.of("%s must be true or false, not \"%s\"", flag, value));
        }
        return Boolean.parseBoolean(value);
    }

    private @Nullable String value(String field) {
        List<String> values = fields.get(field);
        return values == null ? null : values.get(0);
    }
}
