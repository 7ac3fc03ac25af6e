package dev.reelbatch.report;

import dev.reelbatch.home.TypedCommand;
import dev.reelbatch.text.Text;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * What to do about a row without a video: the console's advice, and the command for people at a shell.
 *
 * @param info where a command finds the job: in the given home, or with {@code --rehearse}
 * @param withoutPlace true for a page that others see, whose commands do not say where the home is
 */
record NextStep(String job, ReportInfo info, boolean withoutPlace) {

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx");

    /** Returns consequence and next step for a row; empty if there is nothing to do. */
    String advice(ManifestEntry manifestEntry) {
        if (manifestEntry.isAccepted()) {
            return Text.of("Nothing more to do, unless it is rerun.");
        }
        if (manifestEntry.status() == ManifestStatus.CANCELLED) {
            return Text.of("It is not submitted, unless it is rerun.");
        }
        return manifestEntry.status().isProblem() ? advice(failure(manifestEntry)) : "";
    }

    /** Returns the advice on the only row of a reason, with the time at which it was sent if that matters. */
    String adviceOnOne(ManifestEntry manifestEntry) {
        return manifestEntry.clip() == null
                ? advice(manifestEntry)
                : advice(FailureTexts.of(manifestEntry.clip(), NextStep::local));
    }

    private String advice(FailureTexts texts) {
        return info.draft() && texts.needsSheet()
                ? Text.of("%s This run makes drafts: run it with --draft, or real videos are paid for.", texts.advice())
                : texts.advice();
    }

    /** Returns why a row has no video; without the time at which it was sent, which other rows don't share. */
    private static FailureTexts failure(ManifestEntry manifestEntry) {
        return manifestEntry.clip() == null ? FailureTexts.ofInvalidRow() : FailureTexts.of(manifestEntry.clip(), null);
    }

    /** Returns the command of the next step, quoted for pasting into a shell; empty if none helps. */
    String command(ManifestEntry manifestEntry) {
        if (isForOneRow(manifestEntry) || manifestEntry.isAtRest()) {
            return rerun();
        }
        return switch (manifestEntry.status()) {
            case FAILED -> rerunOf(manifestEntry);
            case IN_DOUBT -> resolve();
            case TIMED_OUT, UNDELIVERED -> resume();
            case DELIVERED, PENDING, CANCELLED -> "";
        };
    }

    /** Submits the rows of a reason again, unless their sheet has to be changed first. */
    private String rerunOf(ManifestEntry manifestEntry) {
        String code = manifestEntry.clip() == null ? null : manifestEntry.clip().errorCode();
        if (manifestEntry.clip() == null || code != null && !FailureTexts.canSucceed(code)) {
            return "";
        }
        return code == null ? rerun() : command("rerun", job, "--error", code);
    }

    /** Returns true if {@link #command} needs {@code --rows} with the row's number, too. */
    static boolean isForOneRow(ManifestEntry manifestEntry) {
        return manifestEntry.isAccepted() || manifestEntry.status() == ManifestStatus.CANCELLED;
    }

    /** Returns the command that runs the sheet of the videos to redo. */
    String redo() {
        return command("run", "redo.csv");
    }

    /** Returns the command that lists the job's rows in doubt and records if they were charged. */
    String resolve() {
        return command("resolve", job);
    }

    private String command(String... words) {
        return withoutPlace
                ? TypedCommand.withoutPlace(info.home(), info.rehearsal(), words)
                : TypedCommand.of(info.home(), info.rehearsal(), words);
    }

    /** Formats a time by this machine's clock, with its zone, because the account's page may use another zone. */
    static String local(Instant at) {
        return LOCAL.format(at.atZone(ZoneId.systemDefault()));
    }

    /** Returns the command that makes the real videos of the job's drafts. */
    String fromDrafts() {
        return command("run", "--job", job, "--from-drafts");
    }

    /** Returns the command that resumes the job's latest run, whatever the sheet says now. */
    String resume() {
        return command("run", "--job", job);
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
        return command("rerun", job);
    }
}
