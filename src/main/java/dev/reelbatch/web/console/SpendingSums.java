package dev.reelbatch.web.console;

import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.SpendingLedger;
import dev.reelbatch.ledger.SpendingLedger.By;
import dev.reelbatch.ledger.SpendingLedger.Entry;
import dev.reelbatch.ledger.SpendingLimits.Budget;
import dev.reelbatch.plan.BudgetStatus;
import dev.reelbatch.session.Session;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was spent today and in this month, in the time zone of budgets.
 *
 * @param days amounts of the days of this month
 * @param budget of the home; null for none
 * @param spent what the budget counts in its period
 */
record SpendingSums(
        LocalDate today, List<Entry> days, @Nullable Budget budget, Cost spent) {

    static SpendingSums of(Session session) {
        SpendingLedger ledger = session.spending();
        ZoneId zone = ledger.zone();
        LocalDate today = session.time().now().atZone(zone).toLocalDate();
        List<Entry> days = ledger.entries(By.DAY, today.withDayOfMonth(1), today, zone);
        BudgetStatus status = session.runs().budget().orElse(null);
        return new SpendingSums(
                today,
                days,
                status == null ? null : status.budget(),
                status == null || status.spent() == null ? Cost.NONE : status.spent());
    }

    Cost chargedToday() {
        return sum(ofToday(), Entry::charged);
    }

    Cost inDoubtToday() {
        return sum(ofToday(), Entry::inDoubt);
    }

    private List<Entry> ofToday() {
        return days.stream().filter(day -> day.key().equals(today.toString())).toList();
    }

    static Cost sum(List<Entry> entries, Function<Entry, Cost> part) {
        Map<String, BigDecimal> sum = new TreeMap<>();
        entries.forEach(entry -> part.apply(entry)
                .byCurrency()
                .forEach((currency, amount) -> sum.merge(currency, amount, BigDecimal::add)));
        return new Cost(sum);
    }
}
