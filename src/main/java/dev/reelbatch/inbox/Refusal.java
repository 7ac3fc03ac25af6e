package dev.reelbatch.inbox;

import dev.reelbatch.load.PromptSheet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Why a sheet comes back without having been run now.
 *
 * @param reason for people, in the present language if it can be said in each
 * @param cure what its person can do
 * @param mayHaveBegun whether an earlier process may have submitted rows of it
 * @param sheet opens the sheet, by the rules that refused it; null if its rows are not to blame
 */
public record Refusal(
        Supplier<String> reason,
        Cure cure,
        boolean mayHaveBegun,
        @Nullable Supplier<PromptSheet> sheet) {

    /** What the person who dropped a sheet can do about it. */
    public enum Cure {
        /** Its rows or its price are to blame. */
        FIX_SHEET,
        /** The settings of the folder are to blame, which only the person who runs reelbatch can change. */
        SHOW_OPERATOR,
        /** Nothing is wrong with it: somebody stopped its run. */
        DROP_AGAIN,
        /** Somebody did not approve its price. */
        ASK
    }

    /** Why nothing of a sheet was ever submitted. */
    public Refusal(String reason, Cure cure, @Nullable Supplier<PromptSheet> sheet) {
        this(() -> reason, cure, false, sheet);
    }
}
