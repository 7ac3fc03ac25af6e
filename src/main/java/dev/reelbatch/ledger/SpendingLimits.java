package dev.reelbatch.ledger;

import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Spending limits, checked atomically with writing each submission.
 *
 * @param maxCost limit for this run in all its tries, including submissions in doubt; null for no limit
 * @param budget limit for all runs of the home; null for no limit
 * @param payer to whom the run is charged, with their budgets
 * @param partial true if a run that does not fit within a budget is started anyway
 */
public record SpendingLimits(
        @Nullable MaxCost maxCost, @Nullable Budget budget, Payer payer, boolean partial) {

    public static final SpendingLimits NONE = new SpendingLimits(null, null);

    public SpendingLimits(@Nullable MaxCost maxCost, @Nullable Budget budget) {
        this(maxCost, budget, Payer.NONE, maxCost != null && maxCost.partial());
    }

    /**
     * Returns the limits of a run, without a budget.
     *
     * @param maxCost null for no limit
     * @param partial true if a run that would cost more is started anyway
     */
    public static SpendingLimits ofRun(@Nullable BigDecimal maxCost, boolean partial) {
        return maxCost == null && !partial
                ? NONE
                : new SpendingLimits(maxCost == null ? null : new MaxCost(maxCost, partial), null, Payer.NONE, partial);
    }

    /** Returns the same limits with the home's budget; null for none. */
    public SpendingLimits within(@Nullable Budget homeBudget) {
        return new SpendingLimits(maxCost, homeBudget, payer, partial);
    }

    /** Returns the same limits for a run that is charged to somebody. */
    public SpendingLimits chargedTo(Payer other) {
        return new SpendingLimits(maxCost, budget, other, partial);
    }

    public boolean isLimited() {
        return maxCost != null || budget != null || payer.isLimited();
    }

    /**
     * The most that a run may cost in all its tries together.
     *
     * @param amount in the currency of the models' prices
     * @param partial true if a run that would cost more is started anyway, and stops at the amount
     */
    public record MaxCost(BigDecimal amount, boolean partial) {

        /**
         * Checks that the remaining cost fits within the limit, so that no run begins that can't end.
         *
         * @param spent amount spent by the run so far
         * @param cost cost of what it will pay for now; limits apply in one currency only
         * @throws UserException if it does not fit, and the run is not to be partial
         */
        public void check(BigDecimal spent, Cost cost) {
            cost.byCurrency().forEach((currency, amount) -> {
                if (!partial && spent.add(amount).compareTo(this.amount) > 0) {
                    throw new UserException(refusal(spent, amount, currency));
                }
            });
        }

        private String refusal(BigDecimal spent, BigDecimal cost, String currency) {
            String price = spent.signum() == 0
                    ? Text.of("This would cost %s", Cost.text(cost, currency))
                    : Text.of(
                            "%s has been spent, and the rest would cost %s",
                            Cost.text(spent, currency), Cost.text(cost, currency));
            return Text.of(
                    "%s: more than --max-cost %s. Raise it, choose rows with --rows, or add --partial to stop at the limit.",
                    price, amount.toPlainString());
        }
    }

    /** The limit that the next submission would exceed. */
    public enum Reached {
        MAX_COST,
        BUDGET,
        PERSON_BUDGET,
        JOB_FILE_BUDGET,
        /** The budget's day or month has another currency, and the two can't be added up. */
        BUDGET_CURRENCY
    }

    /** The period of a budget. */
    public enum Period {
        DAY,
        MONTH
    }

    /** An amount for each calendar day or month. */
    public record Budget(BigDecimal amount, Period period) {

        private static final Pattern FORM = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,4})?)\\s*/\\s*(day|month)");

        /** Reads a budget as in {@code 500/day} or {@code 8000/month}; empty if it is none. */
        public static Optional<Budget> parse(String text) {
            Matcher matcher = FORM.matcher(text.strip());
            return matcher.matches()
                    ? Optional.of(new Budget(
                            new BigDecimal(matcher.group(1)),
                            Period.valueOf(matcher.group(2).toUpperCase(Locale.ROOT))))
                    : Optional.empty();
        }

        /** Returns it as {@link #parse} reads it. */
        public String text() {
            return amount.toPlainString() + "/" + period.name().toLowerCase(Locale.ROOT);
        }

        Instant periodStart(Instant now, ZoneId zone) {
            return firstDay(now, zone).atStartOfDay(zone).toInstant();
        }

        /** Returns the start of the next period. */
        Instant periodEnd(Instant now, ZoneId zone) {
            LocalDate start = firstDay(now, zone);
            return (period == Period.DAY ? start.plusDays(1) : start.plusMonths(1))
                    .atStartOfDay(zone)
                    .toInstant();
        }

        /** Returns the first start of a period at or after this moment. */
        Instant nextStart(Instant from, ZoneId zone) {
            return periodStart(from, zone).equals(from) ? from : periodEnd(from, zone);
        }

        private LocalDate firstDay(Instant now, ZoneId zone) {
            LocalDate today = LocalDate.ofInstant(now, zone);
            return period == Period.DAY ? today : today.withDayOfMonth(1);
        }
    }
}
