package dev.reelbatch.terminal;

import dev.reelbatch.ledger.SpendingLimits;
import dev.reelbatch.plan.BudgetStatus;
import dev.reelbatch.text.Text;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.stream.Collectors;

/** Formats counts and amounts of money for people. */
public final class AmountText {

    private AmountText() {}

    /** Formats amounts, for example {@code 51.12 CNY}; several currencies are joined with a plus. */
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

    /** Describes the home's budget and how much of it is spent. */
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

    /** Returns a remark for rehearsals, to follow an amount; empty for a real run. */
    public static String ofARehearsal(boolean rehearsal) {
        return rehearsal ? Text.of(" (would be charged in a real run)") : "";
    }

    /**
     * Describes an expected cost, to follow a count: {@code , about 51.12 CNY}.
     *
     * @param withoutPrice number of videos whose price is unknown
     */
    public static String about(Map<String, BigDecimal> byCurrency, long withoutPrice) {
        if (byCurrency.isEmpty()) {
            return Text.of(", price unknown");
        }
        return withoutPrice == 0
                ? Text.of(", about %s", money(byCurrency))
                : Text.of(", about %s, plus videos without a known price", money(byCurrency));
    }
}
