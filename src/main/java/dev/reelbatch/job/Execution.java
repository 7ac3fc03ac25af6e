package dev.reelbatch.job;

import dev.reelbatch.download.DeliveredFiles;
import dev.reelbatch.ledger.ClipMove;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.Fault;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.SpendingLimits;
import dev.reelbatch.load.LoadReader;
import dev.reelbatch.load.LoadWriter;
import dev.reelbatch.pump.Rest;
import dev.reelbatch.pump.StopSignal;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.submit.FailureLimit;
import dev.reelbatch.submit.Slowdown;
import dev.reelbatch.submit.SubmitCollaborators;
import dev.reelbatch.submit.SubmitSettings;
import dev.reelbatch.submit.SubmitStage;
import dev.reelbatch.time.Time;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One try at a run: the stages with all they work with, made for it and closed after it. */
final class Execution implements AutoCloseable {

    private final PreparedRun prepared;
    private final Ledgers ledgers;
    private final Reporting reporting;
    private final OpenAccount accounts;
    private final Account account;
    private final StopSignal stop;
    private final Bell bell;
    private final Time time;
    private final Duration restAfter;
    private final LoadReader loadReader;
    private final LoadWriter loadWriter;
    private final Progress progress;
    private final ExpectedEnd end;
    private final Owed owed;
    private final AtomicInteger comingFrom = new AtomicInteger(2); // submitting, and files that have vanished
    private final SubmitStage submit;
    private ClipMove.@Nullable Listener guard;
    private final List<ClipMove.Listener> listeners = new CopyOnWriteArrayList<>();

    /** @param process stops everything; the run's own signal stops with it and with the account */
    Execution(
            PreparedRun prepared,
            Ledgers ledgers,
            RunReservation reservation,
            Settings settings,
            Reporting reporting,
            StopSignal process,
            OpenAccount accounts,
            Bell bell,
            Time time) {
        this.prepared = prepared;
        this.ledgers = ledgers;
        this.reporting = reporting;
        this.accounts = accounts;
        this.bell = bell;
        this.restAfter = settings.poll().restAfter();
        Run run = prepared.run();
        RunRequest.Limits limits = prepared.limits();
        this.loadReader = new LoadReader(prepared.copy(), prepared.rules(), prepared.isLoaded());
        this.loadWriter = new LoadWriter(
                ledgers.load(), run, prepared.takes(), prepared.backend().name(), prepared.loadKey(), loadReader);
        this.progress = new Progress(run.id());
        this.owed = new Owed(run.id());
        this.end = new ExpectedEnd(run.id(), limits.rate(), limits.maxInFlight(), time);
        this.time = time;
        this.account = accounts.join(run, prepared.backend(), limits, process);
        this.stop = account.stop().below();
        stop.onStop(bell::ring);
        SubmitSettings submitSettings = new SubmitSettings(
                run.id(),
                prepared.wish(),
                run.outDir().resolve("videos"),
                limits.rows(),
                new SpendingLimits(limits.maxAmount(), settings.parsedBudget()),
                settings.submit().parallel());
        this.submit = new SubmitStage(new SubmitCollaborators(
                account.submitApi(),
                ledgers.queue(),
                ledgers.submit(),
                reservation,
                submitSettings,
                account.traffic(),
                stop,
                time));
        listen(progress);
        listen(end);
        if (limits.maxFailures() != null) {
            guard = new FailureLimit(limits.maxFailures(), run.id(), stop);
            ledgers.journal().guard(guard); // not one more is begun after it
        }
    }

    private void listen(ClipMove.Listener listener) {
        listeners.add(listener);
        ledgers.journal().listen(listener);
    }

    /** Another try, free of charge: what timed out is asked again, what could not be fetched is fetched again. */
    private void bringBackWhatIsFree() {
        String api = prepared.backend().name();
        Instant since = time.now().minus(restAfter);
        ledgers.poll().rest(api, prepared.run().id(), since, new Fault(null, Rest.CODE, Rest.ofTask(restAfter)));
        ledgers.poll().askAgain(api, prepared.run().id(), since);
        ledgers.download()
                .rest(api, prepared.run().id(), since, new Fault(null, Rest.CODE, Rest.ofVideo(restAfter, "")));
        ledgers.download().fetchAgain(api, prepared.run().id(), since);
    }

