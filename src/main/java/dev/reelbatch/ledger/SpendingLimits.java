package dev.reelbatch.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
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
        BUDGET,
        /** The budget's day or month has another currency, and there is no adding up the two. */
        BUDGET_CURRENCY
    }

    /** The span of time a budget is for. */
    public enum Period {
        DAY,
        MONTH
    }

    /** An amount for each calendar day or month. */
    public record Budget(BigDecimal amount, Period period) {

        Instant periodStart(Instant now, ZoneId zone) {
            return firstDay(now, zone).atStartOfDay(zone).toInstant();
        }

        /** When the next one begins. */
        Instant periodEnd(Instant now, ZoneId zone) {
            LocalDate start = firstDay(now, zone);
            return (period == Period.DAY ? start.plusDays(1) : start.plusMonths(1))
                    .atStartOfDay(zone)
                    .toInstant();
        }

        /** The first beginning of one from this moment on. */
        Instant nextStart(Instant from, ZoneId zone) {
            return periodStart(from, zone).equals(from) ? from : periodEnd(from, zone);
        }

        private LocalDate firstDay(Instant now, ZoneId zone) {
            LocalDate today = LocalDate.ofInstant(now, zone);
            return period == Period.DAY ? today : today.withDayOfMonth(1);
        }
    }
}
