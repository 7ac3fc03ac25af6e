package dev.reelbatch.terminal;

import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.Price;
import dev.reelbatch.ledger.RowInDoubt;
import dev.reelbatch.ledger.Submission;
import dev.reelbatch.text.Text;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Describes rows in doubt: for a person what is needed to find them in the account, for programs as JSON. */
public final class DoubtsText {

    private static final int PROMPT_LENGTH = 70;

    private DoubtsText() {}

    /** Prints a row, in several lines. */
    public static void print(RowInDoubt row, PrintWriter out) {
        Instant sent = row.sentAt();
        out.println("  "
                + Text.of(
                        "%s, sent %s, %s",
                        place(row), sent == null ? Text.of("unknown") : Timestamps.local(sent), price(row.price())));
        String prompt = start(row.prompt());
        if (!prompt.isEmpty()) {
            out.println("    \"" + prompt + '"');
        }
        out.println("    " + request(row));
        Submission latest = row.latest();
        if (latest != null) {
            out.println("    " + SubmissionsText.visible(answer(latest)));
            earlier(row)
                    .forEach(one -> out.println(
                            "    " + Text.of("sent before and also in doubt: %s", Timestamps.local(one.sentAt()))));
        }
        if (row.externalId() != null) {
            out.println("    "
                    + Text.of("sent with the id %s: a run asks the API about it, free of charge", row.externalId()));
        }
        if (row.clip().taskId() != null) {
            out.println("    "
                    + Text.of(
                            "task %s: the next run asks the API about it, free of charge",
                            SubmissionsText.visible(row.clip().taskId())));
        }
    }

    private static String place(RowInDoubt row) {
        return row.variant() == 1
                ? Text.of("row %d", row.row())
                : Text.of("row %d variant %d", row.row(), row.variant());
    }

    private static String price(@Nullable Price price) {
        return price == null ? Text.of("price unknown") : Cost.text(price.amount(), price.currency());
    }

    private static String start(@Nullable String prompt) {
        String text = SubmissionsText.visible(
                Objects.requireNonNullElse(prompt, "").strip().replaceAll("\\s+", " "));
        int[] points = text.codePoints().toArray();
        return points.length <= PROMPT_LENGTH ? text : new String(points, 0, PROMPT_LENGTH) + "…";
    }

    private static String request(RowInDoubt row) {
        Integer seconds = row.clip().duration();
        return Stream.of(
                        row.clip().model(), row.clip().size(), seconds == null ? null : Text.counted(seconds, "second"))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(Text.of(", ")));
    }

    /** Describes the answer that left the doubt, and what the vendor's support may ask for. */
    private static String answer(Submission submission) {
        String answer = Stream.of(submission.httpStatus(), submission.errorCode(), submission.errorMessage())
                .filter(Objects::nonNull)
                .map(Object::toString)
                .collect(Collectors.joining(" "));
        return submission.requestId() == null ? answer : Text.of("%s, request %s", answer, submission.requestId());
    }

    private static List<Submission> earlier(RowInDoubt row) {
        return row.submissions().subList(0, Math.max(0, row.submissions().size() - 1));
    }

    /**
     * Returns the rows for programs, as described by {@code docs/schema/in-doubt.json}.
     *
     * @param resolvedAs {@code charged} or {@code not_charged} if they have just been resolved; null if they are in doubt
     */
    public static String json(String job, boolean rehearsal, List<RowInDoubt> rows, @Nullable String resolvedAs) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("job", job);
        json.put("rehearsal", rehearsal);
        json.put("resolved_as", resolvedAs);
        json.put("rows", rows.stream().map(DoubtsText::asMap).toList());
        return JsonOutput.LINES.writeValueAsString(json);
    }

    private static Map<String, @Nullable Object> asMap(RowInDoubt row) {
        Submission latest = row.latest();
        Instant sent = row.sentAt();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("row", row.row());
        json.put("variant", row.variant());
        json.put("id", row.rowId());
        json.put("prompt", row.prompt());
        json.put("model", row.clip().model());
        json.put("size", row.clip().size());
        json.put("duration", row.clip().duration());
        json.put("price", row.price());
        json.put("sent_at", sent == null ? null : sent.toString());
        json.put(
                "sent_before",
                earlier(row).stream().map(one -> one.sentAt().toString()).toList());
        json.put("submission", latest == null ? null : latest.id());
        json.put("task_id", row.clip().taskId());
        json.put("external_id", row.externalId());
        json.put("request_id", latest == null ? null : latest.requestId());
        json.put("http_status", latest == null ? null : latest.httpStatus());
        json.put("error_code", row.clip().errorCode());
        json.put("error_message", row.clip().errorMessage());
        json.put("accepted", row.clip().isAccepted());
        return json;
    }
}
