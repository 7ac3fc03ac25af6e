package dev.reelbatch.serve;

import dev.reelbatch.job.ProgressListener;
import dev.reelbatch.job.RunProgress;
import dev.reelbatch.job.RunService;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.plan.RunPlan;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.text.Text;
import dev.reelbatch.time.Time;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Starts served runs in the order of their arrival, a limited number at once: never two of one job, and never two that
 * request the same clip. A run that a stop rule ended waits, then is retried.
 */
final class Dispatcher extends RunQueue {

    private final RunService runs;
    private final int parallel;
    private final StopSignal stop;
    private final RecurringWork recurring;
    private final ServeLog serveLog;
    private final RunEndings endings;
    private volatile Map<ServedRun, WaitReason> reasons = Map.of();

    Dispatcher(
            RunService runs,
            int parallel,
            StopSignal stop,
            RecurringWork recurring,
            ServeLog serveLog,
            RunEndListener notice,
            Time time) {
        super(time);
        this.runs = runs;
        this.parallel = parallel;
        this.stop = stop;
        this.recurring = recurring;
        this.serveLog = serveLog;
        this.endings = new RunEndings(this, runs, stop, serveLog, notice);
    }

    /** Returns what waits, runs and has ended. */
    synchronized RunFigures figures() {
        return new RunFigures(waiting.size(), running.size(), endings.counts());
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
            recurring.attempt(entry.servedRun.job(), "turn", () -> startIfDue(entry));
        }
        Map<ServedRun, WaitReason> now = new HashMap<>();
        waiting.forEach(entry -> now.put(entry.servedRun, waitReason(entry)));
        reasons = now;
    }

    /** Returns why one of these runs waits; without the lock, which is held while a sheet is read. */
    Optional<WaitReason> waitReason(Predicate<ServedRun> wanted) {
        return reasons.entrySet().stream()
                .filter(entry -> wanted.test(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private WaitReason waitReason(WaitingRun entry) {
        String job = entry.servedRun.job();
        if (entry.next != null && entry.notBefore > time.nanos()) {
            return new WaitReason(WaitReason.Kind.NEXT_TRY, null, running.size(), entry.next, entry.lastEnd);
        } else if (entry.servedRun.isHeldBack()) {
            return WaitReason.of(WaitReason.Kind.PAUSE, running.size());
        } else if (isRunning(job)) {
            return WaitReason.of(WaitReason.Kind.SAME_JOB, running.size());
        } else if (entry.blockedBy != null && isRunning(entry.blockedBy)) {
            return new WaitReason(WaitReason.Kind.SAME_VIDEOS, entry.blockedBy, running.size(), null, "");
        }
        return WaitReason.of(
                running.size() >= parallel ? WaitReason.Kind.TURN : WaitReason.Kind.NOTHING, running.size());
    }

    private void startIfDue(WaitingRun entry) {
        if (!isRunning(entry.servedRun.job()) && isTakenOver(entry)) {
            waiting.remove(entry);
            serveLog.say(
                    entry.servedRun.job(), Text.of("Due again, but a run of it waits for approval; it covers both"));
        } else if (running.size() < parallel
                && entry.notBefore <= time.nanos()
                && !mustWaitForAnother(entry)
                && entry.servedRun.isReady()) {
            start(entry);
        } else {
            entry.servedRun.waits(inItsLanguage(entry, () -> reason(entry)));
        }
    }

    /** Pauses a job file while no run is being started: those started later know of it, and those that wait are told. */
    synchronized void pause(Runnable work) {
        work.run();
        waiting.forEach(entry -> recurring.attempt(entry.servedRun.job(), "turn", entry.servedRun::paused));
    }

    private boolean isTakenOver(WaitingRun entry) {
        return waiting.stream().anyMatch(other -> other != entry && other.servedRun.takesOver(entry.servedRun));
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
            start(entry, Set.of(), () -> endings.failed(entry, e)); // a notification may take its time
        }
    }

    private void start(WaitingRun entry, Set<String> requests, Runnable work) {
        waiting.remove(entry);
        entry.blockedBy = null;
        running.add(new Running(entry, requests));
        Runnable untilItLeaves = () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                endings.notRecorded(entry, e);
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
            endings.ended(entry, inItsLanguage(entry, () -> runs.run(runPlan, stop, listener(entry))));
        } catch (RuntimeException | Error e) {
            endings.failed(entry, e);
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

    /** Says, also to those who get notifications, that a run does not begin yet. */
    void tell(String job, NotApprovedException why) {
        endings.tell(job, why);
    }
}
