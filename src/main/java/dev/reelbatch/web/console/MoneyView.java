package dev.reelbatch.web.console;

import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.SpendingLedger.Entry;
import dev.reelbatch.ledger.SpendingLimits.Budget;
import dev.reelbatch.ledger.SpendingLimits.Period;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What was spent today and in this month.
 *
 * @param inDoubt what may have been charged in this month; empty for nothing
 * @param month its name
 * @param budget of the home; empty if there is none
 * @param left of the budget; empty if there is none
 * @param ofToday the budget's use; null unless it is one for a day
 * @param ofMonth the budget's use; null unless it is one for a month
 */
record MoneyView(
        String today,
        String inDoubt,
        String month,
        String monthAmount,
        String budget,
        String left,
        @Nullable MeterView ofToday,
        @Nullable MeterView ofMonth) {

    static MoneyView of(SpendingSums sums) {
        Cost month = SpendingSums.sum(sums.days(), Entry::charged);
        Cost inDoubt = SpendingSums.sum(sums.days(), Entry::inDoubt);
        Budget budget = sums.budget();
        MeterView ofToday = null;
        MeterView ofMonth = null;
        if (budget != null && budget.period() == Period.DAY) {
            ofToday = MeterView.of(sums.chargedToday(), sums.inDoubtToday(), budget.amount());
        } else if (budget != null) {
            ofMonth = MeterView.of(month, inDoubt, budget.amount());
        }
        return new MoneyView(
                Amounts.text(sums.chargedToday()),
                inDoubt.isEmpty() ? "" : Amounts.text(inDoubt),
                ShownTimes.month(sums.today()),
                Amounts.text(month),
                budget == null ? "" : Amounts.text(budget.amount()),
                budget == null ? "" : Amounts.text(left(budget, sums.spent())),
                ofToday,
                ofMonth);
    }

    private static BigDecimal left(Budget budget, Cost spent) {
        BigDecimal most =
                spent.byCurrency().values().stream().max(BigDecimal::compareTo).orElse(BigDecimal.ZERO);
        return budget.amount().subtract(most).max(BigDecimal.ZERO);
    }
}
