package dev.reelbatch.serve;

import dev.reelbatch.api.Proxies;
import dev.reelbatch.job.JobStatuses;
import dev.reelbatch.ledger.ApprovalLedger;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.ScheduleLedger.Order;
import dev.reelbatch.ledger.SpendingLimits;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.plan.ApiTarget;
import dev.reelbatch.plan.RerunPlanner;
import dev.reelbatch.plan.RunLimits;
import dev.reelbatch.plan.RunRequest;
import dev.reelbatch.session.Session;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.text.Text;
import dev.reelbatch.time.Time;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs the jobs of job files unattended until it is stopped: interrupted runs first, then scheduled jobs and dropped
 * sheets.
 */
public final class Server {

    private static final Duration GLANCE = Duration.ofSeconds(1);
    private static final Duration TIDY_EVERY = Duration.ofDays(1);

    private final Session session;
    private final ApiTarget apiTarget;
    private final List<ServedJob> jobs;
    private final Way way;
    private final ServeLog serveLog;
    private final StopSignal stop;
    private final Time time;
    private final Dispatcher dispatcher;
    private final Pauses pauses;
    private final Schedules schedules;
    private final JobFiles jobFiles;
    private final SharedLimits limits;
    private final Approvals approvals;
    private final DatabaseWatch database;
    private long tidiedAt;

    /**
     * Ways of working.
     *
     * @param parallelRuns greatest number of runs at once
     * @param rehearsal true if scheduled jobs run immediately, because a rehearsal does not wait for the night
     * @param lookEvery time between two scans of an inbox, by the wall clock
     * @param publicUrl address under which people reach this server; null if they can't
     * @param standard the limits if there is no job file
     */
    public record Way(
            int parallelRuns,
            boolean rehearsal,
            Duration lookEvery,
            @Nullable URI publicUrl,
            RunLimits standard) {}

    /** @param stop stops the server and all its runs */
    public Server(
            Session session,
            ApiTarget apiTarget,
            List<ServedJob> jobs,
            Way way,
            RunEndListener notice,
            ServeLog serveLog,
            StopSignal stop,
            Time time) {
        this.limits = SharedLimits.of(jobs, way.standard());
        this.session = session;
        this.apiTarget = apiTarget;
        this.jobs = jobs.stream().map(limits::hold).toList();
        this.way = way;
        this.serveLog = serveLog;
        this.stop = stop;
        this.time = time;
        this.tidiedAt = time.nanos();
        this.database = new DatabaseWatch(session, time);
        this.dispatcher = new Dispatcher(session.runs(), way.parallelRuns(), stop, serveLog, notice, time);
        serveLog.say(Text.of(
                        "%s; shared limits: %s, %d at once",
                        Text.counted(jobs.size(), "job"), limits.rate(), limits.maxInFlight())
                + (way.rehearsal() ? Text.of("; rehearsal: nothing is sent to the API, nothing is charged") : ""));
        JobStatuses.openElsewhereText(session.standing().openElsewhere(apiTarget.name()))
                .forEach(serveLog::say);
        this.approvals = new Approvals(session);
        this.pauses = new Pauses(session.schedules(), time);
        this.schedules = new Schedules(this.jobs, session.schedules(), pauses, serveLog, time);
        this.jobFiles = new JobFiles(this.jobs, session, pauses, schedules, dispatcher, time);
    }

    /** @param proxies that lead to the hosts of links */
    public SheetChecks sheetChecks(SheetChecker checker, Proxies proxies) {
        RunLimits pace = new RunLimits(
                RowRanges.ALL, limits.rate(), limits.maxInFlight(), SpendingLimits.NONE, null, limits.patience());
        return new SheetChecks(session.uploads(), session.fetchedSheets(proxies), checker, pace, apiTarget.name());
    }

    public JobFiles jobFiles() {
        return jobFiles;
    }

