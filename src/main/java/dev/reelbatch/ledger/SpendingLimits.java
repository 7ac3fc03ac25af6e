package dev.reelbatch.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What may be spent at most, checked atomically with writing each submission.
 *
 * @param maxCost of this run in all its tries, submissions in doubt included; null for no limit
 * @param budget of all runs of the home; null for no limit
 */
public record SpendingLimits(
        @Nullable BigDecimal maxCost, @Nullable Budget budget) {

    public static final SpendingLimits NONE = new SpendingLimits(null, null);

    /** Which limit the next submission would exceed. */
    public enum Reached {
        MAX_COST,
        BUDGET
    }

    /** The span of time a budget is for. */
    public enum Period {
        DAY,
        MONTH
    }

    /** An amount for each calendar day or month. */
    public record Budget(BigDecimal amount, Period period) {

        LocalDate periodStart(LocalDate today) {
            return period == Period.DAY ? today : today.withDayOfMonth(1);
        }

        /** The first day of the next one: what a clock that was ahead has spent is spent then. */
        LocalDate nextPeriodStart(LocalDate today) {
            LocalDate start = periodStart(today);
            return period == Period.DAY ? start.plusDays(1) : start.plusMonths(1);
        }
    }
}
