package dev.reelbatch.web.console;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.JobRows.Found;
import dev.reelbatch.ledger.Mark.Kind;
import dev.reelbatch.ledger.RowVersions.Row;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.RunPages;
import dev.reelbatch.ledger.RunPages.Filter;
import dev.reelbatch.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.util.MultiValueMap;

/**
 * Which rows of a job are shown with their versions, as its page's address says it.
 *
 * @param text what is searched for; empty for nothing
 * @param page from 0
 * @param row the only one that is shown; 0 for all
 */
record JobQuery(String text, Show show, int page, int row) {

    static final int ROWS_A_PAGE = 12;

    private static final int DEEPEST = 100_000; // pages
    private static final int LONGEST_TEXT = 200; // characters

    /** The rows that are shown. */
    enum Show {
        /** Those with several versions, or all if there are none. */
        FIRST,
        SEVERAL,
        UNDECIDED,
        KEEP,
        REDO,
        ALL;

        String word() {
            return switch (this) {
                case FIRST, SEVERAL -> Text.of("Several versions");
                case UNDECIDED -> Text.of("Not decided");
                case KEEP -> Text.of("Keep");
                case REDO -> Text.of("Redo");
                case ALL -> Text.of("All rows");
            };
        }

        String value() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Reads it from an address; what makes no sense there is left out. */
    static JobQuery of(MultiValueMap<String, String> fields) {
        String text = value(fields, "q");
        Show show = Show.FIRST;
        for (Show one : Show.values()) {
            show = one.value().equals(value(fields, "show")) ? one : show;
        }
        String page = value(fields, "page");
        String row = value(fields, "row");
        return new JobQuery(
                text.substring(0, Math.min(text.length(), LONGEST_TEXT)),
                show,
                page.matches("\\d{1,6}") ? Math.min(Integer.parseInt(page), DEEPEST) : 0,
                row.matches("\\d{1,8}") ? Integer.parseInt(row) : 0);
    }

    private static String value(MultiValueMap<String, String> fields, String name) {
        String value = fields.getFirst(name);
        return value == null ? "" : value.strip();
    }

    /** Returns the rows that it chooses by what is known of all runs. */
    List<Row> chosen(RunPages pages, Run run, Found found) {
        if (row > 0) {
            return found.rows().stream().filter(one -> one.row() == row).toList();
        }
        Filter filter = new Filter(text, show == Show.UNDECIDED ? Set.of(ClipState.DELIVERED) : Set.of(), false);
        List<Row> rows = text.isEmpty() && filter.states().isEmpty() ? found.rows() : pages.places(run, filter);
        return rows.stream().filter(one -> isShown(one, found)).toList();
    }

    private boolean isShown(Row one, Found found) {
        return switch (show) {
            case FIRST, SEVERAL -> found.several().contains(one);
            case UNDECIDED -> !found.marks().containsKey(one);
            case KEEP -> found.has(one, Kind.KEEP);
            case REDO -> found.has(one, Kind.REDO);
            case ALL -> true;
        };
    }

    JobQuery as(Show other) {
        return new JobQuery(text, other, 0, 0);
    }

    JobQuery at(int other) {
        return new JobQuery(text, show, other, row);
    }

    /** Returns the fields of an address, without the question mark; empty if there are none. */
    String fields() {
        List<String> fields = new ArrayList<>();
        if (!text.isEmpty()) {
            fields.add("q=" + Addresses.escaped(text));
        }
        if (show != Show.FIRST) {
            fields.add("show=" + show.value());
        }
        if (page > 0) {
            fields.add("page=" + page);
        }
        if (row > 0) {
            fields.add("row=" + row);
        }
        return String.join("&", fields);
    }

    /** Returns the address of a job's page that shows this. */
    String address(String job) {
        String fields = fields();
        return Addresses.ofJob(job) + (fields.isEmpty() ? "" : "?" + fields);
    }
}
