package dev.reelbatch.job;

import dev.reelbatch.home.StatusFile;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.ReportLedger;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.time.Time;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports the progress of a run: the status file every second; cost, console and page less often for a long sheet. */
final class ProgressReporter implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ProgressReporter.class);
    private static final long PAGE_EVERY = 10; // beats
    private static final long RESERVE_EVERY = 10; // beats
    private static final long SHARE = 20; // at most a twentieth of the time is spent on each

    private final Run run;
    private final boolean served;
    private final Execution execution;
    private final RunReservation reservation;
    private final Reporting reporting;
    private final ReportLedger money;
    private final StatusFile file;
    private final ProgressListener progressListener;
    private final Time time;
    private final Instant since;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread daemon = new Thread(work, "heartbeat");
        daemon.setDaemon(true);
        return daemon;
    });
    private volatile Cost cost = Cost.NONE; // the last report comes from another thread
    private long beats;
    private long nextLook;
    private long nextPage = PAGE_EVERY;

    ProgressReporter(
            PreparedRun prepared,
            Execution execution,
            RunReservation reservation,
            Reporting reporting,
            ReportLedger money,
            StatusFile file,
            ProgressListener progressListener,
            Time time) {
        this.run = prepared.run();
        this.served = prepared.plan().isServed();
        this.execution = execution;
        this.reservation = reservation;
        this.reporting = reporting;
        this.money = money;
        this.file = file;
        this.progressListener = progressListener;
        this.time = time;
        this.since = time.now();
    }

    void start() {
        thread.scheduleWithFixedDelay(this::beat, 0, 1, TimeUnit.SECONDS);
    }

    private void beat() {
        try {
            if (beats >= nextLook) {
                nextLook = nextAfter(this::look, 1);
            } else {
                writeStatus();
            }
            if (beats % RESERVE_EVERY == 0) {
                reservation.renew();
            }
            if (beats >= nextPage) {
                nextPage = nextAfter(this::renewPage, PAGE_EVERY);
            }
        } catch (RuntimeException e) {
            log.warn("The heartbeat missed a beat", e); // reporting must never end a run
        } finally {
            beats++;
        }
    }

    /** Does the work. Returns the beat at which it may be done again. */
    private long nextAfter(Runnable work, long every) {
        long start = time.nanos();
        work.run();
        long millis = time.onWallClock(time.since(start)).toMillis();
        return beats + Math.max(every, millis * SHARE / 1000);
    }

    /** Sums up all submissions of the run, and estimates its end. */
    private void look() {
        cost = Cost.of(money.money(run.id()));
        writeStatus();
        progressListener.onProgress(execution.progress().now(since, cost));
    }

    private void renewPage() {
        reporting.renewPage(
                execution.stop(), execution.progress().now(since, cost).end());
    }

    private void writeStatus() {
        Map<String, Integer> states = new TreeMap<>();
        execution.progress().states().forEach((state, clips) -> states.put(state.name(), clips));
        Map<String, String> amounts = new TreeMap<>();
        cost.byCurrency().forEach((currency, amount) -> amounts.put(currency, amount.toPlainString()));
        StopSignal stop = execution.stop();
        ProcessHandle process = ProcessHandle.current();
        file.write(new StatusFile.Status(
                process.pid(),
                process.info().startInstant().orElse(null),
                served,
                run.job().name(),
                run.number(),
                run.outDir().toString(),
                since,
                time.now(),
                states,
                amounts,
                stop.first().map(StopSignal.Cause::message).orElse(null)));
    }

    /** Reports the end. */
    private void lookForTheLastTime() {
        try {
            look();
        } catch (RuntimeException e) { // after a failed write the database is closed
            log.warn("There was no last look", e);
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            thread.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lookForTheLastTime();
        file.remove(run.job().name());
    }
}
