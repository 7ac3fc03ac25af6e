package dev.reelbatch.terminal;

import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.SpendingLimits;
import dev.reelbatch.plan.BudgetStatus;
import dev.reelbatch.text.Text;

/** Formats counts and amounts of money for people. */
public final class AmountText {

    private AmountText() {}

    /** Describes the home's budget and how much of it is spent. */
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

    /** Returns a remark for rehearsals, to follow an amount; empty for a real run. */
    public static String ofARehearsal(boolean rehearsal) {
        return rehearsal ? Text.of(" (would be charged in a real run)") : "";
    }

    /**
     * Describes an expected cost, to follow a count: {@code , about 51.12 CNY}.
     *
     * @param withoutPrice number of videos whose price is unknown
     */
    public static String about(Cost cost, long withoutPrice) {
        if (cost.isEmpty()) {
            return Text.of(", price unknown");
        }
        return withoutPrice == 0
                ? Text.of(", about %s", cost.text())
                : Text.of(", about %s, plus videos without a known price", cost.text());
    }
}
