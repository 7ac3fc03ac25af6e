package dev.reelbatch.report;

import dev.reelbatch.home.TypedCommand;
import dev.reelbatch.text.Text;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Objects;

/**
 * What to do about a row without a video, for people who know the sheet and not the API.
 *
 * @param info where the job is found: in a home of its own, or by {@code --rehearse} alone
 */
record NextStep(String job, ReportInfo info) {

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx");

    String on(ManifestEntry manifestEntry) {
        if (manifestEntry.isAtRest()) {
            return Text.of(
                    "It is paid for and did not come for so long that later runs no longer ask. To ask again, free of charge: %s",
                    rerun());
        }
        return manifestEntry.isAccepted()
                ? Text.of(
                        "Accepted as it is: it needs no more work. To bring it back: %s --rows %d",
                        rerun(), manifestEntry.row().row())
                : onStatus(manifestEntry);
    }

    private String onStatus(ManifestEntry manifestEntry) {
        return switch (manifestEntry.status()) {
            case FAILED -> onFailure(manifestEntry);
            case IN_DOUBT ->
                Text.of(
                        "It may have been accepted, and charged, without an answer%s. Check your account for that time; every submission: %s. To send it again, and perhaps pay twice: %s --in-doubt",
                        manifestEntry.sentAt() == null ? "" : Text.of(" (sent %s)", local(manifestEntry.sentAt())),
                        submissions(),
                        rerun());
            case TIMED_OUT ->
                Text.of("It is paid for and was not ready in time. Run it again: it is asked again free of charge.");
            case UNDELIVERED ->
                Text.of("The video exists and could not be fetched. Run it again: it is fetched again free of charge.");
            case DELIVERED, PENDING -> "";
        };
    }

    private String onFailure(ManifestEntry manifestEntry) {
        return switch (Objects.requireNonNullElse(manifestEntry.errorCode(), "")) {
            case "sensitive_check_error", "invalid_messages" ->
                thenTheSheet(Text.of("Refused by moderation. Change the prompt."));
            case "tokens_too_long" -> thenTheSheet(Text.of("The prompt is too long. Shorten it."));
            case "param_error" ->
                thenTheSheet(Text.of("The model does not take a value of this row. Correct it in the sheet."));
            case ManifestEntry.INVALID_ROW ->
                thenTheSheet(Text.of("This row was not sent: something in it is not right. Correct it."));
            default -> onOtherFailure(manifestEntry);
        };
    }

    private static String thenTheSheet(String first) {
        return Text.of("%s Then run the sheet again: only the changed row costs.", first);
    }

    private String onOtherFailure(ManifestEntry manifestEntry) {
        boolean accepted = manifestEntry.clip() != null && manifestEntry.clip().taskId() != null;
        return accepted
                ? Text.of(
                        "The service began this video and did not finish it. To ask, and pay, for it again: %s",
                        rerun())
                : Text.of(
                        "The service refused this row. Correct it in the sheet and run that again, or ask once more as it is: %s",
                        rerun());
    }

    /** The command that lists every submission of the job. */
    String submissions() {
        return TypedCommand.of(info.home(), info.rehearsal(), "status", job, "--submissions");
    }

    /** A time of this machine's clock, with its zone: that of the account's page may be another one. */
    static String local(Instant at) {
        return LOCAL.format(at.atZone(ZoneId.systemDefault()));
    }

    /** The command that brings a job's failed rows back, to be pasted into a shell. */
    String rerun() {
        return TypedCommand.of(info.home(), info.rehearsal(), "rerun", job);
    }
}
