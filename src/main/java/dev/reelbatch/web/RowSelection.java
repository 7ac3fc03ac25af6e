package dev.reelbatch.web;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.plan.RerunPlanner;
import dev.reelbatch.serve.RequestFields;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads from the fields of a request which of a job's rows it is about. */
final class RowSelection {

    private static final String ROWS = "rows";
    private static final String ERROR = "error";

    private final RequestFields fields;

    /** @throws UserException naming a field that the operation does not have */
    RowSelection(Map<String, List<String>> fields, Set<String> known) {
        this.fields = new RequestFields(fields).requireKnown(known);
    }

    /** Returns the selection for {@code accept}: by state, rows and error, which must hold together. */
    RerunPlanner.Selection states() {
        Set<ClipState> states =
                switch (fields.select("failed", "in_doubt", ROWS, ERROR)) {
                    case "failed" -> Set.of(ClipState.FAILED);
                    case "in_doubt" -> Set.of(ClipState.IN_DOUBT);
                    default -> Set.of();
                };
        return new RerunPlanner.Selection(states, rows(), fields.value(ERROR), false);
    }

    /**
     * Returns the chosen rows; null for all.
     *
     * @param all the value of {@code select} for all
     * @throws UserException also if the request asks for all and for some
     */
    @Nullable RowRanges rowsOr(String all) {
        if (!fields.select(all, ROWS).equals(all)) {
            return rows();
        }
        if (fields.has(ROWS)) {
            throw new UserException(Text.of("Use either select \"%s\" or rows, not both.", all));
        }
        return null;
    }

    private @Nullable RowRanges rows() {
        String rows = fields.value(ROWS);
        try {
            return rows == null ? null : RowRanges.of(rows);
        } catch (IllegalArgumentException e) {
            throw new UserException(Text.of("Invalid value for %s: %s", ROWS, e.getMessage()));
        }
    }

    /** Returns a field that must be true or false. */
    boolean required(String flag) {
        return fields.flag(flag);
    }
}
