package dev.reelbatch.report;

import dev.reelbatch.home.TypedCommand;
import dev.reelbatch.ledger.DoubtLedger;
import dev.reelbatch.text.Text;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Objects;

/**
 * Advice on a row without a video, for people who know the sheet and not the API.
 *
 * @param info where a command finds the job: in the given home, or with {@code --rehearse}
 */
record NextStep(String job, ReportInfo info) {

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx");

    String on(ManifestEntry manifestEntry) {
        if (manifestEntry.isAtRest()) {
            return Text.of(
                    "This video is paid for but took too long, so later runs no longer check it. To check again, free of charge: %s",
                    rerun());
        }
        return manifestEntry.isAccepted()
                ? Text.of(
                        "Accepted without a video; nothing more to do. To rerun it: %s --rows %d",
                        rerun(), manifestEntry.row().row())
                : onStatus(manifestEntry);
    }

    private String onStatus(ManifestEntry manifestEntry) {
        return switch (manifestEntry.status()) {
            case FAILED -> onFailure(manifestEntry);
            case IN_DOUBT ->
                Text.of(
                        "The connection broke, so this row may have been charged%s. Check your account for that time, then record what you found: %s",
                        manifestEntry.sentAt() == null ? "" : Text.of(" (sent %s)", local(manifestEntry.sentAt())),
                        resolve());
            case TIMED_OUT ->
                info.draft()
                        ? Text.of(
                                "This video is paid for but was not ready in time. To check once more, free of charge: %s",
                                resume())
                        : Text.of(
                                "This video is paid for but was not ready in time. Run the sheet again to check once more, free of charge.");
            case UNDELIVERED ->
                info.draft()
                        ? Text.of(
                                "The video exists but could not be downloaded. To download it, free of charge: %s",
                                resume())
                        : Text.of(
                                "The video exists but could not be downloaded. Run the sheet again to download it, free of charge.");
            case CANCELLED ->
                Text.of(
                        "You cancelled this row, so it is not submitted. To submit it: %s --rows %d",
                        rerun(), manifestEntry.row().row());
            case DELIVERED, PENDING -> "";
        };
    }

    private String onFailure(ManifestEntry manifestEntry) {
        return switch (Objects.requireNonNullElse(manifestEntry.errorCode(), "")) {
            case "sensitive_check_error", "invalid_messages" ->
                thenTheSheet(Text.of("Refused by moderation. Change the prompt."));
            case "tokens_too_long" -> thenTheSheet(Text.of("The prompt is too long. Shorten it."));
            case DoubtLedger.CHARGED_WITHOUT_TASK ->
                Text.of(
                        "Charged according to your account, but without a video. To submit it again, and pay again: %s",
                        rerun());
            case "param_error" ->
                thenTheSheet(Text.of("The model does not accept a value in this row. Fix it in the sheet."));
            case ManifestEntry.INVALID_ROW ->
                thenTheSheet(Text.of("Not sent because of a mistake in this row. Fix it."));
            default -> onOtherFailure(manifestEntry);
        };
    }

    private String thenTheSheet(String first) {
        return info.draft()
                ? Text.of("%s Then run the sheet again with --draft; you pay only for changed rows.", first)
                : Text.of("%s Then run the sheet again; you pay only for changed rows.", first);
    }

    private String onOtherFailure(ManifestEntry manifestEntry) {
        boolean accepted = manifestEntry.clip() != null && manifestEntry.clip().taskId() != null;
        return accepted
                ? Text.of(
                        "The service started this video but did not finish it. To submit it again, and pay for it: %s",
                        rerun())
                : Text.of(
                        "The service refused this row. Fix it and run the sheet again, or submit it again unchanged: %s",
                        rerun());
    }

    /** Returns the command that lists the job's rows in doubt and records if they were charged. */
    String resolve() {
        return TypedCommand.of(info.home(), info.rehearsal(), "resolve", job);
    }

    /** Formats a time by this machine's clock, with its zone, because the account's page may use another zone. */
    static String local(Instant at) {
        return LOCAL.format(at.atZone(ZoneId.systemDefault()));
    }

    /** Returns the command that makes the real videos of the job's drafts. */
    String fromDrafts() {
        return TypedCommand.of(info.home(), info.rehearsal(), "run", "--job", job, "--from-drafts");
    }

    /** Returns the command that resumes the job's latest run, whatever the sheet says now. */
    String resume() {
        return TypedCommand.of(info.home(), info.rehearsal(), "run", "--job", job);
    }

    /** Returns what to do after rows failed. */
    String afterFailures(boolean neverSent) {
        if (info.draft()) {
            return Text.of("Fix the sheet and run it again with --draft, or rerun what failed: %s", rerun());
        }
        return neverSent
                ? Text.of("Fix the sheet and run it again.")
                : Text.of("Fix the sheet and run it again, or: %s", rerun());
    }

    /** Returns how to check videos again that are paid for. */
    String afterFree() {
        return info.draft()
                ? Text.of("To try again, free of charge: %s", resume())
                : Text.of("Run the sheet again; that is free of charge.");
    }

    /** Returns how to resume the run. */
    String afterPending() {
        return info.draft() ? Text.of("To resume: %s", resume()) : Text.of("Run the sheet again to resume.");
    }

    /** Returns the command that reruns the job's failed rows, quoted for pasting into a shell. */
    String rerun() {
        return TypedCommand.of(info.home(), info.rehearsal(), "rerun", job);
    }
}
