package dev.reelbatch.report;

import dev.reelbatch.ledger.Clip;
import dev.reelbatch.ledger.DoubtLedger;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.stage.RestingClips;
import dev.reelbatch.text.Text;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Why videos are missing, in words for people who know the sheet and not the API: the same in the report and in the
 * console.
 *
 * @param title the fact
 * @param advice consequence and next step
 * @param needsSheet true if the next step is to run the sheet again
 * @param adviceInPlace the same where the prompts can be changed at once
 */
public record FailureTexts(String title, String advice, boolean needsSheet, String adviceInPlace) {

    /** Errors that a row has again until its sheet is changed. */
    private static final Set<String> LASTING =
            Set.of("sensitive_check_error", "invalid_messages", "tokens_too_long", "param_error");

    private static final int LONGEST_ROWS = 60; // characters

    private FailureTexts(String title, String advice, boolean needsSheet) {
        this(title, advice, needsSheet, advice);
    }

    /**
     * Returns the words for a video that ended without a file.
     *
     * @param times formats the time of a submission; null to leave it out
     */
    public static FailureTexts of(Clip clip, @Nullable Function<Instant, String> times) {
        String code = Objects.requireNonNullElse(clip.errorCode(), "");
        if (code.equals(RestingClips.CODE)) {
            return new FailureTexts(
                    Text.of("Paid for, but took too long"),
                    Text.of("Later runs no longer check it. A rerun checks it again, free of charge."),
                    false);
        }
        return switch (clip.state()) {
            case IN_DOUBT -> inDoubt(clip, times);
            case TIMED_OUT ->
                new FailureTexts(
                        Text.of("Paid for, but not ready in time"),
                        Text.of("Run the sheet again to check once more, free of charge."),
                        true);
            case UNDELIVERED ->
                new FailureTexts(
                        Text.of("Made, but not downloaded"),
                        Text.of("Run the sheet again to download it, free of charge."),
                        true);
            default -> failed(code, clip.taskId() != null);
        };
    }

    private static FailureTexts inDoubt(Clip clip, @Nullable Function<Instant, String> times) {
        return new FailureTexts(
                Text.of("May have been charged"),
                clip.submittedAt() == null || times == null
                        ? Text.of("The connection broke after the request was sent. Check the account for that time.")
                        : Text.of(
                                "The connection broke after the request was sent at %s. Check the account for that time.",
                                times.apply(clip.submittedAt())),
                false);
    }

    private static FailureTexts failed(String code, boolean hasTask) {
        return switch (code) {
            case "sensitive_check_error", "invalid_messages" ->
                new FailureTexts(
                        Text.of("Refused by the content check"),
                        Text.of("Change the prompt in the sheet and run it again; the same one is refused again."),
                        true,
                        Text.of("Change the prompt; the same one is refused again."));
            case "tokens_too_long" ->
                new FailureTexts(
                        Text.of("The prompt is too long"),
                        Text.of("Shorten it in the sheet and run it again."),
                        true,
                        Text.of("Shorten the prompt."));
            case "param_error" ->
                new FailureTexts(
                        Text.of("The model does not accept a value of the row"),
                        Text.of("Fix it in the sheet and run it again; you pay only for changed rows."),
                        true);
            case DoubtLedger.CHARGED_WITHOUT_TASK ->
                new FailureTexts(Text.of("Charged, but without a video"), Text.of("A rerun pays for it again."), false);
            default ->
                hasTask
                        ? new FailureTexts(
                                Text.of("The API could not make the video"),
                                Text.of("A second try often works; it is paid for again."),
                                false)
                        : new FailureTexts(
                                Text.of("The API refused the row"),
                                Text.of("Fix it in the sheet and run it again, or rerun it unchanged."),
                                true);
        };
    }

    /** Returns the words for a row that was never sent. */
    public static FailureTexts ofInvalidRow() {
        return new FailureTexts(
                Text.of("A mistake in the sheet"),
                Text.of("Not sent, not charged. Fix it in the sheet and run it again; you pay only for changed rows."),
                true);
    }

    /** Returns false if submitting rows with this error again as they are would only fail again. */
    public static boolean canSucceed(String code) {
        return !LASTING.contains(code);
    }

    /** Says which rows it is about, in a few words. */
    public static String rows(List<Integer> numbers) {
        String text = RowRanges.only(numbers).text().replace(",", Text.of(", "));
        return numbers.size() == 1
                ? Text.of("row %s", text)
                : text.length() <= LONGEST_ROWS
                        ? Text.of("rows %s", text)
                        : Text.of("%s, from row %d on", Text.counted(numbers.size(), "row"), numbers.get(0));
    }
}
