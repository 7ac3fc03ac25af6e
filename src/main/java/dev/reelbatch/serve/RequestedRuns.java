package dev.reelbatch.serve;

import dev.reelbatch.home.Uploads;
import dev.reelbatch.job.RunOutcome;
import dev.reelbatch.job.RunProgress;
import dev.reelbatch.ledger.Approval;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.ledger.RequestedRunLedger;
import dev.reelbatch.plan.FetchedSheets;
import dev.reelbatch.plan.KeptRequest;
import dev.reelbatch.stage.FailureCause;
import dev.reelbatch.text.Language;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import dev.reelbatch.time.Time;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The runs requested over HTTP and by commands: queued, resumed after a restart, watched, approved and stopped. */
public final class RequestedRuns {

    private final RequestedRunLedger ledger;
    private final Uploads uploads;
    private final RequestedRunPlanner planner;
    private final Supplier<List<Path>> folders;
    private final JobFileRunRecords ofJobFiles;
    private final RunRequests requests;
    private final SharedLimits limits;
    private final Dispatcher dispatcher;
    private final Map<String, ServedRequestedRun> open = new ConcurrentHashMap<>();

    /** @param folders of results: that of new jobs, and those of job files */
    RequestedRuns(
            RequestedRunLedger ledger,
            Uploads uploads,
            FetchedSheets links,
            RequestedRunPlanner planner,
            Supplier<List<Path>> folders,
            ApprovalRule approvals,
            JobFileRunRecords ofJobFiles,
            Time time,
            SharedLimits limits,
            Dispatcher dispatcher) {
        this.ledger = ledger;
        this.uploads = uploads;
        this.planner = planner;
        this.folders = folders;
        this.ofJobFiles = ofJobFiles;
        this.requests = new RunRequests(this, ledger, uploads, planner, links, approvals, time);
        this.limits = limits;
        this.dispatcher = dispatcher;
    }

    /** Queues the runs that an earlier process accepted and did not finish, unless a person has stopped them. */
    RequestedRuns resume() {
        ledger.open(true).forEach(requestedRun -> new RequestRecord(requestedRun.id(), ledger)
                .stopped(ServedRequestedRun.stoppedText(requestedRun)));
        List<RequestedRun> left = ledger.open(false);
        Set<String> kept = left.stream().map(RequestedRun::id).collect(Collectors.toSet());
        kept.addAll(ledger.waiting());
        uploads.deleteAllExcept(kept);
        left.forEach(requestedRun -> queue(requestedRun, true, null));
        return this;
    }

    /** Records a request, and queues it unless it waits for approval; nobody can stop it in between. */
    synchronized RequestedRunLedger.Added record(RequestedRun.Draft draft, @Nullable RunFollower follower) {
        RequestedRunLedger.Added added = recorded(draft);
        if (added.isNew() && added.run().state() == RequestedRun.State.QUEUED) {
            queue(added.run(), false, follower);
        }
        return added;
    }

    private RequestedRunLedger.Added recorded(RequestedRun.Draft draft) {
        try {
            return ledger.add(draft);
        } catch (RuntimeException e) {
            String reason = FailureCause.ofDisk(e).orElseThrow(() -> e);
            throw new UserException(
                    UserException.Kind.UNAVAILABLE,
                    Text.of(
                            "The run could not be recorded, because the disk of the home is full or can't be written (%s). Nothing was submitted. Free some space there, then try again.",
                            reason),
                    e);
        }
    }

    /**
     * Begins a command of a person at another process.
     *
     * @param folder the person's working folder
     */
    public CommandedRun command(Path folder, Language language) {
        return new CommandedRun(folder, language, this, uploads, limits);
    }

    /** Returns the open run of the same command, which would pay once more if it is given again. */
    Optional<ServedRequestedRun> repeatedBy(String job, KeptRequest command) {
        return open.values().stream()
                .filter(run -> run.isRepeatedBy(job, command))
                .findFirst();
    }

    private void queue(RequestedRun requestedRun, boolean resumed, @Nullable RunFollower follower) {
        ServedRequestedRun run =
                new ServedRequestedRun(requestedRun, resumed, planner, ledger, this::over, this::waits, follower);
        open.put(requestedRun.id(), run);
        dispatcher.add(run);
    }

