package dev.reelbatch.job;

import dev.reelbatch.home.StatusFile;
import dev.reelbatch.ledger.Money;
import dev.reelbatch.ledger.ReportLedger;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.pump.StopSignal;
import dev.reelbatch.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
    private static final Duration PAGE_EVERY = Duration.ofSeconds(10);
    private static final int PAGE_SHARE = 20; // at most a twentieth of the time goes into the page

    private final Run run;
    private final Execution execution;
    private final Progress progress;
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
    private long nextPageAt;

    Heartbeat(
            Run run,
            Execution execution,
            Progress progress,
            Reporting reporting,
            ReportLedger money,
            StatusFile file,
            Watcher watcher,
            Time time) {
        this.run = run;
        this.execution = execution;
        this.progress = progress;
        this.reporting = reporting;
        this.money = money;
        this.file = file;
        this.watcher = watcher;
        this.time = time;
        this.since = time.now();
    }

    void start() {
        nextPageAt = System.nanoTime() + PAGE_EVERY.toNanos();
        thread.scheduleWithFixedDelay(this::beat, 0, 1, TimeUnit.SECONDS);
    }

    private void beat() {
        try {
            Map<ClipStateName, Integer> unused = Map.of();
            writeStatus();
            watcher.look(progress.states(), why());
            renewPage();
        } catch (RuntimeException e) {
            // looking on must never end a run
            log.warn("The heartbeat missed a beat", e);
        }
    }
}
