package dev.reelbatch.serve;

import dev.reelbatch.api.Proxies;
import dev.reelbatch.job.JobStatuses;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.SpendingLimits;
import dev.reelbatch.plan.ApiTarget;
import dev.reelbatch.plan.FetchedSheets;
import dev.reelbatch.plan.RunLimits;
import dev.reelbatch.session.Session;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.text.Text;
import dev.reelbatch.time.Time;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
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
    private final CurrentJobFiles jobs;
    private final Way way;
    private final ServeLog serveLog;
    private final StopSignal stop;
    private final Time time;
    private final Dispatcher dispatcher;
    private final Pauses pauses;
    private final Schedules schedules;
    private final JobFiles jobFiles;
    private final JobFileChanges changes;
    private final WatchedInboxes inboxes;
    private final JobFileQueue jobFileQueue;
    private final SharedLimits limits;
    private final JobFileRunRecords records;
    private final DatabaseWatch database;
    private final RecurringWork recurring;
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

    /**
     * Creates one.
     *
     * @param source of the job files, which may change while it runs
     * @param stop stops the server and all its runs
     */
    public Server(
            Session session,
            ApiTarget apiTarget,
            JobFileSource source,
            Way way,
            RunEndListener notice,
            ServeLog serveLog,
            StopSignal stop,
            Time time) {
        this.limits = SharedLimits.of(source.jobs(), way.standard());
        this.session = session;
        this.apiTarget = apiTarget;
        this.jobs = new CurrentJobFiles(source.jobs().stream().map(limits::hold).toList());
        this.way = way;
        this.serveLog = serveLog;
        this.stop = stop;
        this.time = time;
        this.tidiedAt = time.nanos();
        this.database = new DatabaseWatch(session, time);
        this.recurring = new RecurringWork(serveLog);
        this.dispatcher = new Dispatcher(session.runs(), way.parallelRuns(), stop, recurring, serveLog, notice, time);
        serveLog.say(Text.of(
                        "%s; shared limits: %s, %d at once",
                        Text.counted(jobs.all().size(), "job"), limits.rate(), limits.maxInFlight())
                + (way.rehearsal() ? Text.of("; rehearsal: nothing is sent to the API, nothing is charged") : ""));
        JobStatuses.openElsewhereText(session.standing().openElsewhere(apiTarget.name()))
                .forEach(serveLog::say);
        this.pauses = new Pauses(session.schedules(), time);
        this.records = new JobFileRunRecords(session, pauses, jobs);
        this.schedules = new Schedules(jobs.all(), session.schedules(), pauses, recurring, serveLog, time);
        this.inboxes = new WatchedInboxes(new InboxServices(
                session, apiTarget, way, jobs, dispatcher, records, recurring, pauses, serveLog, time));
        this.jobFiles = new JobFiles(source, jobs, inboxes, session, pauses, schedules, dispatcher, time);
        this.jobFileQueue = new JobFileQueue(
                jobs,
                session,
                new JobRuns(session, apiTarget, jobs),
                records,
                schedules,
                jobFiles,
                dispatcher,
                serveLog);
        this.changes = new JobFileChanges(source, jobs, limits, inboxes, schedules, jobFiles, serveLog);
        jobFiles.isTakenUpBy(changes::takeUp);
    }

    /** @param proxies that lead to the hosts of links */
    public SheetChecks sheetChecks(SheetChecker checker, Proxies proxies) {
        RunLimits pace = new RunLimits(
                RowRanges.ALL, limits.rate(), limits.maxInFlight(), SpendingLimits.NONE, null, limits.patience());
        FetchedSheets links = session.fetchedSheets(proxies);
        RunPreparation preparation = new RunPreparation(
                session.preparedRuns(), links, checker, pace, apiTarget.name(), session.standing(), time);
        return new SheetChecks(session.uploads(), links, checker, pace, apiTarget.name(), preparation);
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
                        () -> Stream.concat(
                                        Stream.of(results),
                                        jobs.all().stream()
                                                .map(ServedJob::results)
                                                .flatMap(Optional::stream))
                                .toList(),
                        ofHome,
                        records,
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
        try {
            changes.begin();
            records.endStopped();
            new ShellRuns(session).record();
            jobFileQueue.resumeInterrupted();
            jobFileQueue.resumeApproved();
            changes.follow();
            if (way.rehearsal()) {
                schedules.all().forEach(jobFileQueue::begin);
            }
            while (!stop.isStopped()) {
                schedules.due().forEach(jobFileQueue::begin);
                recurring.attempt("", "orders", jobFileQueue::beginOrdered);
                recurring.attempt("", "changes", changes::takeUp);
                inboxes.look();
                dispatcher.startDue();
                tidyNowAndThen();
                database.check();
                dispatcher.awaitChange(GLANCE);
            }
        } catch (RuntimeException e) {
            throw DatabaseWatch.givenUp(e).<RuntimeException>map(why -> why).orElse(e);
        } finally {
            changes.end();
            dispatcher.awaitIdle();
            dispatcher.withholdAll();
            inboxes.leave();
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
        if (time.since(tidiedAt).compareTo(TIDY_EVERY) > 0 && dispatcher.doIfIdle(this::tidy)) {
            tidiedAt = time.nanos();
        }
    }

    private void tidy() {
        recurring.attempt("", "tidy", session::tidy);
    }
}
