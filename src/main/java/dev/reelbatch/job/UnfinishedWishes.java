package dev.reelbatch.job;

import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.plan.JobName;
import dev.reelbatch.plan.Ledgers;
import java.util.List;
import java.util.Optional;

/** Finds the wishes that were begun and not ended, so that their runs can be resumed. */
public final class UnfinishedWishes {

    private final Ledgers ledgers;

    UnfinishedWishes(Ledgers ledgers) {
        this.ledgers = ledgers;
    }

    /** Returns the unfinished wishes that {@code serve} began with the job's latest run, oldest first. */
    public List<Wish> cutShort(String jobName) {
        return ledgers.jobs()
                .job(JobName.checked(jobName))
                .map(ledgers.wishes()::cutShort)
                .orElse(List.of());
    }

    /** Lets no process resume a wish at its start, because a person has stopped or refused it. */
    public void leaveToAPerson(Wish wish) {
        ledgers.wishes().limit(wish);
    }

    /** Returns the unfinished wish of a run requested over HTTP. */
    public Optional<Wish> ofRequestedRun(String requestedRunId) {
        return ledgers.wishes().ofRequestedRun(requestedRunId);
    }

    /** Returns true if the job has had no other run since. */
    public boolean isOfLatestRun(Wish wish) {
        Run run = ledgers.runs().run(wish.runId());
        return ledgers.runs().latestRun(run.job()).filter(run::equals).isPresent();
    }

    /** Returns true if the job's latest run has the content of this run. */
    public boolean isOfLatestSheet(long runId) {
        Run run = ledgers.runs().run(runId);
        return ledgers.runs()
                .latestRun(run.job())
                .filter(latest -> latest.contentHash().equals(run.contentHash()))
                .isPresent();
    }

    /** Returns the unfinished wish, if that run was made of an input of this content. */
    public Optional<Wish> cutShort(String jobName, String inputSha256) {
        return cutShort(jobName).stream()
                .filter(wish -> ledgers.runs().run(wish.runId()).inputSha256().equals(inputSha256))
                .findFirst();
    }
}
