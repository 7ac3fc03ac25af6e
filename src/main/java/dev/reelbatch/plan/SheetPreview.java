package dev.reelbatch.plan;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.Cost;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of a sheet's clips in a home.
 *
 * @param existing number of clips that are not paid for again, by state
 * @param toPay number of clips that a run would submit
 * @param cost cost of these, by currency, as far as prices are known
 * @param generation median of the latest generation times of its slowest model; null if none was made
 * @param otherIds rows that exist under another id
 * @param warnings remarks for the person who checks the sheet
 */
public record SheetPreview(
        Map<ClipState, Integer> existing,
        int toPay,
        Cost cost,
        @Nullable Duration generation,
        OtherIdRows otherIds,
        List<String> warnings) {

    /** Returns the preview for a home that has not run anything. */
    public static SheetPreview ofNothing(int toPay, Cost cost) {
        return new SheetPreview(Map.of(), toPay, cost, null, OtherIdRows.NONE, List.of());
    }
}
