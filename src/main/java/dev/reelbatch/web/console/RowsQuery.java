package dev.reelbatch.web.console;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.RunPages.Filter;
import dev.reelbatch.ledger.RunPages.Marks;
import dev.reelbatch.text.Text;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * Which rows of a run are shown, and how, as its page's address says it.
 *
 * @param text what is searched for; empty for nothing
 * @param marks which marks of the team they have
 * @param page from 0
 * @param view null for what suits the number of rows
 * @param row the row that is opened; 0 for none
 */
record RowsQuery(
        String text,
        Shown shown,
        Marks marks,
        int page,
        @Nullable View view,
        int row) {

    static final int ROWS_A_PAGE = 48;

    private static final int LIST_ABOVE = 1000; // rows
    private static final int DEEPEST = 100_000; // pages
    private static final int LONGEST_TEXT = 200; // characters

    /** The rows that a state lets through. */
    enum Shown {
        ALL(Set.of()),
        DELIVERED(Set.of(ClipState.DELIVERED)),
        FAILED(EnumSet.of(ClipState.FAILED, ClipState.TIMED_OUT, ClipState.UNDELIVERED)),
        IN_DOUBT(Set.of(ClipState.IN_DOUBT)),
        OPEN(EnumSet.of(ClipState.QUEUED, ClipState.SUBMITTING, ClipState.SUBMITTED, ClipState.GENERATED)),
        CANCELLED(Set.of(ClipState.CANCELLED));

        private final Set<ClipState> states;

        Shown(Set<ClipState> states) {
            this.states = states;
        }

        String word() {
            return switch (this) {
                case ALL -> Text.of("Every state");
                case DELIVERED -> Text.of("delivered");
                case FAILED -> Text.of("without a video");
                case IN_DOUBT -> Text.of("in doubt");
                case OPEN -> Text.of("not ended yet");
                case CANCELLED -> Text.of("cancelled");
            };
        }

        String value() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static String value(Marks marks) {
        return marks.name().toLowerCase(Locale.ROOT);
    }

    static String word(Marks marks) {
        return switch (marks) {
            case ANY -> Text.of("Every mark");
            case KEEP -> Text.of("kept");
            case REDO -> Text.of("to redo");
            case NONE -> Text.of("without a mark");
        };
    }

    /** How rows are shown. */
    enum View {
        WALL,
        LIST
    }

    /** Reads it from an address; what makes no sense there is left out. */
    static RowsQuery of(MultiValueMap<String, String> fields) {
        String text = value(fields, "q");
        return new RowsQuery(
                text.substring(0, Math.min(text.length(), LONGEST_TEXT)),
                Objects.requireNonNullElse(constant(Shown.values(), value(fields, "state")), Shown.ALL),
                Objects.requireNonNullElse(constant(Marks.values(), value(fields, "mark")), Marks.ANY),
                Math.min(number(value(fields, "page")), DEEPEST),
                constant(View.values(), value(fields, "view")),
                number(value(fields, "row")));
    }

    private static String value(MultiValueMap<String, String> fields, String name) {
        String value = fields.getFirst(name);
        return value == null ? "" : value.strip();
    }

    private static <E extends Enum<E>> @Nullable E constant(E[] all, String name) {
        for (E one : all) {
            if (one.name().equalsIgnoreCase(name)) {
                return one;
            }
        }
        return null;
    }

    private static int number(String text) {
        try {
            return Math.max(0, Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    boolean isAll() {
        return text.isEmpty() && shown == Shown.ALL && marks == Marks.ANY;
    }

    Filter filter() {
        return new Filter(text, shown.states, shown == Shown.FAILED, marks);
    }

    /** Returns how a run with so many rows is shown. */
    View view(int rows) {
        return view != null ? view : rows > LIST_ABOVE ? View.LIST : View.WALL;
    }

    RowsQuery at(int otherPage) {
        return new RowsQuery(text, shown, marks, otherPage, view, 0);
    }

    RowsQuery as(View otherView) {
        return new RowsQuery(text, shown, marks, page, otherView, 0);
    }

    RowsQuery opened(int one) {
        return new RowsQuery(text, shown, marks, page, view, one);
    }

    /** Returns the fields of an address, without the question mark; empty if there are none. */
    String fields() {
        List<String> fields = new ArrayList<>();
        if (!text.isEmpty()) {
            fields.add("q=" + Addresses.escaped(text));
        }
        if (shown != Shown.ALL) {
            fields.add("state=" + shown.value());
        }
        if (marks != Marks.ANY) {
            fields.add("mark=" + value(marks));
        }
        if (page > 0) {
            fields.add("page=" + page);
        }
        if (view != null) {
            fields.add("view=" + view.name().toLowerCase(Locale.ROOT));
        }
        if (row > 0) {
            fields.add("row=" + row);
        }
        return String.join("&", fields);
    }

    /** Returns the address of a run's page that shows this. */
    String address(String run) {
        String fields = fields();
        return fields.isEmpty() ? run : run + "?" + fields;
    }
}
