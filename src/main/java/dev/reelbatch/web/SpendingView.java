package dev.reelbatch.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.SpendingLedger.By;
import dev.reelbatch.ledger.SpendingLedger.Entry;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was spent in a period, by currency.
 *
 * @param inDoubt may have been charged: no answer came, or none yet
 */
record SpendingView(
        String by,
        LocalDate from,
        LocalDate to,
        String timeZone,
        Map<String, BigDecimal> charged,
        Map<String, BigDecimal> inDoubt,
        List<EntryView> entries) {

    /**
     * The amounts of one day, job or person.
     *
     * @param user empty for what was started at a shell or by a job file
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record EntryView(
            @Nullable String day,
            @Nullable String job,
            @Nullable String user,
            Map<String, BigDecimal> charged,
            Map<String, BigDecimal> inDoubt) {

        static EntryView of(By by, Entry entry) {
            return new EntryView(
                    by == By.DAY ? entry.key() : null,
                    by == By.JOB ? entry.key() : null,
                    by == By.USER ? entry.key() : null,
                    entry.charged().byCurrency(),
                    entry.inDoubt().byCurrency());
        }
    }

    static SpendingView of(By by, LocalDate from, LocalDate to, ZoneId zone, List<Entry> entries) {
        return new SpendingView(
                by.name().toLowerCase(Locale.ROOT),
                from,
                to,
                zone.getId(),
                sum(entries, Entry::charged),
                sum(entries, Entry::inDoubt),
                entries.stream().map(entry -> EntryView.of(by, entry)).toList());
    }

    private static Map<String, BigDecimal> sum(List<Entry> entries, Function<Entry, Cost> part) {
        Map<String, BigDecimal> sum = new TreeMap<>();
        entries.forEach(entry -> part.apply(entry)
                .byCurrency()
                .forEach((currency, amount) -> sum.merge(currency, amount, BigDecimal::add)));
        return sum;
    }
}
