package dev.reelbatch.plan;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.load.SheetCheck;
import java.util.List;
import java.util.Map;

/**
 * The state of a sheet's clips in a home.
 *
 * @param existing number of clips that are not paid for again, by state
 * @param toPay number of clips that a run would submit
 * @param cost cost of these, by currency, as far as prices are known
 * @param otherIds rows that exist under another id
 * @param rows what each row comes to, by its number; empty if that is not known
 * @param warnings remarks for the person who checks the sheet
 */
public record SheetPreview(
        Map<ClipState, Integer> existing,
        int toPay,
        Cost cost,
        GenerationForecast generation,
        OtherIdRows otherIds,
        Map<Integer, RowPreview> rows,
        List<String> warnings) {

    /** Returns the preview for a home that has not run anything. */
    public static SheetPreview ofNothing(SheetCheck sheet) {
        return new SheetPreview(
                Map.of(),
                Math.toIntExact(sheet.clips()),
                sheet.cost(),
                GenerationForecast.of(sheet),
                OtherIdRows.NONE,
                Map.of(),
                List.of());
    }
}
