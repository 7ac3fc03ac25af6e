package dev.reelbatch.web.console;

import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.SpendingLedger.Entry;
import dev.reelbatch.text.Text;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What was spent in a period.
 *
 * @param inDoubt what may have been charged; empty for nothing
 * @param requests rows in doubt of all jobs, whatever the period
 * @param requestsOf as in {@code 50 of 900}; empty if all are shown
 */
record SpendingPageView(
        String title,
        List<Tab> tabs,
        String from,
        String to,
        String zone,
        String charged,
        String inDoubt,
        MoneyView money,
        ChartView chart,
        List<Row> days,
        List<Row> jobs,
        List<Row> people,
        List<InDoubtView> requests,
        String requestsOf,
        List<LimitView> limits)
        implements PageView {

    private static final int SHOWN = 20;

    /** A period to choose. */
    record Tab(String word, String from, String to, boolean isCurrent) {}

    /** The amounts of a day, job or person. */
    record Row(String name, String address, String charged, String inDoubt) {

        static Row of(Entry entry, Function<String, String> name, Function<String, String> address) {
            return new Row(
                    name.apply(entry.key()),
                    address.apply(entry.key()),
                    Amounts.text(entry.charged()),
                    entry.inDoubt().isEmpty() ? "" : Amounts.text(entry.inDoubt()));
        }
    }

    /** What was spent in the period. */
    record Sums(List<Entry> days, List<Entry> jobs, List<Entry> people) {}

    /** Rows in doubt: the first ones, and how many there are. */
    record InDoubt(List<InDoubtView> shown, int all) {}

    static SpendingPageView of(
            SpendingPageController.Period period,
            ZoneId zone,
            Sums spent,
            SpendingSums sums,
            InDoubt rows,
            List<LimitView> limits) {
        List<Entry> days = spent.days();
        Cost inDoubt = SpendingSums.sum(days, Entry::inDoubt);
        return new SpendingPageView(
                Text.of("Spending"),
                tabs(period),
                period.from().toString(),
                period.to().toString(),
                zone.getId(),
                Amounts.text(SpendingSums.sum(days, Entry::charged)),
                inDoubt.isEmpty() ? "" : Amounts.text(inDoubt),
                MoneyView.of(sums),
                ChartView.of(period.from(), period.to(), days, sums.budget()),
                days.stream()
                        .map(day -> Row.of(day, key -> ShownTimes.day(LocalDate.parse(key)), key -> ""))
                        .toList(),
                jobs(spent.jobs()),
                spent.people().stream()
                        .sorted(greatestFirst())
                        .map(entry ->
                                Row.of(entry, key -> key.isEmpty() ? Text.of("shell and job files") : key, key -> ""))
                        .toList(),
                rows.shown(),
                rows.all() == rows.shown().size()
                        ? ""
                        : Text.of("%d of %d", rows.shown().size(), rows.all()),
                limits);
    }

    boolean isEmpty() {
        return days.isEmpty();
    }

    boolean hasRequests() {
        return !requests.isEmpty();
    }

    boolean hasLimits() {
        return !limits.isEmpty();
    }

    private static List<Tab> tabs(SpendingPageController.Period period) {
        LocalDate today = period.today();
        LocalDate month = today.withDayOfMonth(1);
        return Stream.of(
                        tab(Text.of("Today"), today, today, period),
                        tab(Text.of("7 days"), today.minusDays(6), today, period),
                        tab(ShownTimes.month(today), month, today, period),
                        tab(ShownTimes.month(month.minusMonths(1)), month.minusMonths(1), month.minusDays(1), period))
                .toList();
    }

    private static Tab tab(String word, LocalDate from, LocalDate to, SpendingPageController.Period period) {
        return new Tab(word, from.toString(), to.toString(), from.equals(period.from()) && to.equals(period.to()));
    }

    private static List<Row> jobs(List<Entry> all) {
        List<Entry> sorted = all.stream().sorted(greatestFirst()).toList();
        List<Row> rows = new ArrayList<>(sorted.stream()
                .limit(SHOWN)
                .map(entry -> Row.of(entry, key -> key, Addresses::ofJob))
                .toList());
        if (sorted.size() > SHOWN) {
            List<Entry> others = sorted.subList(SHOWN, sorted.size());
            Entry sum = new Entry(
                    Text.of("%d others", others.size()),
                    SpendingSums.sum(others, Entry::charged),
                    SpendingSums.sum(others, Entry::inDoubt));
            rows.add(Row.of(sum, key -> key, key -> ""));
        }
        return rows;
    }

    private static Comparator<Entry> greatestFirst() {
        return Comparator.comparing((Entry entry) -> ChartView.most(entry.charged()) + ChartView.most(entry.inDoubt()))
                .reversed();
    }
}
