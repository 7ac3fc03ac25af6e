package dev.reelbatch.load;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** A row of the sheet after every check. */
public sealed interface ParsedRow {

    /** Returns the number that a spreadsheet shows. */
    int rowNumber();

    /**
     * A row that can be submitted.
     *
     * @param understood values that were interpreted
     * @param assumptions what the row leaves to the API and makes its videos dearer
     * @param terms what else to know of its price
     * @param before its keys by the rules of earlier editions, as far as they made another request
     */
    record Valid(
            PromptRow row,
            List<Interpretation> understood,
            List<Model.Assumption> assumptions,
            Terms terms,
            Set<String> before)
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
