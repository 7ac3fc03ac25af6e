package dev.reelbatch.job;

import dev.reelbatch.home.StatusFile;
import dev.reelbatch.ledger.ReportLedger;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.pump.StopSignal;
import dev.reelbatch.time.Time;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every second of a run: the status file, the console, and the page, as seldom as its length demands. */
final class Heartbeat implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);
    private static final long PAGE_EVERY = 10; // beats
    private static final long PAGE_SHARE = 20; // at most a twentieth of the time goes into the page

    private final Run run;
    private final Execution execution;
    private final Reporting reporting;
    private final ReportLedger money;
    private final StatusFile file;
    private final Watcher watcher;
    private final Time time;
    private final Instant since;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread daemon = new Thread(work, "heartbeat");
        daemon.setDaemon(true);
        return daemon;
    });
    private long beats;
    private long nextPage = PAGE_EVERY;

    Heartbeat(
            Run run,
            Execution execution,
            Reporting reporting,
            ReportLedger money,
            StatusFile file,
            Watcher watcher,
            Time time) {
        this.run = run;
        this.execution = execution;
        this.reporting = reporting;
        this.money = money;
        this.file = file;
        this.watcher = watcher;
        this.time = time;
        this.since = time.now();
    }

    void start() {
        thread.scheduleWithFixedDelay(this::beat, 0, 1, TimeUnit.SECONDS);
    }

    private void beat() {
        try {
            look();
            if (++beats >= nextPage) {
                renewPage();
            }
        } catch (RuntimeException e) {
            log.warn("The heartbeat missed a beat", e); // looking on must never end a run
        }
    }

    private void look() {
        Map<String, BigDecimal> cost = new TreeMap<>();
        money.money(run.id())
                .forEach(sum ->
                        cost.put(sum.currency(), sum.paid().add(sum.inDoubt()).add(sum.open())));
        writeStatus(cost);
        watcher.look(execution.look(since, cost));
    }

    private void writeStatus(Map<String, BigDecimal> sums) {
        Map<String, Integer> states = new TreeMap<>();
        execution.progress().states().forEach((state, clips) -> states.put(state.name(), clips));
        Map<String, String> cost = new TreeMap<>();
        sums.forEach((currency, amount) -> cost.put(currency, amount.toPlainString()));
        StopSignal stop = execution.stop();
        file.write(new StatusFile.Status(
                ProcessHandle.current().pid(),
                run.job().name(),
                run.number(),
                run.outDir().toString(),
                since,
                time.now(),
                states,
                cost,
                stop.first().map(StopSignal.Cause::message).orElse(null)));
    }

    /** How it ended. */
    private void lookForTheLastTime() {
        try {
            look();
        } catch (RuntimeException e) { // after a failed write the database is closed
            log.warn("There was no last look", e);
        }
    }

    private void renewPage() {
        long start = time.nanos();
        reporting.renewPage(execution.stop());
        long took = time.onWallClock(time.since(start)).toSeconds();
        nextPage = beats + Math.max(PAGE_EVERY, took * PAGE_SHARE);
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
