package dev.reelbatch.plan;

import dev.reelbatch.ledger.DownloadLedger;
import dev.reelbatch.ledger.IdentityLedger;
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
import dev.reelbatch.ledger.SubmissionHistory;
import dev.reelbatch.ledger.SubmitLedger;
import dev.reelbatch.ledger.TakeOverLedger;
import dev.reelbatch.ledger.WishLedger;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;

/** The ledger's parts, one for each step. */
public record Ledgers(
        Journal journal,
        RunLedger runs,
        RowLedger rows,
        RecoveryLedger recovery,
        LoadLedger load,
        QueueLedger queue,
        SubmissionHistory submissions,
        SubmitLedger submit,
        PollLedger poll,
        DownloadLedger download,
        ReportLedger report,
        RerunLedger rerun,
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
        NamedJob job = runs.job(JobName.checked(jobName)).orElseThrow(() -> unknownJob(jobName));
        return runs.latestRun(job)
                .orElseThrow(() -> new UserException(Text.of("The job \"%s\" has not run yet.", jobName)));
    }

    /** Returns an error that lists the existing jobs: a name is easily mistyped, and some jobs are in another home. */
    public UserException unknownJob(String name) {
        String known =
                String.join(", ", runs.jobs().stream().map(NamedJob::name).toList());
        return new UserException(
                known.isEmpty()
                        ? Text.of("There is no job \"%s\"; this home has no jobs yet.", name)
                        : Text.of("There is no job \"%s\". There are: %s", name, known));
    }
}
