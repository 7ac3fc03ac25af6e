package dev.reelbatch.cli;

import dev.reelbatch.job.RunOutcome;
import dev.reelbatch.job.RunResult;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.notify.Notifier;
import dev.reelbatch.notify.RunEnd;
import dev.reelbatch.plan.InvalidRowsException;
import dev.reelbatch.report.ManifestStatus;
import dev.reelbatch.report.RowCounts;
import dev.reelbatch.serve.RunEndListener;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.terminal.InvalidRowsText;
import dev.reelbatch.terminal.Terminal;
import dev.reelbatch.text.UserException;
import dev.reelbatch.time.Time;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Sends notifications about the ends of runs to people who are not at the terminal. */
final class RunNotifications implements RunEndListener {

    private final Notifier notifier;
    private final Terminal terminal;
    private final boolean rehearsal;

    RunNotifications(Settings settings, Terminal terminal, boolean rehearsal) {
        this.notifier = new Notifier(
                settings.notification().webhook(), ApiConnection.proxies(terminal.environment()), Time.system());
        this.terminal = terminal;
        this.rehearsal = rehearsal;
    }

    /**
     * Notifies of the end of a run, but not of an interruption: a person caused that, and the process must end quickly.
     */
    void ended(RunResult result) {
        ended(result, false).ifPresent(terminal.err()::println);
    }

    @Override
    public Optional<String> ended(RunResult result, boolean goesOn) {
        return result.ending() == RunOutcome.INTERRUPTED
                ? Optional.empty()
                : notifier.report(endOf(result, goesOn, rehearsal));
    }

    @Override
    public Optional<String> refused(String job, Throwable why) {
        return notifier.report(RunEnd.notStarted(job, outcome(why), rehearsal, lines(why)));
    }

    @Override
    public Optional<String> notApproved(String job, String why) {
        return notifier.report(RunEnd.notStarted(job, RunEnd.Outcome.WAITING_FOR_APPROVAL, rehearsal, List.of(why)));
    }

    /** Describes the end of a run for {@link Notifier#report}. */
    static RunEnd endOf(RunResult result, boolean goesOn, boolean rehearsal) {
        RowCounts rowCounts = result.report().counts();
        return new RunEnd(
                result.run().job().name(),
                result.run().number(),
                outcome(result.ending()),
                result.stopped().map(cause -> cause.kind().name()).orElse(null),
                goesOn,
                rehearsal,
                rowCounts.of(ManifestStatus.DELIVERED),
                result.undelivered(),
                rowCounts.done() - rowCounts.of(ManifestStatus.DELIVERED) - rowCounts.of(ManifestStatus.CANCELLED),
                Cost.of(result.report().money()).text(),
                result.news(),
                result.run().outDir().toString());
    }

    private static RunEnd.Outcome outcome(RunOutcome runOutcome) {
        return switch (runOutcome) {
            case DELIVERED -> RunEnd.Outcome.DELIVERED;
            case NOT_ALL_DELIVERED -> RunEnd.Outcome.NOT_ALL_DELIVERED;
            case DEFECT -> RunEnd.Outcome.DEFECT;
            case STOPPED, INTERRUPTED -> RunEnd.Outcome.STOPPED;
        };
    }

    /** Does the work; if it breaks off and nobody is at the terminal, sends a notification of that too. */
    int watch(String job, Callable<Integer> work) throws Exception {
        try {
            return work.call();
        } catch (Exception e) {
            if (!terminal.isForPeople()) {
                refused(job, e).ifPresent(terminal.err()::println);
            }
            throw e;
        }
    }

    private static RunEnd.Outcome outcome(Throwable e) {
        if (!(e instanceof UserException user)) {
            return RunEnd.Outcome.DEFECT;
        }
        return user.kind() == UserException.Kind.INTERRUPTED ? RunEnd.Outcome.STOPPED : RunEnd.Outcome.NOT_STARTED;
    }

    private static List<String> lines(Throwable e) {
        if (e instanceof InvalidRowsException invalid) {
            StringWriter text = new StringWriter();
            InvalidRowsText.print(invalid.sheet(), new PrintWriter(text, true));
            return text.toString().lines().toList();
        }
        return String.valueOf(e.getMessage()).lines().toList();
    }
}
