package dev.reelbatch.ledger;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The time zone in which the days and months of budgets begin. The home keeps it, so that a process in another zone
 * does not start another day. For the same reason a change applies only after the current day or month has ended.
 */
final class BudgetZones {

    private static final String ALL = "select zone, asked_at from budget_zone order by number";
    private static final String NEW = """
            insert into budget_zone (number, zone, asked_at)
            values ((select coalesce(max(number), 0) + 1 from budget_zone), ?, ?)
            """;

    private final JdbcClient jdbc;
    private final ZoneId standard;
    private @Nullable List<Wish> known;

    private record Wish(ZoneId zone, Instant askedAt) {}

    /** @param standard the zone of a home that has none yet */
    BudgetZones(JdbcClient jdbc, ZoneId standard) {
        this.jdbc = jdbc;
        this.standard = standard;
    }

    /** Records the first zone of the home, or the wish for another one from now on. Null keeps the current zone. */
    void want(@Nullable ZoneId wanted, Instant now) {
        List<String> zones =
                jdbc.sql(ALL).query((rs, n) -> rs.getString("zone")).list();
        String zone = (wanted == null ? standard : wanted).getId();
        boolean isNews = wanted == null
                ? zones.isEmpty()
                : zones.isEmpty() || !zones.get(zones.size() - 1).equals(zone);
        if (isNews) {
            jdbc.sql(NEW).params(zone, Columns.at(now)).update();
            known = null;
        }
    }

    /**
     * Returns the start of the budget's day or month at this moment. A period in which another zone was requested lasts
     * until the next one begins in that zone.
     */
    Instant periodStart(Instant now, SpendingLimits.Budget budget) {
        return period(now, budget, known()).start();
    }

    private record Current(ZoneId zone, Instant start) {}

    /** Computes the current period. A request that is followed by another one before it applies is void. */
    private Current period(Instant now, SpendingLimits.Budget budget, List<Wish> wishes) {
        if (wishes.size() < 2) {
            ZoneId first = wishes.isEmpty() ? standard : wishes.get(0).zone();
            return new Current(first, budget.periodStart(now, first));
        }
        List<Wish> before = wishes.subList(0, wishes.size() - 1);
        Wish last = wishes.get(before.size());
        if (now.isBefore(last.askedAt())) {
            return period(now, budget, before);
        }
        Current then = period(last.askedAt(), budget, before);
        Instant end = budget.nextStart(budget.periodEnd(last.askedAt(), then.zone()), last.zone());
        return now.isBefore(end) ? then : new Current(last.zone(), budget.periodStart(now, last.zone()));
    }

    private List<Wish> known() {
        if (known == null) {
            known = jdbc.sql(ALL)
                    .query((rs, n) ->
                            new Wish(ZoneId.of(rs.getString("zone")), Columns.requiredInstant(rs, "asked_at")))
                    .list();
        }
        return known;
    }
}
