package dev.reelbatch.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Spending limits, checked atomically with writing each submission.
 *
 * @param maxCost limit for this run in all its tries, including submissions in doubt; null for no limit
 * @param budget limit for all runs of the home; null for no limit
 */
public record SpendingLimits(
        @Nullable BigDecimal maxCost, @Nullable Budget budget) {

    public static final SpendingLimits NONE = new SpendingLimits(null, null);

    /** The limit that the next submission would exceed. */
    public enum Reached {
        MAX_COST,
        BUDGET,
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
