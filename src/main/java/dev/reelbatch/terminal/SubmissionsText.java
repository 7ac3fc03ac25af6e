package dev.reelbatch.terminal;

import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.Outcome;
import dev.reelbatch.ledger.Submission;
import dev.reelbatch.ledger.SubmissionHistory;
import dev.reelbatch.text.Text;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes a job's submissions for people and for scripts. */
public final class SubmissionsText {

    private static final int[] WIDTHS = {4, 5, 27, 13, 5, 12}; // of the table's columns except the last

    private final PrintWriter out;
    private final boolean json;
    private final boolean rehearsal;

    /** @param rehearsal true for the home of rehearsals, where nothing was charged */
    public SubmissionsText(PrintWriter out, boolean json, boolean rehearsal) {
        this.out = out;
        this.json = json;
        this.rehearsal = rehearsal;
    }

    /** Writes them, one a line. */
    public void write(Stream<SubmissionHistory.Line> lines) {
        if (!json) {
            row(
                    Text.of("run"),
                    Text.of("row"),
                    Text.of("sent_at"),
                    Text.of("outcome"),
                    "http",
                    rehearsal ? Text.of("would cost") : Text.of("price"),
                    Text.of("task_id / error"));
        }
        lines.forEach(json ? this::json : this::row);
    }

    /** Replaces control characters in the API's text, which must not control the terminal. */
    static String visible(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private void row(SubmissionHistory.Line line) {
        Submission s = line.submission();
        row(
                String.valueOf(line.run()),
                or(line.row(), "-"),
                Timestamps.local(s.sentAt()),
                outcome(s.outcome()),
                or(s.httpStatus(), "-"),
                s.price() == null || !mayCost(s)
                        ? "-"
                        : Cost.text(s.price().amount(), s.price().currency()),
                (s.taskId() != null ? visible(s.taskId()) : or(s.errorCode(), "") + " " + or(s.errorMessage(), ""))
                        + (line.externalId() == null ? "" : " " + Text.of("(external id %s)", line.externalId())));
    }

    private void row(String... cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < WIDTHS.length; i++) {
            line.append(TextTable.padded(cells[i], WIDTHS[i])).append(' ');
        }
        out.println(line.append(cells[WIDTHS.length]));
    }

    /** Returns true if the submission was charged, or may have been; a refused one costs nothing. */
    private static boolean mayCost(Submission submission) {
        return submission.outcome() == null || submission.outcome().mayCost();
    }

    private static String outcome(@Nullable Outcome outcome) {
        if (outcome == null) {
            return Text.of("no response");
        }
        return switch (outcome) {
            case ACCEPTED -> Text.of("accepted");
            case NOT_ACCEPTED -> Text.of("not_accepted");
            case REFUSED -> Text.of("refused");
            case UNKNOWN -> Text.of("unknown");
            case CHARGED -> Text.of("charged");
            case NOT_CHARGED -> Text.of("not_charged");
        };
    }

    private static String or(@Nullable Object value, String otherwise) {
        return Objects.toString(value, otherwise);
    }

    private void json(SubmissionHistory.Line line) {
        out.println(JsonOutput.LINES.writeValueAsString(asMap(line)));
    }

    /** Returns the submission for programs, as described by {@code docs/schema/submission.json}. */
    public static Map<String, @Nullable Object> asMap(SubmissionHistory.Line line) {
        Submission s = line.submission();
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("id", s.id());
        map.put("run", line.run());
        map.put("row", line.row());
        map.put("clip", s.clipId());
        map.put("sent_at", s.sentAt().toString());
        map.put("answered_at", s.answeredAt() == null ? null : s.answeredAt().toString());
        map.put("outcome", s.outcome() == null ? null : s.outcome().name().toLowerCase(Locale.ROOT));
        map.put("http_status", s.httpStatus());
        map.put("price", s.price());
        map.put("may_cost", mayCost(s));
        map.put("task_id", s.taskId());
        map.put("request_id", s.requestId());
        map.put("external_id", line.externalId());
        map.put("error_code", s.errorCode());
        map.put("error_message", s.errorMessage());
        return map;
    }
}
