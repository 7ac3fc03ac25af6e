package dev.reelbatch.load;

import dev.reelbatch.ledger.RequestKeys;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row of the sheet after every check. */
public sealed interface ParsedRow {

    /** Returns the number that a spreadsheet shows. */
    int rowNumber();

    /**
     * A row that can be submitted.
     *
     * @param understood values that were interpreted
     * @param assumptions what the row leaves to the API and makes its videos dearer
     * @param before its keys by the rules of the first edition; null if they are the same, or it requested nothing
     */
    record Valid(
            PromptRow row,
            List<Interpretation> understood,
            List<Model.Assumption> assumptions,
            @Nullable RequestKeys before)
            implements ParsedRow {
        @Override
        public int rowNumber() {
            return row.row();
        }
    }

    /**
     * A row that can't be submitted, with all its mistakes.
     *
     * @param variant as {@link PromptRow#variant()}
     * @param cells as {@link PromptRow#cells()}
     */
    record Invalid(int rowNumber, int variant, List<RowError> errors, Map<String, String> cells) implements ParsedRow {}
}
