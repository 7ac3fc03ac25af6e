package dev.reelbatch.serve;

import dev.reelbatch.api.LinkAnswer;
import dev.reelbatch.api.SheetLink;
import dev.reelbatch.files.Sha256;
import dev.reelbatch.home.Uploads;
import dev.reelbatch.job.RunOutcome;
import dev.reelbatch.job.RunProgress;
import dev.reelbatch.ledger.Approval;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.ledger.RequestedRunLedger;
import dev.reelbatch.ledger.RunPrice;
import dev.reelbatch.plan.FetchedSheets;
import dev.reelbatch.plan.KeptRequest;
import dev.reelbatch.plan.Quote;
import dev.reelbatch.plan.RerunChoice;
import dev.reelbatch.plan.RunPlan;
import dev.reelbatch.plan.SheetFileName;
import dev.reelbatch.stage.FailureCause;
import dev.reelbatch.text.Language;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import dev.reelbatch.time.Time;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The runs requested over HTTP: checked, recorded, queued, resumed after a restart, watched and stopped. */
public final class RequestedRuns {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Who requests what is commanded at a shell of the home's owner. */
    private static final String BY_COMMAND = "owner";

    private final RequestedRunLedger ledger;
    private final Uploads uploads;
    private final RequestedRunPlanner planner;
    private final FetchedSheets links;
    private final List<Path> folders;
    private final ApprovalRule approvals;
    private final JobFileRunRecords ofJobFiles;
    private final Time time;
    private final SharedLimits limits;
    private final Dispatcher dispatcher;
    private final Map<String, ServedRequestedRun> open = new ConcurrentHashMap<>();

    /** @param folders of results: that of new jobs, and those of job files */
    RequestedRuns(
            RequestedRunLedger ledger,
            Uploads uploads,
            FetchedSheets links,
            RequestedRunPlanner planner,
            List<Path> folders,
            ApprovalRule approvals,
            JobFileRunRecords ofJobFiles,
            Time time,
            SharedLimits limits,
            Dispatcher dispatcher) {
        this.ledger = ledger;
        this.uploads = uploads;
        this.links = links;
        this.planner = planner;
        this.folders = folders;
        this.approvals = approvals;
        this.ofJobFiles = ofJobFiles;
        this.time = time;
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

    /** Thrown if an idempotency key was used before for another sheet or other options. */
    public static final class KeyReusedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        KeyReusedException() {
            super(
                    Text.of(
                            "This Idempotency-Key was used before for another sheet or other fields. Use a new key for a new request."));
        }
    }

