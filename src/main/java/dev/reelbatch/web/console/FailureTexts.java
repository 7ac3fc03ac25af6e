package dev.reelbatch.web.console;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.DoubtLedger;
import dev.reelbatch.text.Text;
import java.util.Set;

/**
 * Why videos are missing, in words for people who know the sheet and not the API.
 *
 * @param title the fact
 * @param advice consequence and next step
 */
record FailureTexts(String title, String advice) {

    /** Errors that a row has again until its sheet is changed. */
    private static final Set<String> LASTING =
            Set.of("sensitive_check_error", "invalid_messages", "tokens_too_long", "param_error");

    static FailureTexts of(Failure failure, ShownTimes times) {
        if (failure.isAtRest()) {
            return new FailureTexts(
                    Text.of("Paid for, but took too long"),
                    Text.of("Later runs no longer check it. A rerun checks it again, free of charge."));
        }
        return switch (failure.state()) {
            case IN_DOUBT -> inDoubt(failure, times);
            case TIMED_OUT ->
                new FailureTexts(
                        Text.of("Paid for, but not ready in time"),
                        Text.of("Run the sheet again to check once more, free of charge."));
            case UNDELIVERED ->
                new FailureTexts(
                        Text.of("Made, but not downloaded"),
                        Text.of("Run the sheet again to download it, free of charge."));
            default -> failed(failure.code(), failure.first().taskId() != null);
        };
    }

    private static FailureTexts inDoubt(Failure failure, ShownTimes times) {
        return new FailureTexts(
                Text.of("May have been charged"),
                failure.first().submittedAt() == null
                        ? Text.of("The connection broke after the request was sent. Check the account for that time.")
                        : Text.of(
                                "The connection broke after the request was sent at %s. Check the account for that time.",
                                times.toTheSecond(failure.first().submittedAt())));
    }

    static FailureTexts failed(String code, boolean hasTask) {
        return switch (code) {
            case "sensitive_check_error", "invalid_messages" ->
                new FailureTexts(
                        Text.of("Refused by the content check"),
                        Text.of("Change the prompt in the sheet and run it again; the same one is refused again."));
            case "tokens_too_long" ->
                new FailureTexts(
                        Text.of("The prompt is too long"), Text.of("Shorten it in the sheet and run it again."));
            case "param_error" ->
                new FailureTexts(
                        Text.of("The model does not accept a value of the row"),
                        Text.of("Fix it in the sheet and run it again; you pay only for changed rows."));
            case DoubtLedger.CHARGED_WITHOUT_TASK ->
                new FailureTexts(Text.of("Charged, but without a video"), Text.of("A rerun pays for it again."));
            default ->
                hasTask
                        ? new FailureTexts(
                                Text.of("The API could not make the video"),
                                Text.of("A second try often works; it is paid for again."))
                        : new FailureTexts(
                                Text.of("The API refused the row"),
                                Text.of("Fix it in the sheet and run it again, or rerun it unchanged."));
        };
    }

    /** Returns false if submitting the rows again as they are would only fail again. */
    static boolean canSucceed(Failure failure) {
        return !LASTING.contains(failure.code());
    }

    /** Returns the icon of a state without a video. */
    static String icon(ClipState state) {
        return state == ClipState.IN_DOUBT ? "doubt" : "failed";
    }
}
