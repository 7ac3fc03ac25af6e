package dev.reelbatch.plan;

import dev.reelbatch.ledger.ClipState;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a sheet would meet in a home.
 *
 * @param existing clips of its rows that are not paid for again, by where they stand
 * @param toPay clips that a run would submit
 * @param cost of those, by currency, as far as prices are known
 * @param generation how long videos of its slowest model took lately, in the median; null if none was made
 * @param otherIds rows that exist under another id
 * @param warnings sentences for the person who checks it
 */
public record SheetPreview(
        Map<ClipState, Integer> existing,
        int toPay,
        Map<String, BigDecimal> cost,
        @Nullable Duration generation,
        OtherIdRows otherIds,
        List<String> warnings) {

    /** In a home that has not run anything. */
    public static SheetPreview ofNothing(int toPay, Map<String, BigDecimal> cost) {
        return new SheetPreview(Map.of(), toPay, cost, null, OtherIdRows.NONE, List.of());
    }
}
