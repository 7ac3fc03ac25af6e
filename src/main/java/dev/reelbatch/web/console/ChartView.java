package dev.reelbatch.web.console;

import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.SpendingLedger.Entry;
import dev.reelbatch.ledger.SpendingLimits.Budget;
import dev.reelbatch.ledger.SpendingLimits.Period;
import dev.reelbatch.text.Text;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A column for each day: what was charged, and on it, hatched, what is in doubt. All lengths are in percent.
 *
 * @param label for those who don't see it
 * @param limit where the daily budget is; empty if there is none, or it is above the chart
 */
record ChartView(String label, List<Column> columns, List<Tick> amounts, List<Tick> days, String limit) {

    private static final int LINES = 4;
    private static final int MOST_DAYS_NAMED = 7;
    private static final double COLUMN = 0.6; // of the width of a day
    private static final double WIDEST = 0.08; // of the chart
    private static final double FAR_ABOVE = 3; // a budget this many times above all columns would flatten them

    /** A day. */
    record Column(String title, String x, String width, String y, String height, String doubtY, String doubtHeight) {}

    /** A word beside an axis. */
    record Tick(String word, String at) {}

    static ChartView of(LocalDate from, LocalDate to, List<Entry> entries, @Nullable Budget budget) {
        int days = (int) ChronoUnit.DAYS.between(from, to) + 1;
        Map<String, Entry> byDay = entries.stream().collect(Collectors.toMap(Entry::key, Function.identity()));
        double highest = entries.stream()
                .mapToDouble(day -> most(day.charged()) + most(day.inDoubt()))
                .max()
                .orElse(0);
        double daily = budget != null && budget.period() == Period.DAY
                ? budget.amount().doubleValue()
                : 0;
        boolean hasLimit = daily > 0 && (highest == 0 || daily <= highest * FAR_ABOVE);
        double top = top(Math.max(highest, hasLimit ? daily : 0));
        List<Column> columns = new ArrayList<>();
        List<Tick> named = new ArrayList<>();
        int every = (days + MOST_DAYS_NAMED - 1) / MOST_DAYS_NAMED;
        for (int i = 0; i < days; i++) {
            LocalDate day = from.plusDays(i);
            Entry entry = byDay.get(day.toString());
            if (entry != null) {
                columns.add(column(day, entry, i, days, top));
            }
            if (i % every == 0) {
                named.add(new Tick(ShownTimes.day(day), BarView.percent(i + 0.5, days)));
            }
        }
        List<Tick> amounts = new ArrayList<>();
        for (int i = 0; i <= LINES; i++) {
            amounts.add(new Tick(word(top * (LINES - i) / LINES), BarView.percent(i, LINES)));
        }
        return new ChartView(
                Text.of(
                        "Charged by day from %s to %s, at most %s",
                        ShownTimes.day(from), ShownTimes.day(to), word(highest)),
                columns,
                amounts,
                named,
                hasLimit ? BarView.percent(top - daily, top) : "");
    }

    private static Column column(LocalDate day, Entry entry, int number, int days, double top) {
        double width = Math.min(COLUMN, WIDEST * days);
        double charged = most(entry.charged());
        double doubt = most(entry.inDoubt());
        String title = ShownTimes.day(day) + ": " + Amounts.text(entry.charged());
        return new Column(
                entry.inDoubt().isEmpty() ? title : Text.of("%s, %s in doubt", title, Amounts.text(entry.inDoubt())),
                BarView.percent(number + (1 - width) / 2, days),
                BarView.percent(width, days),
                BarView.percent(top - charged, top),
                BarView.percent(charged, top),
                BarView.percent(top - charged - doubt, top),
                BarView.percent(doubt, top));
    }

    private static String word(double amount) {
        return Amounts.text(BigDecimal.valueOf(amount)).replaceFirst("\\.00$", "");
    }

    /** Returns 1, 2, 4 or 8 times a power of ten, not below. */
    private static double top(double highest) {
        double top = 1;
        while (top < highest) {
            top *= 10;
        }
        for (double part : new double[] {0.2, 0.4, 0.8}) {
            if (top * part >= highest) {
                return top * part;
            }
        }
        return top;
    }

    /** Returns the greatest amount of any currency; nearly every home has one. */
    static double most(Cost cost) {
        return cost.byCurrency().values().stream()
                .mapToDouble(BigDecimal::doubleValue)
                .max()
                .orElse(0);
    }
}
