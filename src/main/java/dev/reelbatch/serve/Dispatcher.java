package dev.reelbatch.serve;

import dev.reelbatch.job.RunOutcome;
import dev.reelbatch.job.RunResult;
import dev.reelbatch.job.RunService;
import dev.reelbatch.plan.RunPlan;
import dev.reelbatch.stage.FailureCause;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.text.Durations;
import dev.reelbatch.text.Text;
import dev.reelbatch.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts served runs in the order of their arrival, a limited number at once: never two of one job, and never two that
 * request the same clip. A run that a stop rule ended waits, then is retried.
 */
final class Dispatcher {

    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

    private final RunService runs;
    private final int parallel;
    private final StopSignal stop;
    private final ServeLog serveLog;
    private final RunEndListener notice;
    private final Time time;
    private final List<WaitingRun> waiting = new ArrayList<>();
    private final List<Running> running = new ArrayList<>();
    private final Map<RunOutcome, Long> endings = new ConcurrentHashMap<>();

    Dispatcher(RunService runs, int parallel, StopSignal stop, ServeLog serveLog, RunEndListener notice, Time time) {
        this.runs = runs;
        this.parallel = parallel;
        this.stop = stop;
        this.serveLog = serveLog;
        this.notice = notice;
        this.time = time;
    }

    private record Running(WaitingRun entry, Set<String> requests) {

        String job() {
            return entry.servedRun.job();
        }
    }

    /** Returns what waits, runs and has ended. */
    synchronized RunFigures figures() {
        return new RunFigures(waiting.size(), running.size(), Map.copyOf(endings));
    }

    /** Queues a run. */
    synchronized void add(ServedRun servedRun) {
        waiting.add(new WaitingRun(servedRun, time.nanos()));
        notifyAll();
    }

    /**
     * Queues a run unless a waiting one replaces it, so that at most one run waits for a long one to end. Returns false
     * if it was not queued.
     */
    synchronized boolean addUnless(Predicate<ServedRun> doesForBoth, ServedRun servedRun) {
        if (waiting.stream().anyMatch(entry -> doesForBoth.test(entry.servedRun))) {
            return false;
        }
        add(servedRun);
        return true;
    }

    /** Starts the runs that are due. Called regularly, by one thread only. */
    synchronized void startDue() {
        for (WaitingRun entry : List.copyOf(waiting)) {
            if (running.size() >= parallel || stop.isSubmittingStopped()) {
                return;
            }
            if (entry.notBefore <= time.nanos() && !mustWaitForAnother(entry) && entry.servedRun.isReady()) {
                start(entry);
            }
        }
    }

    /**
     * Returns true while the run that blocks this one is running. That avoids planning it again, which reads the whole
     * sheet.
     */
    private boolean mustWaitForAnother(WaitingRun entry) {
        return isRunning(entry.servedRun.job()) || (entry.blockedBy != null && isRunning(entry.blockedBy));
    }

    private boolean isRunning(String job) {
        return running.stream().anyMatch(other -> isSameJob(other.job(), job));
    }