    /**
     * Approves the price of a run that waits for it. It is queued; that of a job file is queued already.
     *
     * @param by who approves it
     * @param seen the price that the person has seen; null if it is not said, which is not enough if a lower one was
     *     approved before
     * @param answer what the person says to who requested it; null for nothing
     */
    public synchronized Approval.Outcome approve(String id, String by, @Nullable Cost seen, @Nullable String answer) {
        Approval.Outcome outcome = ledger.approve(id, by, seen, answer);
        RequestedRun run = ledger.find(id).orElseThrow();
        if (outcome == Approval.Outcome.APPROVED && run.jobFile() == null) {
            queue(run, false, null);
        }
        return outcome;
    }

    private void waits(ServedRequestedRun run) {
        open.remove(run.id(), run); // it may have been approved by now, and be queued anew
    }

    private void over(ServedRequestedRun run) {
        open.remove(run.id(), run);
        uploads.delete(run.id());
    }

    /** Returns what accepts new ones. */
    public RunRequests requests() {
        return requests;
    }

    /** Tells people that one waits for approval. */
    void tell(String job, NotApprovedException why) {
        new Thread(() -> dispatcher.tell(job, why), "notify-" + job).start(); // a notification may take its time
    }

    /** Returns the figures of all runs of this process, whoever requested them. */
    public RunFigures figures() {
        return dispatcher.figures();
    }

    /** Returns why a run waits, for its turn or for its next try; empty if it does not, or is just being looked at. */
    public Optional<WaitReason> waitReason(String id) {
        return dispatcher.waitReason(run -> run.isRequested(id));
    }

    /** Returns how many videos may be made at once, in all runs together. */
    public int places() {
        return limits.maxInFlight();
    }

    /** Returns the folders for results: of new jobs, and of job files. */
    public List<Path> resultsFolders() {
        return folders.get();
    }

    public Optional<RequestedRun> find(String id) {
        return ledger.find(id);
    }

    /** Returns requested runs, newest first. */
    public List<RequestedRun> latest(int limit, int offset) {
        return ledger.latest(limit, offset);
    }

    /** Returns the present progress of a run; empty if it does not run. */
    public Optional<RunProgress> progress(String id) {
        return record(id).map(RequestRecord::progress);
    }

    /**
     * Passes each progress report of a run on.
     *
     * @param ended called once after its end
     * @return false if it is over
     */
    public boolean watch(String id, Consumer<RunProgress> watcher, Runnable ended) {
        return record(id).filter(run -> run.watch(watcher, ended)).isPresent();
    }

    public void forget(String id, Consumer<RunProgress> watcher) {
        record(id).ifPresent(run -> run.forget(watcher));
    }

    private Optional<RequestRecord> record(String id) {
        return Optional.ofNullable(open.get(id)).map(ServedRequestedRun::record).or(() -> ofJobFiles.record(id));
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

    /**
     * Stops a run in an orderly way, or takes it out of the queue. Returns false if it is over.
     *
     * @param by who stops it; so a run that waits for approval is refused
     */
    public boolean stop(String id, String by) {
        return stop(id, by, null);
    }

    /** @param answer what the person says to who requested it; null for nothing */
    public synchronized boolean stop(String id, String by, @Nullable String answer) {
        ServedRequestedRun run = open.get(id);
        if (run == null) {
            return refuse(id, by, answer) || dispatcher.stop(other -> other.isRequested(id)) != Stopping.NONE;
        }
        boolean isStopped = dispatcher.stop(run::equals) != Stopping.NONE;
        return refuse(id, by, answer) || isStopped; // it may begin to wait for approval at this moment
    }

    /** Ends a run that waits for approval. Returns false if it does not. */
    private boolean refuse(String id, String by, @Nullable String answer) {
        boolean waited =
                ledger.refuse(id, by, RunOutcome.INTERRUPTED.exitCode(), ApprovalRule.refusal(by, answer), answer);
        if (waited) {
            uploads.delete(id);
        }
        return waited;
    }
}
