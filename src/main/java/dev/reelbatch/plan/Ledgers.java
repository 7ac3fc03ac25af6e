package dev.reelbatch.plan;

import dev.reelbatch.ledger.DoubtLedger;
import dev.reelbatch.ledger.DownloadLedger;
import dev.reelbatch.ledger.IdentityLedger;
import dev.reelbatch.ledger.JobLedger;
import dev.reelbatch.ledger.Journal;
import dev.reelbatch.ledger.LoadLedger;
import dev.reelbatch.ledger.NamedJob;
import dev.reelbatch.ledger.PollLedger;
import dev.reelbatch.ledger.QueueLedger;
import dev.reelbatch.ledger.RecoveryLedger;
import dev.reelbatch.ledger.ReportLedger;
import dev.reelbatch.ledger.RerunLedger;
import dev.reelbatch.ledger.ReservationLedger;
import dev.reelbatch.ledger.RowLedger;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.RunLedger;
import dev.reelbatch.ledger.RunTotals;
import dev.reelbatch.ledger.SubmissionHistory;
import dev.reelbatch.ledger.SubmitLedger;
import dev.reelbatch.ledger.TakeOverLedger;
import dev.reelbatch.ledger.WaitingRows;
import dev.reelbatch.ledger.WishLedger;
import dev.reelbatch.text.Suggestion;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.util.List;

/** The ledger's parts, one for each step. */
public record Ledgers(
        Journal journal,
        JobLedger jobs,
        RunLedger runs,
        RowLedger rows,
        RunTotals totals,
        RecoveryLedger recovery,
        LoadLedger load,
        QueueLedger queue,
        SubmissionHistory submissions,
        SubmitLedger submit,
        PollLedger poll,
        DownloadLedger download,
        ReportLedger report,
        RerunLedger rerun,
        WaitingRows waiting,
        DoubtLedger doubts,
        ReservationLedger reservations,
        TakeOverLedger takeOvers,
        IdentityLedger identity,
        WishLedger wishes) {

    /**
     * Returns the latest run of a job that a person names.
     *
     * @throws UserException if there is none
     */
    public Run latestRun(String jobName) {
        NamedJob job = jobs.job(JobName.checked(jobName)).orElseThrow(() -> unknownJob(jobName));
        return runs.latestRun(job)
                .orElseThrow(() -> new UserException(Text.of("The job \"%s\" has not run yet.", jobName)));
    }

    /** Returns an error that names the nearest job, or lists all of them: some jobs are in another home. */
    public UserException unknownJob(String name) {
        List<String> known = jobs.jobs().stream().map(NamedJob::name).toList();
        String nearest = Suggestion.text(name, known);
        if (known.isEmpty()) {
            return new UserException(Text.of("There is no job \"%s\"; this home has no jobs yet.", name));
        }
        return new UserException(
                nearest == null
                        ? Text.of("There is no job \"%s\". There are: %s", name, String.join(", ", known))
                        : Text.of("There is no job \"%s\". Did you mean %s?", name, nearest));
    }
}
