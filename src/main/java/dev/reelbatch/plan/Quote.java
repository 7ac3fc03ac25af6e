package dev.reelbatch.plan;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.load.SheetTotals;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * What a run is about to do, for the person who pays.
 *
 * @param adopted clips that exist already and are not paid for again, by the job that asked for them
 * @param existing the same clips by where they stand
 * @param toPay clips that are going to be submitted
 * @param cost of those, by currency, as far as prices are known
 */
public record Quote(
        String job,
        SheetTotals sheet,
        Map<String, Integer> adopted,
        Map<ClipState, Integer> existing,
        int toPay,
        Map<String, BigDecimal> cost) {

    /** The same with more to tell. */
    Quote with(List<String> notes) {
        return new Quote(job, sheet.with(notes), adopted, existing, toPay, cost);
    }
}
