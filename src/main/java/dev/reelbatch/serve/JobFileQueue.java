package dev.reelbatch.serve;

import dev.reelbatch.ledger.JobFileRun;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.ledger.ScheduleLedger.Order;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.session.Session;
import dev.reelbatch.text.Text;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/** Queues the runs of job files: those that are due or ordered, and those that an earlier process left unfinished. */
final class JobFileQueue {

    private final CurrentJobFiles jobs;
    private final Session session;
    private final JobRuns jobRuns;
    private final JobFileRunRecords records;
    private final Schedules schedules;
    private final JobFiles jobFiles;
    private final Dispatcher dispatcher;
    private final ServeLog serveLog;

    JobFileQueue(
            CurrentJobFiles jobs,
            Session session,
            JobRuns jobRuns,
            JobFileRunRecords records,
            Schedules schedules,
            JobFiles jobFiles,
            Dispatcher dispatcher,
            ServeLog serveLog) {
        this.jobs = jobs;
        this.session = session;
        this.jobRuns = jobRuns;
        this.records = records;
        this.schedules = schedules;
        this.jobFiles = jobFiles;
        this.dispatcher = dispatcher;
        this.serveLog = serveLog;
    }

    /** Two job files may rerun one job: each resumes what it began itself, with its limits; what is left goes to any. */
    void resumeInterrupted() {
        Set<Long> seen = new HashSet<>();
        resumeEach(JobRuns::hasWordsOf, seen);
        resumeEach(JobRuns::isOf, seen);
    }

    private void resumeEach(BiPredicate<ServedJob, Wish> isMeant, Set<Long> seen) {
        for (ServedJob job : jobs.all()) {
            if (job.source() instanceof ServedJob.HotFolder) {
                continue;
            }
            for (Wish wish : session.runs().unfinished().cutShort(job.runsAs())) {
                if (isMeant.test(job, wish) && seen.add(wish.id())) {
                    if (isStopped(job, wish)) { // and killed before that was done
                        session.runs().unfinished().leaveToAPerson(wish);
                        continue;
                    }
                    serveLog.say(job.runsAs(), Text.of("Resuming the run interrupted earlier"));
                    JobFileRunRecord record = records.of(job)
                            .takeUp(left -> left.hasBegun()
                                    && left.run().state() != RequestedRun.State.STOPPED
                                    && Objects.equals(left.run().runId(), wish.runId()));
                    dispatcher.add(jobRuns.resumed(job, wish, record));
                }
            }
        }
    }

    /** Returns true if a person has stopped or refused what an earlier process began for this job file. */
    private boolean isStopped(ServedJob job, Wish wish) {
        return records.left().stream()
                .filter(left -> left.origin().equals(new JobFileRun.Origin(job.name(), "")))
                .filter(left -> Objects.equals(left.run().runId(), wish.runId()))
                .anyMatch(left -> left.run().state() == RequestedRun.State.STOPPED);
    }

    /** Queues the scheduled runs that wait for approval, or for the end of a pause; an inbox takes up its own sheets. */
    void resumeApproved() {
        for (JobFileRun recorded : records.left()) {
            ServedJob job = jobs.all().stream()
                    .filter(known -> known.name().equals(recorded.origin().jobFile()))
                    .findFirst()
                    .orElse(null);
            Optional<String> over = records.over(recorded, job);
            if (over.isPresent()) {
                records.close(recorded, over.get());
            } else if (job == null || !recorded.origin().dropped().isEmpty()) {
                continue;
            } else if (recorded.hasBegun()) {
                if (!dispatcher.waits(run -> run.isRequested(recorded.run().id()))) { // else it is resumed
                    records.close(recorded, interrupted(recorded));
                }
            } else {
                serveLog.say(
                        job.name(),
                        recorded.run().approval() == null
                                ? Text.of("Resuming its run that had not begun")
                                : Text.of("Resuming its run that needed an approval"));
                begin(job, records.of(job).takeUp(left -> !left.hasBegun()), Occasion.NONE);
            }
        }
    }

    private static String interrupted(JobFileRun recorded) {
        return recorded.run().runId() == null
                ? Text.of("It was interrupted before anything of it was submitted.")
                : ResumedElsewhereException.text();
    }

    /** Queues a run that is due. */
    void begin(Schedules.Due due) {
        begin(due.job(), records.of(due.job()), schedules.occasion(due));
    }

    /** Queues the runs that people ordered. */
    void beginOrdered() {
        for (Order order = jobFiles.nextOrder(); order != null; order = jobFiles.nextOrder()) {
            serveLog.say(order.jobFile(), Text.of("%s wants a run now", order.by()));
            Occasion occasion = jobFiles.occasion(order);
            jobFiles.ordered(order).ifPresentOrElse(job -> begin(job, records.of(job), occasion), occasion::over);
        }
    }

    private void begin(ServedJob job, JobFileRunRecord record, Occasion occasion) {
        JobRun due = jobRuns.due(job, record);
        due.on(occasion);
        if (!dispatcher.addUnless(waiting -> covers(waiting, due, occasion), due)) {
            serveLog.say(job.name(), Text.of("Due again, but a run is already waiting; it covers both"));
        }
    }

    /** Returns true if the waiting run also covers the due one; it is for that occasion too from now on. */
    private static boolean covers(ServedRun waiting, JobRun due, Occasion occasion) {
        if (!(waiting instanceof JobRun before) || !before.covers(due)) {
            return false;
        }
        before.on(occasion);
        return true;
    }
}