    static boolean isSameJob(String one, String other) {
        return one.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT));
    }

    private void start(WaitingRun entry) {
        try {
            RunPlan runPlan = entry.servedRun.plan();
            Optional<Running> sharing = running.stream()
                    .filter(other -> !Collections.disjoint(other.requests, runPlan.requests()))
                    .findFirst();
            if (sharing.isPresent()) {
                waitFor(entry, sharing.get().job());
                return;
            }
            RunPlan begun = entry.servedRun.begin(runPlan);
            serveLog.say(entry.servedRun.job(), StartText.of(begun.offer(), begun.isRehearsal()));
            begun.offer()
                    .sheet()
                    .warnings()
                    .forEach(note -> serveLog.say(entry.servedRun.job(), Text.of("Note: %s", note)));
            start(entry, begun.requests(), () -> run(entry, begun));
        } catch (RuntimeException e) {
            start(entry, Set.of(), () -> failed(entry, e)); // a notification may take its time
        }
    }

    private void start(WaitingRun entry, Set<String> requests, Runnable work) {
        waiting.remove(entry);
        entry.blockedBy = null;
        running.add(new Running(entry, requests));
        Runnable untilItLeaves = () -> {
            try {
                work.run();
            } finally {
                leave(entry);
            }
        };
        new Thread(untilItLeaves, "run-" + entry.servedRun.job()).start();
    }

    private void waitFor(WaitingRun entry, String job) {
        if (!job.equals(entry.blockedBy)) {
            entry.blockedBy = job;
            serveLog.say(entry.servedRun.job(), Text.of("Waiting for %s, which requests some of the same videos", job));
        }
    }

    private void run(WaitingRun entry, RunPlan runPlan) {
        try {
            ended(entry, runs.run(runPlan, stop, new RunLines(entry.servedRun, serveLog)));
        } catch (RuntimeException | Error e) {
            failed(entry, e);
        }
    }

    private void ended(WaitingRun entry, RunResult result) {
        endings.merge(result.ending(), 1L, Long::sum);
        result.summary().forEach(line -> serveLog.say(entry.servedRun.job(), line));
        if (RetrySchedule.isWanted(result)) {
            again(entry, result.stopped());
            if (RetrySchedule.isTimeToTell(entry.tries, result.stopped())) {
                notice.ended(result, true).ifPresent(serveLog::say);
            }
        } else if (result.ending() != RunOutcome.INTERRUPTED) {
            entry.servedRun.ended(result);
            runs.close(result); // only now: if ending it fails, the run is retried and must not pay again
            notice.ended(result, false).ifPresent(serveLog::say);
        } else if (!stop.isStopped()) {
            entry.servedRun.stopped();
        }
    }

    /** Takes a run that waits out of the queue. Returns false if it does not wait. */
    boolean withdraw(ServedRun servedRun) {
        synchronized (this) {
            if (!waiting.removeIf(entry -> entry.servedRun == servedRun)) {
                return false;
            }
        }
        servedRun.stopped();
        return true;
    }

    private synchronized void again(WaitingRun entry, Optional<StopSignal.Cause> cause) {
        entry.tries++;
        Duration wait = RetrySchedule.after(entry.tries, cause);
        entry.notBefore = time.nanos() + wait.toNanos();
        waiting.add(entry);
        serveLog.say(entry.servedRun.job(), Text.of("Retrying in %s", Durations.text(wait)));
    }

    /** Reports a failure. Only a person can fix a refused run; a disk problem or a defect is retried. */
    private void failed(WaitingRun entry, Throwable e) {
        String job = entry.servedRun.job();
        if (e instanceof NotApprovedException waits) {
            entry.servedRun.notApproved(waits.cost());
            tell(job, waits);
        } else if (e instanceof RuntimeException why && RefusedRun.isOne(why)) {
            refused(entry, why);
        } else if (RefusedRun.isOfADisk(e)) {
            serveLog.say(job, FailureCause.ofName(e).orElseGet(() -> String.valueOf(e.getMessage())));
            again(entry, Optional.empty(), e);
        } else {
            log.error("A run of {} broke down", job, e);
            serveLog.say(job, Text.of("Defect in reelbatch: %s. The log has the details.", e));
            again(entry, Optional.of(new StopSignal.Cause(StopSignal.Kind.DEFECT, e.toString())), e);
        }
    }

    /** Says, also to those who get notifications, that a run does not begin yet. */
    void tell(String job, NotApprovedException why) {
        serveLog.say(job, String.valueOf(why.getMessage()));
        notice.refused(job, why).ifPresent(serveLog::say);
    }

    private void again(WaitingRun entry, Optional<StopSignal.Cause> cause, Throwable why) {
        again(entry, cause);
        if (RetrySchedule.isTimeToTell(entry.tries, cause)) {
            notice.refused(entry.servedRun.job(), why).ifPresent(serveLog::say);
        }
    }

    private void refused(WaitingRun entry, RuntimeException why) {
        String job = entry.servedRun.job();
        RefusedRun.lines(why).forEach(line -> serveLog.say(job, line));
        try {
            entry.servedRun.refused(why);
        } catch (RuntimeException e) { // the disk of the inbox or of the home
            failed(entry, e);
            return;
        }
        notice.refused(job, why).ifPresent(serveLog::say);
    }

    private synchronized void leave(WaitingRun entry) {
        running.removeIf(other -> other.entry == entry);
        notifyAll();
    }

    /** Waits until a run may have to be started, at most this long by the wall clock. */
    synchronized void awaitChange(Duration atMost) throws InterruptedException {
        wait(atMost.toMillis());
    }

    /** Waits until no run is left. */
    synchronized void awaitIdle() throws InterruptedException {
        while (!running.isEmpty()) {
            wait();
        }
    }

    /**
     * Does work on a job's rows while no run of it is active, and no run that requests the same clips; lets none start
     * meanwhile.
     *
     * @param requests fingerprints of the clips
     * @throws JobRunningException if there is such a run; nothing was done
     */
    synchronized void doUnlessRunning(String job, Set<String> requests, Runnable work) {
        Optional<Running> busy = running.stream()
                .filter(other -> isSameJob(other.job(), job) || !Collections.disjoint(other.requests, requests))
                .findFirst();
        if (busy.isPresent()) {
            throw new JobRunningException(busy.get().job());
        }
        work.run();
    }

    /** Runs the work if no run is active, and lets none start meanwhile. Returns true if the work was done. */
    synchronized boolean doIfIdle(Runnable work) {
        if (running.isEmpty()) {
            work.run();
        }
        return running.isEmpty();
    }
}
