package dev.reelbatch.web.console;

import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.SpendingLedger.Entry;
import dev.reelbatch.ledger.SpendingLimits.Budget;
import dev.reelbatch.ledger.User;
import dev.reelbatch.text.Text;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was spent in a period.
 *
 * @param inDoubt what may have been charged; empty for nothing
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
        List<Limit> limits)
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

    /**
     * A limit.
     *
     * @param left of it; empty if that is not known here
     */
    record Limit(String of, String amount, String period, String left) {}

    static SpendingPageView of(
            SpendingPageController.Period period,
            ZoneId zone,
            List<Entry> days,
            List<Entry> jobs,
            List<Entry> people,
            List<User> users,
            @Nullable BigDecimal approveAbove,
            SpendingSums sums) {
        Cost inDoubt = SpendingSums.sum(days, Entry::inDoubt);
        MoneyView money = MoneyView.of(sums);
        return new SpendingPageView(
                Text.of("Spending"),
                tabs(period),
                period.from().toString(),
                period.to().toString(),
                zone.getId(),
                Amounts.text(SpendingSums.sum(days, Entry::charged)),
                inDoubt.isEmpty() ? "" : Amounts.text(inDoubt),
                money,
                ChartView.of(period.from(), period.to(), days, sums.budget()),
                days.stream()
                        .map(day -> Row.of(day, key -> ShownTimes.day(LocalDate.parse(key)), key -> ""))
                        .toList(),
                jobs(jobs),
                people.stream()
                        .sorted(greatestFirst())
                        .map(entry ->
                                Row.of(entry, key -> key.isEmpty() ? Text.of("shell and job files") : key, key -> ""))
                        .toList(),
                limits(sums.budget(), money, users, approveAbove));
    }

    boolean isEmpty() {
        return days.isEmpty();
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

    private static List<Limit> limits(
            @Nullable Budget home, MoneyView money, List<User> users, @Nullable BigDecimal approveAbove) {
        List<Limit> limits = new ArrayList<>();
        if (home != null) {
            limits.add(new Limit(Text.of("All runs of the server"), amount(home), period(home), money.left()));
        }
        users.stream()
                .filter(user -> user.budget() != null)
                .map(user -> {
                    Budget budget = Objects.requireNonNull(user.budget());
                    return new Limit(user.name(), amount(budget), period(budget), "");
                })
                .forEach(limits::add);
        if (approveAbove != null) {
            limits.add(
                    new Limit(Text.of("A run above this"), Amounts.text(approveAbove), Text.of("needs approval"), ""));
        }
        return limits;
    }

    private static String amount(Budget budget) {
        return Amounts.text(budget.amount());
    }

    private static String period(Budget budget) {
        return switch (budget.period()) {
            case DAY -> Text.of("a day");
            case MONTH -> Text.of("a month");
        };
    }
}
