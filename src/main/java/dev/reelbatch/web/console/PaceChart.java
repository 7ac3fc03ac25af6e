package dev.reelbatch.web.console;

import dev.reelbatch.ledger.RecentPace.Minute;
import dev.reelbatch.text.Text;
import dev.reelbatch.web.console.ChartView.Tick;
import java.util.ArrayList;
import java.util.List;

/**
 * The submissions of the last hour, a column a minute; all lengths are in percent.
 *
 * @param label for those who don't see it
 * @param slowed true if the API refused some because there were too many
 * @param rows the same as a table, by ten minutes
 */
record PaceChart(
        String label, List<Column> columns, List<Tick> counts, List<Tick> times, boolean slowed, List<Row> rows) {

    private static final int LINES = 4;
    private static final int TIMES = 10; // minutes between two times
    private static final double COLUMN = 0.7; // of the width of a minute

    /** A minute; the part that was refused is on top. */
    record Column(
            String title, String x, String width, String y, String height, String refusedY, String refusedHeight) {}

    /** Ten minutes. */
    record Row(String time, int submissions, int refused) {}

    static PaceChart of(List<Minute> minutes, ShownTimes times) {
        int all = minutes.stream().mapToInt(Minute::submissions).sum();
        int refused = minutes.stream().mapToInt(Minute::tooMany).sum();
        int highest = minutes.stream().mapToInt(Minute::submissions).max().orElse(0);
        int top = LINES * step(highest);
        List<Column> columns = new ArrayList<>();
        List<Tick> named = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < minutes.size(); i++) {
            Minute minute = minutes.get(i);
            if (minute.submissions() > 0) {
                columns.add(column(minute, i, minutes.size(), top, times));
            }
            if (i % TIMES == 0) {
                List<Minute> ten = minutes.subList(i, Math.min(i + TIMES, minutes.size()));
                named.add(new Tick(times.text(minute.begin()), BarView.percent(i + 0.5, minutes.size())));
                rows.add(new Row(
                        times.text(minute.begin()),
                        ten.stream().mapToInt(Minute::submissions).sum(),
                        ten.stream().mapToInt(Minute::tooMany).sum()));
            }
        }
        List<Tick> counts = new ArrayList<>();
        for (int i = 0; i <= LINES; i++) {
            counts.add(new Tick(String.valueOf(top * (LINES - i) / LINES), BarView.percent(i, LINES)));
        }
        return new PaceChart(
                Text.of(
                        "%d submissions in the last hour, at most %d in a minute, %d refused with 429",
                        all, highest, refused),
                columns,
                counts,
                named,
                refused > 0,
                rows);
    }

    private static Column column(Minute minute, int number, int minutes, int top, ShownTimes times) {
        int taken = minute.submissions() - minute.tooMany();
        String title = times.text(minute.begin()) + ": " + minute.submissions();
        return new Column(
                minute.tooMany() == 0 ? title : Text.of("%s, %d refused with 429", title, minute.tooMany()),
                BarView.percent(number + (1 - COLUMN) / 2, minutes),
                BarView.percent(COLUMN, minutes),
                BarView.percent(top - taken, top),
                BarView.percent(taken, top),
                BarView.percent(top - minute.submissions(), top),
                BarView.percent(minute.tooMany(), top));
    }

    /** Returns 1, 2 or 5 times a power of ten, of which {@value #LINES} reach the highest. */
    private static int step(int highest) {
        int power = 1;
        while (true) {
            for (int part : new int[] {1, 2, 5}) {
                if (LINES * part * power >= highest) {
                    return part * power;
                }
            }
            power *= 10;
        }
    }
}
