package dev.reelbatch.report;

import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What to do about a row without a video, for people who know the sheet and not the API.
 *
 * @param rehearsal its jobs are found by {@code --rehearse} alone
 */
record Advice(String job, boolean rehearsal) {

    private static final String SHEET = "Then run the sheet again: only the changed row costs.";
    private static final String MODERATION = "Refused by moderation. Change the prompt. " + SHEET;

    private static final Map<String, String> BY_CODE = Map.of(
            "sensitive_check_error", MODERATION,
            "invalid_messages", MODERATION,
            "tokens_too_long", "The prompt is too long. Shorten it. " + SHEET,
            "param_error", "The model does not take a value of this row. Correct it in the sheet. " + SHEET,
            "invalid_row", "This row was not sent: something in it is not right. Correct it. " + SHEET);

    private static final Pattern PLAIN_NAME = Pattern.compile("[\\p{L}\\p{N}._/-]+");

    String on(Entry entry) {
        return entry.isAccepted()
                ? "Accepted as it is: it needs no more work. To bring it back: %s --rows %d"
                        .formatted(rerun(), entry.row().row())
                : onStatus(entry);
    }

    private String onStatus(Entry entry) {
        return switch (entry.status()) {
            case FAILED -> onFailure(entry);
            case IN_DOUBT ->
                "It may have been accepted, and charged, without an answer. Look at your account; to ask for it"
                        + " again, and perhaps pay twice: " + rerun() + " --in-doubt";
            case TIMED_OUT ->
                "It is paid for and was not ready in time. Run it again: it is asked again free of charge.";
            case UNDELIVERED ->
                "The video exists and could not be fetched. Run it again: it is fetched again free of charge.";
            case DELIVERED, PENDING -> "";
        };
    }

    private String onFailure(Entry entry) {
        String advice = BY_CODE.get(Objects.requireNonNullElse(entry.errorCode(), ""));
        if (advice != null) {
            return advice;
        }
        boolean accepted = entry.clip() != null && entry.clip().taskId() != null;
        return accepted
                ? "The service began this video and did not finish it. To ask, and pay, for it again: " + rerun()
                : "The service refused this row. Correct it in the sheet and run that again, or ask once more as it is: "
                        + rerun();
    }

    /** The command that brings a job's failed rows back, to be pasted into a shell. */
    String rerun() {
        String name = PLAIN_NAME.matcher(job).matches() ? job : '"' + job + '"';
        return "reelbatch rerun " + name + (rehearsal ? " --rehearse" : "");
    }
}
