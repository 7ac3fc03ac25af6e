package dev.reelbatch.terminal;

import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.load.RowError;
import dev.reelbatch.load.SheetCheck;
import dev.reelbatch.text.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists the mistakes of a sheet for a person; the same mistake in many rows is one line. */
final class MistakeText {

    /** Number of rows named in a line; further rows are only counted. */
    private static final int ROWS_NAMED = 5;

    private MistakeText() {}

    /** Returns the lines in the order of each mistake's first row. */
    static List<String> lines(SheetCheck sheet) {
        Map<String, List<Integer>> rows = new LinkedHashMap<>();
        for (RowError error : sheet.errors()) {
            rows.computeIfAbsent(error.withoutRow(), any -> new ArrayList<>()).add(error.row());
        }
        List<String> lines = new ArrayList<>();
        rows.forEach((words, of) -> lines.add(line(words, of)));
        long more = sheet.errorCount() - sheet.errors().size();
        if (more > 0) {
            lines.add(Text.of("and %d more", more));
        }
        return lines;
    }

    private static String line(String words, List<Integer> rows) {
        if (rows.size() == 1) {
            return Text.of("row %d, %s", rows.get(0), words);
        }
        String named = RowRanges.only(rows.subList(0, Math.min(ROWS_NAMED, rows.size())))
                .text();
        return rows.size() <= ROWS_NAMED
                ? Text.of("%s (%s), %s", Text.counted(rows.size(), "row"), named, words)
                : Text.of("%s (%s,…), %s", Text.counted(rows.size(), "row"), named, words);
    }
}
