package dev.reelbatch.web.console;

import dev.reelbatch.files.Sha256;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.RunPages.InvalidRow;
import dev.reelbatch.report.FailureTexts;
import dev.reelbatch.serve.RequestFields;
import dev.reelbatch.text.Text;
import dev.reelbatch.web.HttpText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Videos that are missing for the same reason, with what can be done.
 *
 * @param meta which rows, and what may have been charged
 * @param said what the API said; empty if that adds nothing
 * @param prompts where the prompts of the rows are changed; empty where that is no next step
 * @param actions empty where nothing can be done now
 */
record FailureView(
        StateView state, String title, String meta, String advice, String said, String prompts, List<Action> actions) {

    private static final int MOST = 20;
    private static final int LONGEST_ADDRESS = 3000; // characters, of which a browser's request can have 8 KB

    /**
     * A button.
     *
     * @param address where it is posted to
     * @param icon empty for none
     * @param forAdmins true if only an admin may
     */
    record Action(String label, String address, String icon, boolean forAdmins) {}

    boolean hasActions() {
        return !actions.isEmpty() || !prompts.isEmpty();
    }

    /** @param key differs whenever the page is loaded, so that a form that is sent twice is one request */
    static List<FailureView> all(RunData data, ShownTimes times, String key) {
        List<FailureView> views = new ArrayList<>(data.failures().stream()
                .limit(MOST)
                .map(failure -> of(failure, data, times, key))
                .toList());
        if (data.standing() != null && !data.invalid().isEmpty()) {
            views.add(invalid(data.standing().invalidRows(), data.invalid()));
        }
        return views;
    }

    private static FailureView of(Failure failure, RunData data, ShownTimes times, String key) {
        FailureTexts texts = FailureTexts.of(failure.first(), times::toTheSecond);
        boolean isInDoubt = failure.state() == ClipState.IN_DOUBT;
        String message = failure.first().errorMessage();
        boolean canChange = canChange(data);
        boolean canChangePrompts = canChange
                && failure.state() == ClipState.FAILED
                && !failure.isAtRest()
                && !failure.code().isEmpty();
        return new FailureView(
                new StateView(isInDoubt ? "doubt" : "failed", isInDoubt ? Text.of("In doubt") : Text.of("Failed")),
                texts.title(),
                RunningView.joined(
                        FailureTexts.rows(failure.numbers()), isInDoubt ? Amounts.text(failure.possibleCost()) : ""),
                canChangePrompts ? texts.adviceInPlace() : texts.advice(),
                message == null ? "" : HttpText.of(message),
                canChangePrompts
                        ? Addresses.ofRun(data.run().id()) + "/prompts?error=" + Addresses.escaped(failure.code())
                        : "",
                canChange ? actions(failure, data, key) : List.of());
    }

    private static FailureView invalid(int count, List<InvalidRow> first) {
        FailureTexts texts = FailureTexts.ofInvalidRow();
        return new FailureView(
                new StateView("failed", Text.of("Failed")),
                texts.title(),
                RunningView.joined(
                        Text.counted(count, "row"),
                        FailureTexts.rows(first.stream().map(InvalidRow::row).toList())),
                texts.advice(),
                first.stream()
                        .map(InvalidRow::error)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .map(HttpText::of)
                        .orElse(""),
                "",
                List.of());
    }

    /** Returns true if rows of the run can be changed here and now. */
    static boolean canChange(RunData data) {
        return data.isLatest() && data.other() == null && !data.isOpen();
    }

    private static List<Action> actions(Failure failure, RunData data, String key) {
        String run = Addresses.ofRun(data.run().id());
        List<Action> actions = new ArrayList<>();
        Action rerun = rerun(failure, data, key);
        if (rerun != null) {
            actions.add(rerun);
        }
        boolean isInDoubt = failure.state() == ClipState.IN_DOUBT;
        if (isInDoubt) {
            String rows = rowsToResolve(failure, data);
            if (!rows.isEmpty()) {
                String resolve = run + "/resolve?" + rows + lastSubmission(data) + "&charged=";
                actions.add(new Action(Text.of("It was charged"), resolve + "true", "", false));
                actions.add(new Action(Text.of("It was not charged"), resolve + "false", "", true));
            }
        }
        if (!failure.code().isEmpty()) {
            actions.add(
                    new Action(Text.of("Accept without a video"), run + "/accept?" + selection(failure), "", false));
        }
        return actions;
    }

    private static String lastSubmission(RunData data) {
        return "&" + RequestFields.LAST_SUBMISSION + "=" + data.lastSubmission();
    }

    static String selection(Failure failure) {
        String select =
                switch (failure.state()) {
                    case FAILED -> "failed";
                    case IN_DOUBT -> "in_doubt";
                    default -> "error";
                };
        return "select=" + select + "&error=" + Addresses.escaped(failure.code());
    }

    private static String rowsToResolve(Failure failure, RunData data) {
        long reasons = data.failures().stream()
                .filter(other -> other.state() == ClipState.IN_DOUBT)
                .count();
        if (reasons == 1) {
            return "select=in_doubt";
        }
        String rows = RowRanges.only(failure.numbers()).canonicalText();
        return rows.length() > LONGEST_ADDRESS ? "" : "select=rows&rows=" + Addresses.escaped(rows);
    }

    /** Its limit is what the run has spent so far and the price that the button says. */
    private static @Nullable Action rerun(Failure failure, RunData data, String key) {
        Cost price = failure.isAtRest() ? Cost.NONE : failure.price();
        boolean canRerun =
                failure.isAtRest() || failure.state().isRerunnable() && FailureTexts.canSucceed(failure.code());
        if (failure.code().isEmpty() || !canRerun || data.standing() == null) {
            return null;
        }
        return new Action(label(failure, price), rerunAddress(data, selection(failure), price, key), "redo", false);
    }

    /** @param price null if it is not known */
    static String rerunAddress(RunData data, String selection, @Nullable Cost price, String key) {
        String fields = selection + "&max_cost=" + limit(data.spent(), price) + lastSubmission(data);
        return Addresses.ofRun(data.run().id()) + "/rerun?" + fields + "&key=" + key + "-"
                + Sha256.of(fields).substring(0, 12);
    }

    static String limit(BigDecimal spent, @Nullable Cost price) {
        if (price == null) {
            return "none";
        }
        BigDecimal dearest = price.byCurrency().values().stream().reduce(BigDecimal.ZERO, BigDecimal::max);
        return spent.add(dearest).stripTrailingZeros().toPlainString();
    }

    private static String label(Failure failure, @Nullable Cost price) {
        if (failure.isAtRest()) {
            return Text.of("Check again, free of charge");
        }
        if (price == null) {
            return Text.of("Rerun at an unknown price");
        }
        return failure.state() == ClipState.IN_DOUBT
                ? Text.of("Rerun for %s, may pay twice", Amounts.text(price))
                : Text.of("Rerun for %s", Amounts.text(price));
    }

    /** Returns how many videos are missing, with the number of reasons. */
    static String count(RunData data) {
        int videos = data.failures().stream()
                .mapToInt(failure -> failure.rows().size())
                .sum();
        int invalid = data.standing() == null ? 0 : data.standing().invalidRows();
        return Text.counted(videos + invalid, "video");
    }
}
