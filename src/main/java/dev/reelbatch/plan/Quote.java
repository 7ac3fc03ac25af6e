package dev.reelbatch.plan;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.RunPrice;
import dev.reelbatch.load.SheetTotals;
import java.util.List;
import java.util.Map;

/**
 * Describes what a run is about to do, for the person who pays.
 *
 * @param adopted number of existing clips that are not paid for again, by the job that requested them
 * @param existing number of the same clips, by state
 * @param toPay number of clips to be submitted
 * @param cost cost of these, by currency, as far as prices are known
 */
public record Quote(
        String job,
        SheetTotals sheet,
        Map<String, Integer> adopted,
        Map<ClipState, Integer> existing,
        int toPay,
        Cost cost) {

    /** Returns the price of what is to be paid. */
    public RunPrice price() {
        return new RunPrice(cost, toPay == 0 ? 0 : sheet.clipsWithoutPrice());
    }

    /** Returns the same quote with more notes. */
    Quote with(List<String> notes) {
        return new Quote(job, sheet.with(notes), adopted, existing, toPay, cost);
    }
}
