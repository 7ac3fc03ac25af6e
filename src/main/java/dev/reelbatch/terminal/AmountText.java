package dev.reelbatch.terminal;

import dev.reelbatch.ledger.SpendingLimits;
import dev.reelbatch.plan.BudgetStatus;
import dev.reelbatch.text.Text;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts and amounts in words. */
public final class AmountText {

    private AmountText() {}

    /** For example {@code 51.12 CNY}; several currencies are joined with a plus. */
    public static String money(Map<String, BigDecimal> byCurrency) {
        return byCurrency.entrySet().stream()
                .map(entry -> money(entry.getValue(), entry.getKey()))
                .collect(Collectors.joining(" + "));
    }

    public static String money(BigDecimal amount, String currency) {
        return amount.setScale(
                                Math.max(
                                        2,
                                        Math.min(4, amount.stripTrailingZeros().scale())),
                                RoundingMode.HALF_UP)
                        .toPlainString()
                + " " + currency;
    }

    /** The home's budget and what is spent of it. */
    public static String budget(BudgetStatus standing) {
        SpendingLimits.Budget budget = standing.budget();
        boolean isDaily = budget.period() == SpendingLimits.Period.DAY;
        String limit = isDaily
                ? Text.of("%s a day for all runs of this home", budget.amount().toPlainString())
                : Text.of(
                        "%s a month for all runs of this home", budget.amount().toPlainString());
        Map<String, BigDecimal> spent = standing.spent();
        if (spent == null) {
            return limit;
        }
        String amount = spent.isEmpty() ? "0" : money(spent);
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
    public static String about(Map<String, BigDecimal> byCurrency, long withoutPrice) {
        if (byCurrency.isEmpty()) {
            return Text.of(", price unknown");
        }
        return withoutPrice == 0
                ? Text.of(", about %s", money(byCurrency))
                : Text.of(", about %s, more where the price is unknown", money(byCurrency));
    }
}
