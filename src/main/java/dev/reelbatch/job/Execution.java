package dev.reelbatch.job;

import dev.reelbatch.download.DeliveredFiles;
import dev.reelbatch.ledger.ClipError;
import dev.reelbatch.ledger.ClipTransition;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.load.LoadReader;
import dev.reelbatch.load.LoadWriter;
import dev.reelbatch.plan.Ledgers;
import dev.reelbatch.plan.RunLimits;
import dev.reelbatch.plan.RunPlan;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.stage.ChangeSignal;
import dev.reelbatch.stage.RestingClips;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.submit.FailureLimit;
import dev.reelbatch.submit.SubmitOrder;
import dev.reelbatch.submit.SubmitStage;
import dev.reelbatch.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One try at a run: the stages with everything they need, made for it and closed after it. */
final class Execution implements AutoCloseable {

    private final PreparedRun prepared;
    private final Ledgers ledgers;
    private final Reporting reporting;
    private final SharedAccount accounts;
    private final Account account;
    private final StopSignal stop;
    private final ChangeSignal changeSignal;
    private final Time time;
    private final Duration restAfter;
    private final LoadReader loadReader;
    private final LoadWriter loadWriter;
    private final ProgressTracker progress;
    private final RemainingWork remainingWork;
    private final AtomicInteger comingFrom = new AtomicInteger(2); // submitting, and files that have vanished
    private final SubmitStage submit;
    private ClipTransition.@Nullable Listener guard;
    private final List<ClipTransition.Listener> listeners = new CopyOnWriteArrayList<>();

    /** @param process stops everything; the run's own signal stops together with it and with the account */
    Execution(
            PreparedRun prepared,
            Ledgers ledgers,
            RunReservation reservation,
            Settings settings,
            Reporting reporting,
            StopSignal process,
            SharedAccount accounts,
            ChangeSignal changeSignal,
            Time time) {
        this.prepared = prepared;
        this.ledgers = ledgers;
        this.reporting = reporting;
        this.accounts = accounts;
        this.changeSignal = changeSignal;
        this.restAfter = settings.poll().restAfter();
        Run run = prepared.run();
        RunPlan plan = prepared.plan();
        RunLimits limits = plan.limits();
        this.loadReader = new LoadReader(plan.sheetFile(), plan.rules(), prepared.isLoaded());
        this.loadWriter = new LoadWriter(
                ledgers.load(), run, prepared.takes(), plan.backend().name(), plan.loadKey(), loadReader);
        this.remainingWork = new RemainingWork();
        this.time = time;
        this.account = accounts.join(run, plan.backend(), limits, process);
        this.stop = account.stop().below();
        stop.onStop(changeSignal::signal);
        this.submit = account.submitStage(
                new SubmitOrder(run, prepared.wish(), limits.rows(), limits.spending()), reservation, stop);
        this.progress = new ProgressTracker(prepared, account, stop, time);
        progress.listeners().forEach(this::listen);
        if (limits.maxFailures() != null) {
            guard = new FailureLimit(limits.maxFailures(), run.id(), stop);
            ledgers.journal().guard(guard); // no submission begins after it
        }
    }

    private void listen(ClipTransition.Listener listener) {
        listeners.add(listener);
        ledgers.journal().listen(listener);
    }

    /** Queues free work for another try: timed-out clips are polled again, undelivered ones downloaded again. */
    private void requeueFreeWork() {
        String api = prepared.plan().backend().name();
        Instant since = time.now().minus(restAfter);
        ledgers.poll()
                .timedOutTasks()
                .rest(
                        api,
                        prepared.run().id(),
                        since,
                        new ClipError(null, RestingClips.CODE, RestingClips.ofTask(restAfter)));
        ledgers.poll().timedOutTasks().askAgain(api, prepared.run().id(), since);
        ledgers.download()
                .rest(
                        api,
                        prepared.run().id(),
                        since,
                        new ClipError(null, RestingClips.CODE, RestingClips.ofVideo(restAfter, "")));
        ledgers.download().fetchAgain(api, prepared.run().id(), since);
    }

    /** Continues after the rows are in the ledger. */
    void loaded() {
        if (!prepared.isLoaded()) { // before it began
            begin();
        }
    }

    /** Reads the present state. */
    void begin() {
        requeueFreeWork();
        progress.start(ledgers);
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

    /** Records that submitting has ended. */
    void submitEnded() {
        readRemainingWork();
    }

    /**
     * Reads the remaining work, once no clip of the run can get under way any more, from either source. Never throws.
     */
    private void readRemainingWork() {
        try {
            if (comingFrom.decrementAndGet() == 0) {
                listen(remainingWork);
                listen(move -> changeSignal.signal());
                remainingWork.know(ledgers.poll().onTheWay(prepared.run().id()));
            }
        } catch (RuntimeException e) {
            stop.brokeDown(e); // otherwise the other steps would wait for ever
        }
        changeSignal.signal();
    }

    /**
     * Waits for the poll step: the account's poller checks every open task of the home until none of this run is
     * open. Tasks left open by other runs are checked until then, and by whichever run comes next.
     */
    void awaitPolled() throws InterruptedException {
        await(() -> remainingWork.isPolled() && !isLookingForTasks());
    }

    /** Waits for the download step in the same way. Vanished files of this run are downloaded with all the others. */
    void awaitDownloaded() throws InterruptedException {
        fetchVanishedAgain();
        readRemainingWork();
        await(() -> remainingWork.isDownloaded() && !isLookingForTasks());
    }

    private boolean isLookingForTasks() {
        return account.isLookingFor(remainingWork.doubted());
    }

    private void await(BooleanSupplier done) throws InterruptedException {
        changeSignal.await(() -> stop.isStopped() || done.getAsBoolean());
    }

    private void fetchVanishedAgain() {
        try {
            new DeliveredFiles(ledgers.download().files()).fetchVanishedAgain(prepared.run());
        } catch (RuntimeException e) {
            stop.brokeDown(e);
            throw e;
        }
    }

    ProgressTracker progress() {
        return progress;
    }

    StopSignal stop() {
        return stop;
    }

    void writeReport() {
        reporting.writeLast(stop);
    }

    /** Returns true if every clip is delivered; a clip that a person accepted counts as delivered. */
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
