package dev.reelbatch.plan;

import dev.reelbatch.ledger.Charges;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.SpendingLimits;
import dev.reelbatch.load.SheetTotals;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Refuses a run, before anything is spent, if a cost limit can't be enforced for it or is too low. */
final class CostLimits {

    private final Ledgers ledgers;
    private final RunRegistry runRegistry;

    CostLimits(Ledgers ledgers, RunRegistry runRegistry) {
        this.ledgers = ledgers;
        this.runRegistry = runRegistry;
    }

    void checkPrices(SheetTotals sheet, SpendingLimits limits) {
        boolean limited = limits.isLimited();
        if (limited && sheet.clipsWithoutPrice() > 0) {
            throw new UserException(Text.of(
                    "A cost limit can't be enforced: %s without a price. Give the model a price (reelbatch.models), or run without --max-cost and reelbatch.budget.",
                    Text.counted(sheet.clipsWithoutPrice(), "video")));
        }
        if (limited && sheet.cost().byCurrency().size() > 1) {
            throw new UserException(Text.of(
                    "The sheet's models are priced in %s; a cost limit needs a single currency.",
                    String.join(Text.of(" and "), sheet.cost().byCurrency().keySet())));
        }
    }

    /** @param continued the run that this one continues; null for a new one */
    void checkAffordable(Quote quote, @Nullable Run continued, SpendingLimits.@Nullable MaxCost maxCost) {
        BigDecimal spent =
                continued != null && runRegistry.isLoadedAnew(continued) ? continued.spent() : BigDecimal.ZERO;
        if (maxCost != null) {
            if (continued != null && !quote.cost().isEmpty()) {
                checkCurrency(continued, quote.cost().byCurrency().keySet());
            }
            maxCost.check(spent, quote.cost());
        }
    }

    private void checkCurrency(Run continued, Set<String> now) {
        for (Charges charges : ledgers.report().money(continued.id())) {
            if (charges.total().signum() > 0 && !now.contains(charges.currency())) {
                throw new UserException(Text.of(
                        "This run has been charged in %s so far, and its rows are now priced in %s, so --max-cost can't be enforced. Run it with --max-cost none, or give the models prices in %1$s.",
                        charges.currency(), String.join(Text.of(" and "), now)));
            }
        }
    }
}
