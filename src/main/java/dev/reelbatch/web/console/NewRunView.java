package dev.reelbatch.web.console;

import dev.reelbatch.home.PreparedRuns.Prepared;
import dev.reelbatch.load.RowError;
import dev.reelbatch.load.SheetEdits;
import dev.reelbatch.serve.PreparedCheck;
import dev.reelbatch.sheet.UnclearSheetException;
import dev.reelbatch.text.Durations;
import dev.reelbatch.text.Text;
import dev.reelbatch.web.HttpText;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A sheet that is checked, with what to do about it and what its run costs.
 *
 * @param refusal why the last change or start was refused; empty if it was not
 * @param problem why the sheet can't be checked; empty if it can
 * @param question to be answered first; null if there is none
 * @param started the address of the run that it became; empty until then
 * @param button what starts the run; empty as long as it can't be started
 */
record NewRunView(
        String title,
        String id,
        int edits,
        String name,
        DraftNote note,
        String refusal,
        String problem,
        @Nullable Question question,
        @Nullable SheetGrid grid,
        SheetPlace place,
        Pager pager,
        int toFix,
        Sums sums,
        Map<String, String> options,
        boolean skipsInvalid,
        List<String> notes,
        List<String> previews,
        @Nullable OtherIds otherIds,
        String started,
        String button,
        boolean asksForApproval)
        implements PageView {

    /** Most rows of a page. */
    static final int ROWS = 40;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * The sheet of the page.
     *
     * @param rows null if it can't be read
     * @param typed what was typed and is not taken over
     */
    record Sheet(
            Prepared prepared,
            PreparedCheck checked,
            SheetEdits.@Nullable Page rows,
            SheetGrid.Typed typed,
            DraftNote note) {

        @Nullable SheetGrid grid(List<RowError> errors) {
            return rows == null || checked.question() != null
                    ? null
                    : SheetGrid.of(rows, errors, checked.rows(), typed);
        }
    }

    /** A question about how the sheet is to be read. */
    record Question(String text, List<Answer> answers) {}

    /** An answer, with texts of the sheet read that way. */
    record Answer(int number, String name, List<String> examples) {}

    /** Videos that exist under other ids. */
    record OtherIds(int videos, String cost) {}

    /** The summary. */
    record Sums(String price, int rows, int existing, int videos, String time, String budgetLeft) {}

    boolean hasNotes() {
        return !notes.isEmpty();
    }

    boolean hasPreviews() {
        return !previews.isEmpty();
    }

    boolean isFine() {
        return problem.isEmpty() && question == null && toFix == 0;
    }

    boolean hasMistakes() {
        return toFix > 0;
    }

    static List<RowError> errors(PreparedCheck checked) {
        if (checked.findings() == null) {
            return List.of();
        }
        List<RowError> errors = new ArrayList<>();
        checked.findings().path("errors").forEach(error -> errors.add(JSON.treeToValue(error, RowError.class)));
        return errors;
    }

    static Set<Integer> wrongRows(PreparedCheck checked) {
        Set<Integer> rows = new HashSet<>();
        errors(checked).forEach(error -> rows.add(error.row()));
        return rows;
    }

    /** @param approveAbove a dearer run needs the approval of somebody else; null if it does not */
    static NewRunView of(Sheet sheet, SheetPlace place, @Nullable String refusal, @Nullable BigDecimal approveAbove) {
        Prepared prepared = sheet.prepared();
        PreparedCheck checked = sheet.checked();
        PriceView price = PriceView.of(checked);
        JsonNode findings = checked.findings() == null ? JSON.createObjectNode() : checked.findings();
        int wrong = findings.path("invalid_rows").asInt(0);
        boolean skips = prepared.fields().containsKey(RunFields.SKIP_INVALID);
        boolean asks = approveAbove != null
                && price.cost().byCurrency().values().stream().anyMatch(amount -> amount.compareTo(approveAbove) > 0);
        OtherIds otherIds = prepared.fields().containsKey(RunFields.OTHER_ID) ? null : otherIds(findings);
        boolean mayStart = checked.findings() != null
                && (wrong == 0 || skips && findings.path("valid_rows").asInt(0) > 0)
                && otherIds == null;
        return new NewRunView(
                Text.of("New run"),
                prepared.id(),
                prepared.edits(),
                prepared.name(),
                sheet.note(),
                refusal == null ? "" : HttpText.of(refusal),
                checked.problem() == null ? "" : HttpText.of(checked.problem()),
                checked.question() == null ? null : question(checked.question()),
                sheet.grid(errors(checked)),
                place,
                place.pager(sheet.rows() == null ? 0 : sheet.rows().rows(), prepared.id()),
                wrong,
                sums(findings, price),
                options(prepared, sheet.typed().texts()),
                skips,
                texts(findings.path("warnings")),
                texts(findings.path("template").path("first_prompts").findValues("prompt")),
                otherIds,
                prepared.run() == null ? "" : Addresses.ofRun(prepared.run()),
                !mayStart ? "" : button(price, findings, asks),
                asks);
    }

    private static String button(PriceView price, JsonNode findings, boolean asks) {
        if (asks) {
            return Text.of("Ask for approval of %s", price.text());
        }
        return findings.path("to_submit").asInt(0) == 0
                ? Text.of("Start, nothing to pay")
                : Text.of("Start for %s", price.text());
    }

    private static Question question(UnclearSheetException unclear) {
        return new Question(
                HttpText.of(unclear.question()),
                IntStream.range(0, unclear.answers().size())
                        .mapToObj(number -> {
                            UnclearSheetException.Answer answer =
                                    unclear.answers().get(number);
                            return new Answer(number, answer.name(), answer.examples());
                        })
                        .toList());
    }

    private static @Nullable OtherIds otherIds(JsonNode findings) {
        JsonNode found = findings.path("under_other_ids");
        int videos = found.path("videos").asInt(0);
        return videos == 0 ? null : new OtherIds(videos, Amounts.text(PriceView.cost(found.path("cost"))));
    }

    private static Sums sums(JsonNode findings, PriceView price) {
        int seconds = findings.path("expected_seconds").asInt(0);
        return new Sums(
                price.text(),
                findings.path("rows").asInt(0),
                made(findings.path("existing")),
                findings.path("to_submit").asInt(0),
                seconds == 0 ? "" : Text.of("about %s", Durations.text(Duration.ofSeconds(seconds))),
                budgetLeft(findings.path("budget"), price));
    }

    /** Returns the number of videos that are paid for already. */
    private static int made(JsonNode existing) {
        return Stream.of("delivered", "generated", "submitted", "submitting")
                .mapToInt(state -> existing.path(state).asInt(0))
                .sum();
    }

    private static String budgetLeft(JsonNode budget, PriceView price) {
        if (!budget.path("amount").isNumber() || !budget.path("spent").isObject()) {
            return "";
        }
        BigDecimal left = budget.path("amount").decimalValue();
        for (JsonNode spent : budget.path("spent")) {
            left = left.min(budget.path("amount").decimalValue().subtract(spent.decimalValue()));
        }
        BigDecimal cost = price.limit() == null ? BigDecimal.ZERO : price.limit();
        return Amounts.text(left.subtract(cost).max(BigDecimal.ZERO));
    }

    private static Map<String, String> options(Prepared prepared, Map<String, String> typed) {
        Map<String, String> options = new HashMap<>();
        RunFields.TEXTS.forEach(name -> options.put(
                name,
                typed.getOrDefault(
                        name, prepared.fields().getOrDefault(name, List.of("")).get(0))));
        return options;
    }

    private static List<String> texts(Iterable<JsonNode> all) {
        List<String> texts = new ArrayList<>();
        all.forEach(text -> texts.add(HttpText.of(text.asString())));
        return texts;
    }
}
