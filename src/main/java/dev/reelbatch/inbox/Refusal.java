package dev.reelbatch.inbox;

import dev.reelbatch.load.PromptSheet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Why a sheet comes back without having been run now.
 *
 * @param reason for people
 * @param forOperator whether the reason speaks of options, which only the person who runs reelbatch knows
 * @param mayHaveBegun whether an earlier process may have submitted rows of it
 * @param sheet opens the sheet, by the rules that refused it; null if its rows are not to blame
 */
public record Refusal(
        String reason,
        boolean forOperator,
        boolean mayHaveBegun,
        @Nullable Supplier<PromptSheet> sheet) {

    /** Why nothing of a sheet was ever submitted. */
    public Refusal(String reason, boolean forOperator, @Nullable Supplier<PromptSheet> sheet) {
        this(reason, forOperator, false, sheet);
    }
}
