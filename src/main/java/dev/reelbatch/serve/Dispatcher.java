package dev.reelbatch.serve;

import dev.reelbatch.job.ProgressListener;
import dev.reelbatch.job.RunOutcome;
import dev.reelbatch.job.RunProgress;
import dev.reelbatch.job.RunResult;
import dev.reelbatch.job.RunService;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.plan.RunPlan;
import dev.reelbatch.stage.FailureCause;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.text.Durations;
import dev.reelbatch.text.Text;
import dev.reelbatch.time.Time;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts served runs in the order of their arrival, a limited number at once: never two of one job, and never two that
 * request the same clip. A run that a stop rule ended waits, then is retried.
 */
final class Dispatcher extends RunQueue {

    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

    private final RunService runs;
    private final int parallel;
    private final StopSignal stop;
    private final ServeLog serveLog;
    private final RunEndListener notice;
    private final Map<RunOutcome, Long> endings = new ConcurrentHashMap<>();

    Dispatcher(RunService runs, int parallel, StopSignal stop, ServeLog serveLog, RunEndListener notice, Time time) {
        super(time);
        this.runs = runs;
        this.parallel = parallel;
        this.stop = stop;
        this.serveLog = serveLog;
        this.notice = notice;
    }

    /** Returns what waits, runs and has ended. */
    synchronized RunFigures figures() {
        return new RunFigures(waiting.size(), running.size(), Map.copyOf(endings));
    }

    /** Returns true if one of these runs. */
    synchronized boolean runs(Predicate<ServedRun> wanted) {
        return running.stream().anyMatch(run -> wanted.test(run.entry().servedRun));
    }

    /** Returns true if one of these waits for its turn, or to be retried. */
    synchronized boolean waits(Predicate<ServedRun> wanted) {
        return waiting.stream().anyMatch(entry -> wanted.test(entry.servedRun));
    }

    /** Starts the runs that are due. Called regularly, by one thread only. */
    synchronized void startDue() {
        for (WaitingRun entry : List.copyOf(waiting)) {
            if (stop.isSubmittingStopped()) {
                return;
            }
            if (running.size() < parallel
                    && entry.notBefore <= time.nanos()
                    && !mustWaitForAnother(entry)
                    && entry.servedRun.isReady()) {
                start(entry);
            } else {
                entry.servedRun.waits(inItsLanguage(entry, () -> reason(entry)));
            }
        }
    }

    private String reason(WaitingRun entry) {
        if (isRunning(entry.servedRun.job())) {
            return Text.of("Waiting: %s is running already", entry.servedRun.job());
        } else if (entry.blockedBy != null && isRunning(entry.blockedBy)) {
            return waitingFor(entry.blockedBy);
        }
        return Text.of("Waiting for its turn: %d are running, the most at once", running.size());
    }

    private static String waitingFor(String job) {
        return Text.of("Waiting for %s, which requests some of the same videos", job);
    }

    private static <T> T inItsLanguage(WaitingRun entry, Supplier<T> work) {
        return Text.in(entry.servedRun.language(), work);
    }

    /**
     * Returns true while the run that blocks this one is running. That avoids planning it again, which reads the whole
     * sheet.
     */
    private boolean mustWaitForAnother(WaitingRun entry) {
        return isRunning(entry.servedRun.job()) || (entry.blockedBy != null && isRunning(entry.blockedBy));
    }

    private void start(WaitingRun entry) {
        try {
            RunPlan runPlan = inItsLanguage(entry, entry.servedRun::plan);
            Optional<Running> sharing = running.stream()
                    .filter(other -> !Collections.disjoint(other.requests(), runPlan.requests()))
                    .findFirst();
            if (sharing.isPresent()) {
                waitFor(entry, sharing.get().job());
                return;
            }
            entry.servedRun.begin();
            serveLog.say(entry.servedRun.job(), StartText.of(runPlan.offer(), runPlan.isRehearsal()));
            runPlan.offer()
                    .sheet()
                    .warnings()
                    .forEach(note -> serveLog.say(entry.servedRun.job(), Text.of("Note: %s", note)));
            start(entry, runPlan.requests(), () -> run(entry, runPlan));
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
            serveLog.say(entry.servedRun.job(), waitingFor(job));
        }
    }

    private void run(WaitingRun entry, RunPlan runPlan) {
        try {
            ended(entry, inItsLanguage(entry, () -> runs.run(runPlan, stop, listener(entry))));
        } catch (RuntimeException | Error e) {
            failed(entry, e);
        }
    }