    /**
     * Checks a request for a run as {@code run} does, then records and queues it. The same key leads to the same run.
     *
     * @param approves true if the caller may approve its price
     * @param key null if the caller gave none
     * @param fileName as the caller named it
     * @param fields named as the options of {@code run}, with {@code _} for {@code -}
     * @throws UserException if the run is refused; nothing is left behind then
     * @throws KeyReusedException if the key was used for something else
     */
    public RequestedRun add(
            String requestedBy,
            boolean approves,
            @Nullable String key,
            String fileName,
            InputStream sheet,
            Map<String, List<String>> fields) {
        String id = UUID.randomUUID().toString();
        Path file = uploads.keep(id, SheetFileName.of(fileName), sheet);
        try {
            String options = JSON.writeValueAsString(new LinkedHashMap<>(fields));
            return add(id, requestedBy, approves, key, file, fields, options, Sha256.of(options + Sha256.of(file)));
        } catch (IOException e) {
            uploads.delete(id);
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Does the same with a sheet behind a link, which is fetched first. The same key leads to the same run, whatever the
     * sheet says by then.
     *
     * @throws UserException if it can't be fetched, or the run is refused
     */
    public RequestedRun add(
            String requestedBy, boolean approves, @Nullable String key, String link, Map<String, List<String>> fields) {
        SheetLink sheet = link(link, fields);
        String options = JSON.writeValueAsString(new LinkedHashMap<>(fields));
        String content = Sha256.of(options + "link " + sheet.key());
        RequestedRunLedger.Added before =
                ledger.earlier(requestedBy, key, content).orElse(null);
        if (before != null) {
            return same(before);
        }
        LinkAnswer.Sheet answer = links.read(sheet);
        String id = UUID.randomUUID().toString();
        Path file = uploads.keep(id, SheetFileName.of(answer.name()), new ByteArrayInputStream(answer.bytes()));
        return add(id, requestedBy, approves, key, file, fields, options, content);
    }

    private static SheetLink link(String text, Map<String, List<String>> fields) {
        try {
            return SheetLink.of(text, fields.containsKey("sheet_name"));
        } catch (IllegalArgumentException e) {
            throw new UserException(Text.of("The sheet's link can't be used: %s", e.getMessage()));
        }
    }

    private static RequestedRun same(RequestedRunLedger.Added added) {
        if (!added.isSameContent()) {
            throw new KeyReusedException();
        }
        return added.run();
    }

    /** Records and queues a run, and deletes the sheet if it comes to nothing. */
    private RequestedRun add(
            String id,
            String requestedBy,
            boolean approves,
            @Nullable String key,
            Path file,
            Map<String, List<String>> fields,
            String options,
            String content) {
        try {
            RequestedRunLedger.Added added = once(requestedBy, key, content, () -> {
                String job = planner.jobOf(file, fields);
                Quote quote =
                        planner.ofSheet(id, requestedBy, file, job, fields).offer(); // refuses what can't run
                Approval approval = approvals.of(quote, approves ? requestedBy : null, time.now());
                return new RequestedRun.Draft(id, requestedBy, key, content, job, file, null, options, approval);
            });
            if (!added.isNew()) {
                uploads.delete(id);
            }
            return added.run();
        } catch (RuntimeException e) {
            uploads.delete(id);
            throw e;
        }
    }

    /**
     * Chooses rows of a job as {@code rerun} does, then records and queues their rerun. The same key leads to the same
     * one.
     *
     * @param approves true if the caller may approve its price
     * @param key null if the caller gave none
     * @param fields named as the options of {@code rerun}, and {@code select}
     * @throws UserException if it is refused, or there is nothing to rerun
     * @throws KeyReusedException if the key was used for something else
     */
    public RequestedRun addRerun(
            String requestedBy, boolean approves, @Nullable String key, String job, Map<String, List<String>> fields) {
        String options = JSON.writeValueAsString(new LinkedHashMap<>(fields));
        String content = Sha256.of("rerun " + job + options);
        return once(requestedBy, key, content, () -> {
                    String id = UUID.randomUUID().toString();
                    RequestedRunPlanner.Chosen chosen = planner.ofRerun(id, requestedBy, job, fields);
                    RerunChoice choice = chosen.choice();
                    Approval approval = approvals.of(chosen.plan().offer(), approves ? requestedBy : null, time.now());
                    return new RequestedRun.Draft(
                            id,
                            requestedBy,
                            key,
                            content,
                            choice.job(),
                            null,
                            choice.contentHash(),
                            RequestedRunPlanner.options(fields, choice),
                            approval);
                })
                .run();
    }

    /** Records and queues a request, unless one with its key was recorded before. */
    private RequestedRunLedger.Added once(
            String requestedBy, @Nullable String key, String content, Supplier<RequestedRun.Draft> checked) {
        RequestedRunLedger.Added added =
                ledger.earlier(requestedBy, key, content).orElseGet(() -> record(checked.get(), null));
        if (!added.isSameContent()) {
            throw new KeyReusedException();
        }
        if (added.isNew() && added.run().state() == RequestedRun.State.WAITING_FOR_APPROVAL) {
            RunPrice price = Objects.requireNonNull(added.run().approval()).asked();
            String text = approvals.text(price);
            // a notification may take its time
            new Thread(
                            () -> dispatcher.tell(added.run().job(), new NotApprovedException(text, price)),
                            "notify-" + added.run().job())
                    .start();
        }
        return added;
    }

    /** Records a request, and queues it unless it waits for approval; nobody can stop it in between. */
    private synchronized RequestedRunLedger.Added record(RequestedRun.Draft draft, @Nullable RunFollower follower) {
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

    /**
     * Joins the run that the same command began before, if it is still waiting or running, so that repeating a command to
     * pay again resumes it, as without a server. Of two at one moment that find none, the later one is refused when its
     * turn comes.
     *
     * @param sheet the copy of the command's sheet; null if it has none
     * @throws UserException if that run is of another sheet, or has other options
     */
    Optional<RunFollower> join(RunPlan confirmed, @Nullable Path sheet) {
        KeptRequest command = KeptRequest.of(confirmed);
        ServedRequestedRun before = open.values().stream()
                .filter(run -> run.isRepeatedBy(confirmed.job(), command))
                .findFirst()
                .orElse(null);
        if (before == null) {
            return Optional.empty();
        }
        if (!before.isOf(command, sheet)) {
            throw new UserException(Text.of(
                    "The same command, with another sheet or other options, is waiting or running in `serve`. Wait until %s has ended, or stop it, then give this command again.",
                    before.job()));
        }
        RunFollower follower = new RunFollower(true);
        return before.follow(follower) ? Optional.of(follower) : Optional.empty();
    }

    /** Records and queues the run of such a command. */
    RunFollower queue(String id, RunPlan confirmed, @Nullable Path sheet, Language language) {
        String options = RequestedRunPlanner.fields(confirmed, language);
        RerunChoice rerun = confirmed.request().said().rerun();
        RunFollower follower = new RunFollower(false);
        RequestedRun.Draft draft = new RequestedRun.Draft(
                id,
                BY_COMMAND,
                null,
                Sha256.of(options + id),
                confirmed.job(),
                sheet,
                rerun == null ? null : rerun.contentHash(),
                options,
                null); // whoever may use the shell of the home's owner needs nobody's approval
        record(draft, follower);
        return follower;
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
     */
    public synchronized Approval.Outcome approve(String id, String by, @Nullable Cost seen) {
        Approval.Outcome outcome = ledger.approve(id, by, seen);
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

    /** Returns the figures of all runs of this process, whoever requested them. */
    public RunFigures figures() {
        return dispatcher.figures();
    }

    /** Returns the folders for results: of new jobs, and of job files. */
    public List<Path> resultsFolders() {
        return folders;
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
    public synchronized boolean stop(String id, String by) {
        ServedRequestedRun run = open.get(id);
        if (run == null) {
            return refuse(id, by) || dispatcher.stop(other -> other.isRequested(id)) != Stopping.NONE;
        }
        boolean isStopped = dispatcher.stop(run::equals) != Stopping.NONE;
        return refuse(id, by) || isStopped; // it may begin to wait for approval at this moment
    }

    /** Ends a run that waits for approval. Returns false if it does not. */
    private boolean refuse(String id, String by) {
        boolean waited = ledger.refuse(id, by, RunOutcome.INTERRUPTED.exitCode(), ApprovalRule.refusal(by));
        if (waited) {
            uploads.delete(id);
        }
        return waited;
    }
}
