package dev.reelbatch.serve;

import dev.reelbatch.ledger.Wish;
import dev.reelbatch.plan.ApiTarget;
import dev.reelbatch.plan.RerunPlanner;
import dev.reelbatch.plan.RunRequest;
import dev.reelbatch.session.Session;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Makes the runs of job files. */
final class JobRuns {

    private final Session session;
    private final ApiTarget apiTarget;
    private final CurrentJobFiles jobs;

    /** @param jobs from which each try takes the limits of then */
    JobRuns(Session session, ApiTarget apiTarget, CurrentJobFiles jobs) {
        this.session = session;
        this.apiTarget = apiTarget;
        this.jobs = jobs;
    }

    /** Returns the run that the job's file asks for. */
    JobRun due(ServedJob job, JobFileRunRecord record) {
        return job.source() instanceof ServedJob.Rerun rerun
                ? rerun(job, rerun.selection(), null, record)
                : run(job, record);
    }

    /**
     * Resumes an interrupted run with its original options and rows; rows that have left its sheet are not submitted.
     */
    JobRun resumed(ServedJob job, Wish wish, JobFileRunRecord record) {
        if (job.source() instanceof ServedJob.Rerun rerun) {
            return rerun(job, RerunPlanner.Selection.of(wish).orElse(rerun.selection()), wish, record);
        }
        Path sheet = job.source() instanceof ServedJob.Sheet named ? named.file() : null;
        LinkFetch fetch = linkFetch(job);
        return new JobRun(
                job.name(),
                job.runsAs(),
                wish,
                wish.kind(),
                record,
                () -> session.runs()
                        .plan(
                                jobs.limited(job)
                                        .request()
                                        .resume(job.runsAs(), wish, fetch == null ? sheet : fetch.take()),
                                apiTarget),
                session.runs().unfinished(),
                fetch);
    }

    private @Nullable LinkFetch linkFetch(ServedJob job) {
        return job.source() instanceof ServedJob.Link linked
                ? new LinkFetch(() -> session.fetchedSheets(linked.proxies()).fetch(linked.link()))
                : null;
    }

    private JobRun rerun(
            ServedJob job, RerunPlanner.Selection selection, @Nullable Wish rest, JobFileRunRecord record) {
        return new JobRun(
                job.name(),
                job.runsAs(),
                rest,
                Wish.Kind.RERUN,
                record,
                () -> session.runs()
                        .plan(
                                jobs.limited(job)
                                        .request()
                                        .forRerun(session.reruns().choose(job.runsAs(), selection, Wish.By.SERVE)),
                                apiTarget),
                session.runs().unfinished(),
                null);
    }

    private JobRun run(ServedJob job, JobFileRunRecord record) {
        LinkFetch fetch = linkFetch(job);
        return new JobRun(
                job.name(),
                job.runsAs(),
                null,
                job.request().fresh() ? Wish.Kind.FRESH : Wish.Kind.RUN,
                record,
                () -> {
                    RunRequest now = jobs.limited(job).request();
                    return session.runs()
                            .plan(fetch == null ? now : now.forSheet(fetch.take(), job.runsAs(), now.out()), apiTarget);
                },
                session.runs().unfinished(),
                fetch);
    }

    /** Returns true if the job's file would begin the same run as this wish. */
    static boolean hasWordsOf(ServedJob job, Wish wish) {
        return isOf(job, wish)
                && (!(job.source() instanceof ServedJob.Rerun rerun)
                        || rerun.selection().json().equals(wish.details()));
    }

    /** Returns true if the job's file begins runs of this kind. */
    static boolean isOf(ServedJob job, Wish wish) {
        return (wish.kind() == Wish.Kind.RERUN) == job.source() instanceof ServedJob.Rerun;
    }
}