    /** The rows are in the ledger. */
    void loaded() {
        if (!prepared.isLoaded()) { // before it began
            begin();
        }
    }

    /** Looks where everything stands. */
    void begin() {
        bringBackWhatIsFree();
        progress.set(ledgers.rows().states(prepared.run().id()));
        end.startOver();
        end.start(Beginning.of(prepared, ledgers, time));
    }

    LoadReader loadReader() {
        return loadReader;
    }

    LoadWriter loadWriter() {
        return loadWriter;
    }

    SubmitStage submit() {
        return submit;
    }

    /** Nothing more is submitted. */
    void submitEnded() {
        lookWhatIsOwed();
    }

    /** Once no more clips of the run come on their way, from either side. Never throws. */
    private void lookWhatIsOwed() {
        try {
            if (comingFrom.decrementAndGet() == 0) {
                listen(owed);
                listen(move -> bell.ring());
                owed.know(ledgers.poll().onTheWay(prepared.run().id()));
            }
        } catch (RuntimeException e) {
            stop.brokeDown(e); // or the other steps would wait for ever
        }
        bell.ring();
    }

    /**
     * The poll step: the account's poller asks for every open task of the home, until none of this run is
     * open. What others left open is asked for until then, and by whichever run comes next.
     */
    void awaitPolled() throws InterruptedException {
        await(() -> owed.isPolled() && !account.isLookingForTasks());
    }

    /** The download step, likewise. Files of this run that have vanished are fetched with all the others. */
    void awaitDownloaded() throws InterruptedException {
        fetchVanishedAgain();
        lookWhatIsOwed();
        await(owed::isDownloaded);
    }

    private void await(BooleanSupplier done) throws InterruptedException {
        bell.await(() -> stop.isStopped() || done.getAsBoolean());
    }

    private void fetchVanishedAgain() {
        try {
            new DeliveredFiles(ledgers.download()).fetchVanishedAgain(prepared.run());
        } catch (RuntimeException e) {
            stop.brokeDown(e);
            throw e;
        }
    }

    Progress progress() {
        return progress;
    }

    StopSignal stop() {
        return stop;
    }

    /** How it goes now. */
    Look look(Instant since, Map<String, BigDecimal> cost) {
        Optional<Slowdown> stopped = stop.first().map(cause -> new Slowdown(Slowdown.Kind.STOPPED, cause.message()));
        boolean submitting = stopped.isEmpty() && end.toSubmit() > 0;
        Instant now = time.now();
        return new Look(
                prepared.run().job().name(),
                prepared.backend().isRehearsal(),
                since,
                now,
                progress.states(),
                cost,
                submitting ? end.perMinute() : 0,
                prepared.limits().rate(),
                stopped.orElseGet(() -> account.trouble(submitting, tasksUnderWay())),
                end.left(stopped.isEmpty())
                        .filter(left -> !stop.isStopped())
                        .map(time::onWallClock)
                        .map(now::plus)
                        .orElse(null));
    }

    private int tasksUnderWay() {
        Map<ClipState, Integer> states = progress.states();
        return states.getOrDefault(ClipState.SUBMITTING, 0) + states.getOrDefault(ClipState.SUBMITTED, 0);
    }

    void writeReport() {
        reporting.writeLast(stop);
    }

    /** What a person accepted as it is counts as if it were delivered. */
    boolean isEveryClipDelivered() {
        long run = prepared.run().id();
        return ledgers.rows().invalidRows(run) == 0
                && ledgers.rows().needWork(run).isEmpty();
    }

    @Override
    public void close() {
        listeners.forEach(ledgers.journal()::forget);
        if (guard != null) {
            ledgers.journal().forget(guard);
        }
        accounts.leave(prepared.run());
        account.stop().forget(stop);
    }
}
