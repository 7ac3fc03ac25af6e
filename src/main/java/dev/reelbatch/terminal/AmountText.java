package dev.reelbatch.terminal;

import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.SpendingLimits;
import dev.reelbatch.plan.BudgetStatus;
import dev.reelbatch.text.Text;

/** Counts and amounts in words. */
public final class AmountText {

    private AmountText() {}

    /** The home's budget and what is spent of it. */
    public static String budget(BudgetStatus standing) {
        SpendingLimits.Budget budget = standing.budget();
        boolean isDaily = budget.period() == SpendingLimits.Period.DAY;
        String limit = isDaily
                ? Text.of("%s a day for all runs of this home", budget.amount().toPlainString())
                : Text.of(
                        "%s a month for all runs of this home", budget.amount().toPlainString());
        Cost spent = standing.spent();
        if (spent == null) {
            return limit;
        }
        String amount = spent.isEmpty() ? "0" : spent.text();
        return isDaily
                ? Text.of("%s; spent today: %s", limit, amount)
                : Text.of("%s; spent this month: %s", limit, amount);
    }

    /** To stand behind an amount. */
    public static String ofARehearsal(boolean rehearsal) {
        return rehearsal ? Text.of(" (would be charged in a real run)") : "";
    }

    /**
     * What something is going to cost, to stand behind it: {@code , about 51.12 CNY}.
     *
     * @param withoutPrice videos that nobody knows the price of
     */
    public static String about(Cost cost, long withoutPrice) {
        if (cost.isEmpty()) {
            return Text.of(", price unknown");
        }
        return withoutPrice == 0
                ? Text.of(", about %s", cost.text())
                : Text.of(", about %s, more where the price is unknown", cost.text());
    }
}