    private ProgressListener listener(WaitingRun entry) {
        RunLines lines = new RunLines(entry.servedRun, serveLog);
        return new ProgressListener() {
            @Override
            public void onProgress(RunProgress runProgress) {
                lines.onProgress(runProgress);
            }

            @Override
            public void recordBeginning(Run run) {
                entry.servedRun.recordBeginning(run);
            }

            @Override
            public void began(Run run, StopSignal runStop) {
                lines.began(run, runStop);
                begun(entry, runStop);
            }
        };
    }

    private void ended(WaitingRun entry, RunResult result) {
        endings.merge(result.ending(), 1L, Long::sum);
        entry.servedRun.hasRun(result);
        result.summary().forEach(line -> serveLog.say(entry.servedRun.job(), line));
        if (RetrySchedule.isWanted(result) && entry.servedRun.isRetried()) {
            if (again(entry, result.stopped()) && RetrySchedule.isTimeToTell(entry.tries, result.stopped())) {
                notice.ended(result, true).ifPresent(serveLog::say);
            }
        } else if (result.ending() != RunOutcome.INTERRUPTED) {
            entry.servedRun.ended(result);
            runs.close(result); // only now: if ending it fails, the run is retried and must not pay again
            notice.ended(result, false).ifPresent(serveLog::say);
        } else if (isToStop(entry) || !stop.isStopped()) {
            entry.servedRun.stopped();
        } else {
            entry.servedRun.withheld();
        }
    }

    /** Lets it wait for its next try. Returns false if a person has stopped it meanwhile. */
    private boolean again(WaitingRun entry, Optional<StopSignal.Cause> cause) {
        Duration wait = RetrySchedule.after(entry.tries + 1, cause);
        entry.servedRun.retried(
                time.now().plus(wait), cause.map(StopSignal.Cause::message).orElse(""));
        boolean waits;
        synchronized (this) {
            entry.tries++;
            entry.notBefore = time.nanos() + wait.toNanos();
            waits = waitsAgain(entry);
        }
        if (waits) {
            serveLog.say(entry.servedRun.job(), Text.of("Retrying in %s", Durations.text(wait)));
        } else {
            entry.servedRun.stopped();
        }
        return waits;
    }

    /** Reports a failure. Only a person can fix a refused run; a disk problem or a defect is retried. */
    private void failed(WaitingRun entry, Throwable e) {
        String job = entry.servedRun.job();
        if (e instanceof NotApprovedException waits) {
            notApproved(entry, waits);
            return;
        }
        boolean isRefused = RefusedRun.isOne(e);
        boolean isOfADisk = !isRefused && RefusedRun.isOfADisk(e);
        if (!isRefused && !isOfADisk) {
            log.error("A run of {} broke down", job, e);
            serveLog.say(job, Text.of("Defect in reelbatch: %s. The log has the details.", e));
        }
        if (isRefused || !entry.servedRun.isRetried()) {
            refused(entry, e instanceof RuntimeException why ? why : new IllegalStateException(e));
        } else if (isOfADisk) {
            serveLog.say(job, FailureCause.ofName(e).orElseGet(() -> String.valueOf(e.getMessage())));
            again(entry, Optional.empty(), e);
        } else {
            again(entry, Optional.of(new StopSignal.Cause(StopSignal.Kind.DEFECT, e.toString())), e);
        }
    }

    private void notApproved(WaitingRun entry, NotApprovedException waits) {
        boolean isNews;
        try {
            isNews = entry.servedRun.notApproved(waits.price());
        } catch (RuntimeException e) {
            failed(entry, e);
            return;
        }
        if (entry.servedRun.awaitsApproval() && !waitsAgain(entry)) {
            entry.servedRun.stopped();
            return;
        }
        if (isNews) {
            tell(entry.servedRun.job(), waits);
        }
    }

    /** Says, also to those who get notifications, that a run does not begin yet. */
    void tell(String job, NotApprovedException why) {
        String words = String.valueOf(why.getMessage());
        serveLog.say(job, words);
        notice.notApproved(job, words).ifPresent(serveLog::say);
    }

    private void again(WaitingRun entry, Optional<StopSignal.Cause> cause, Throwable why) {
        if (again(entry, cause) && RetrySchedule.isTimeToTell(entry.tries, cause)) {
            notice.refused(entry.servedRun.job(), why).ifPresent(serveLog::say);
        }
    }

    private void refused(WaitingRun entry, RuntimeException why) {
        String job = entry.servedRun.job();
        RefusedRun.lines(why, entry.hasBegun()).forEach(line -> serveLog.say(job, line));
        try {
            entry.servedRun.refused(why);
        } catch (RuntimeException e) { // the disk of the inbox or of the home
            if (entry.servedRun.isRetried()) {
                failed(entry, e);
            } else {
                log.error("The end of a run of {} could not be recorded", job, e); // the next start resumes it
            }
            return;
        }
        notice.refused(job, why).ifPresent(serveLog::say);
    }
}