    /**
     * Returns the runs requested over HTTP, after queueing those that an earlier process left unfinished.
     *
     * @param parser turns the fields of a request into options
     * @param results absolute; the folder for the results of new jobs
     */
    public RequestedRuns requestedRuns(RunRequestParser parser, Path results) {
        ApprovalRule ofHome = ApprovalRule.ofHome(session.approveAbove());
        return new RequestedRuns(
                        session.requestedRuns(),
                        session.uploads(),
                        session.fetchedSheets(parser.proxies()),
                        new RequestedRunPlanner(
                                results,
                                session.runs(),
                                session.reruns(),
                                apiTarget,
                                parser,
                                limits,
                                name -> session.users().budgetOf(name),
                                ofHome),
                        Stream.concat(
                                        Stream.of(results),
                                        jobs.stream().map(ServedJob::results).flatMap(Optional::stream))
                                .toList(),
                        ofHome,
                        approvals,
                        time,
                        limits,
                        dispatcher)
                .resume();
    }

    /**
     * Serves until stopped, and returns when every run has ended.
     *
     * @throws dev.reelbatch.inbox.InboxException if an inbox can't be used
     * @throws dev.reelbatch.text.UserException if the database can't be used any more
     */
    public void run() throws InterruptedException {
        List<WatchedInbox> inboxes = new ArrayList<>();
        try {
            for (ServedJob job : jobs) {
                if (job.source() instanceof ServedJob.HotFolder folder) {
                    WatchedInbox inbox = new WatchedInbox(
                            job, folder, session, apiTarget, way, dispatcher, approvals, pauses, serveLog, time);
                    inboxes.add(inbox);
                    jobFiles.watches(inbox);
                }
            }
            goOnWithWhatWasCutShort();
            goOnWithWhatWaitsForApproval();
            inboxes.forEach(WatchedInbox::watch);
            if (way.rehearsal()) {
                schedules.all().forEach(this::begin);
            }
            while (!stop.isStopped()) {
                schedules.due().forEach(this::begin);
                beginOrdered();
                inboxes.forEach(WatchedInbox::look);
                dispatcher.startDue();
                tidyNowAndThen();
                database.check();
                dispatcher.awaitChange(GLANCE);
            }
        } catch (RuntimeException e) {
            throw DatabaseWatch.givenUp(e).<RuntimeException>map(why -> why).orElse(e);
        } finally {
            inboxes.forEach(WatchedInbox::close);
            dispatcher.awaitIdle();
            dispatcher.withholdAll();
            inboxes.forEach(WatchedInbox::leave);
        }
    }

    /** Stops the job's run in an orderly way, and takes those that wait out of the queue. */
    public Stopping stop(String job) {
        return dispatcher.stop(job);
    }

    /** Waits until no run of the job is going on. Returns false if one still is then. */
    public boolean awaitEnd(String job, Duration atMost) throws InterruptedException {
        return dispatcher.awaitEnd(job, atMost);
    }

    /**
     * Does work on a job's rows while no run of it is active, and no run that requests the same clips.
     *
     * @param requests the keys of the clips' requests
     * @throws JobRunningException if there is such a run; nothing was done
     */
    public void doUnlessRunning(String job, Set<String> requests, Runnable work) {
        dispatcher.doUnlessRunning(job, requests, work);
    }

    /** Tidies the home every day; a session does so only when it begins, and this one may last for months. */
    private void tidyNowAndThen() {
        if (time.since(tidiedAt).compareTo(TIDY_EVERY) > 0 && dispatcher.doIfIdle(session::tidy)) {
            tidiedAt = time.nanos();
        }
    }

    /** Two job files may rerun one job: each resumes what it began itself, with its limits; what is left goes to any. */
    private void goOnWithWhatWasCutShort() {
        Set<Long> seen = new HashSet<>();
        resumeEach(Server::hasWordsOf, seen);
        resumeEach(Server::isOf, seen);
    }

    private void resumeEach(BiPredicate<ServedJob, Wish> isMeant, Set<Long> seen) {
        for (ServedJob job : jobs) {
            if (job.source() instanceof ServedJob.HotFolder) {
                continue;
            }
            for (Wish wish : session.runs().cutShort(job.runsAs())) {
                if (isMeant.test(job, wish) && seen.add(wish.id())) {
                    serveLog.say(job.runsAs(), Text.of("Resuming the run interrupted earlier"));
                    dispatcher.add(resume(job, wish));
                }
            }
        }
    }

