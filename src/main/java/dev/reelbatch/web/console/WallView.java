package dev.reelbatch.web.console;

import dev.reelbatch.ledger.RunPages.Marks;
import dev.reelbatch.text.Text;
import dev.reelbatch.web.console.RowsQuery.Shown;
import dev.reelbatch.web.console.RowsQuery.View;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a run: a wall of videos, or a list.
 *
 * @param count how many are shown of how many
 * @param text what was searched for; empty for nothing
 * @param view what the address says of the view; empty for nothing
 * @param range as in {@code 49 to 96 of 412}
 * @param previous empty on the first page
 * @param next empty on the last page
 */
record WallView(
        String count,
        String text,
        List<Option> states,
        List<Option> marks,
        String view,
        boolean isWall,
        String wallAddress,
        String listAddress,
        String address,
        List<CardView> rows,
        String range,
        String previous,
        String next) {

    /** A state or a mark that can be chosen. */
    record Option(String value, String word, boolean chosen) {}

    boolean hasRows() {
        return !rows.isEmpty();
    }

    boolean hasPages() {
        return !previous.isEmpty() || !next.isEmpty();
    }

    /** @param id of the requested run */
    static WallView of(RowsData data, String id, ShownTimes times) {
        RowsQuery query = data.query();
        String run = Addresses.ofRun(id);
        int first = query.page() * RowsQuery.ROWS_A_PAGE;
        int last = first + data.rows().size();
        return new WallView(
                query.isAll()
                        ? Text.counted(data.all(), "row")
                        : Text.of("%s of %s", grouped(data.matching()), Text.counted(data.all(), "row")),
                query.text(),
                Arrays.stream(Shown.values())
                        .map(one -> new Option(one.value(), one.word(), one == query.shown()))
                        .toList(),
                Arrays.stream(Marks.values())
                        .map(one -> new Option(RowsQuery.value(one), RowsQuery.word(one), one == query.marks()))
                        .toList(),
                viewOf(query.view()),
                query.view(data.all()) == View.WALL,
                query.as(View.WALL).address(run),
                query.as(View.LIST).address(run),
                run,
                data.rows().stream()
                        .map(row -> CardView.of(row, data, run, id, times))
                        .toList(),
                Text.of("%s to %s of %s", grouped(Math.min(first + 1, last)), grouped(last), grouped(data.matching())),
                query.page() == 0 ? "" : query.at(query.page() - 1).address(run) + "#rows",
                last >= data.matching() || data.rows().isEmpty()
                        ? ""
                        : query.at(query.page() + 1).address(run) + "#rows");
    }

    private static String viewOf(@Nullable View view) {
        return view == null ? "" : view.name().toLowerCase(Locale.ROOT);
    }

    private static String grouped(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