    /** Queues the scheduled runs that wait for approval, or had not begun after it; an inbox takes up its own sheets. */
    private void goOnWithWhatWaitsForApproval() {
        for (ApprovalLedger.Asked asked : approvals.left()) {
            ServedJob job = jobs.stream()
                    .filter(known -> known.name().equals(asked.origin().jobFile()))
                    .findFirst()
                    .orElse(null);
            Optional<String> over = approvals.over(asked, job);
            if (over.isPresent()) {
                approvals.close(asked, over.get());
            } else if (job == null || !asked.origin().dropped().isEmpty()) {
                continue;
            } else if (RunApproval.hasBegun(asked)) {
                if (!dispatcher.waits(run -> run.isRequested(asked.run().id()))) { // else it is resumed
                    approvals.close(asked, Text.of("It was interrupted before anything of it was submitted."));
                }
            } else {
                serveLog.say(job.name(), Text.of("Resuming its run that needed an approval"));
                begin(job, approvals.of(job).takeUp(false), Occasion.NONE);
            }
        }
    }

    private static boolean hasWordsOf(ServedJob job, Wish wish) {
        return isOf(job, wish)
                && (!(job.source() instanceof ServedJob.Rerun rerun)
                        || rerun.selection().json().equals(wish.details()));
    }

    private static boolean isOf(ServedJob job, Wish wish) {
        return (wish.kind() == Wish.Kind.RERUN) == job.source() instanceof ServedJob.Rerun;
    }

    /**
     * Resumes an interrupted run with its original options and rows; rows that have left its sheet are not submitted.
     */
    private JobRun resume(ServedJob job, Wish wish) {
        if (job.source() instanceof ServedJob.Rerun rerun) {
            return rerun(
                    job,
                    RerunPlanner.Selection.of(wish).orElse(rerun.selection()),
                    true,
                    approvals.of(job).takeUp(true));
        }
        Path sheet = job.source() instanceof ServedJob.Sheet named ? named.file() : null;
        LinkFetch fetch = linkFetch(job);
        return new JobRun(
                job.name(),
                job.runsAs(),
                true,
                wish.kind(),
                approvals.of(job).takeUp(true),
                () -> session.runs()
                        .plan(
                                job.request().resume(job.runsAs(), wish, fetch == null ? sheet : fetch.take()),
                                apiTarget),
                fetch);
    }

    private @Nullable LinkFetch linkFetch(ServedJob job) {
        return job.source() instanceof ServedJob.Link linked
                ? new LinkFetch(() -> session.fetchedSheets(linked.proxies()).fetch(linked.link()))
                : null;
    }

    private JobRun rerun(ServedJob job, RerunPlanner.Selection selection, boolean resumed, RunApproval approval) {
        return new JobRun(
                job.name(),
                job.runsAs(),
                resumed,
                Wish.Kind.RERUN,
                approval,
                () -> session.runs()
                        .plan(
                                job.request().forRerun(session.reruns().choose(job.runsAs(), selection, Wish.By.SERVE)),
                                apiTarget),
                null);
    }

    private JobRun run(ServedJob job, RunApproval approval) {
        RunRequest request = job.request();
        LinkFetch fetch = linkFetch(job);
        return new JobRun(
                job.name(),
                job.runsAs(),
                false,
                request.fresh() ? Wish.Kind.FRESH : Wish.Kind.RUN,
                approval,
                () -> session.runs()
                        .plan(
                                fetch == null ? request : request.forSheet(fetch.take(), job.runsAs(), request.out()),
                                apiTarget),
                fetch);
    }

    private void begin(Schedules.Due due) {
        begin(due.job(), approvals.of(due.job()), schedules.occasion(due));
    }

    private void beginOrdered() {
        for (Order order = jobFiles.nextOrder(); order != null; order = jobFiles.nextOrder()) {
            serveLog.say(order.jobFile(), Text.of("%s wants a run now", order.by()));
            ServedJob job = jobFiles.ordered(order);
            begin(job, approvals.ofOrder(job), jobFiles.occasion(order));
        }
    }

    private void begin(ServedJob job, RunApproval approval, Occasion occasion) {
        JobRun due = job.source() instanceof ServedJob.Rerun rerun
                ? rerun(job, rerun.selection(), false, approval)
                : run(job, approval);
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
