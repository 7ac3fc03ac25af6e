package dev.reelbatch.serve;

import dev.reelbatch.plan.JobName;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.text.Text;
import dev.reelbatch.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The served runs that wait for their turn and those that are going on, guarded by one lock. */
class RunQueue {

    final List<WaitingRun> waiting = new ArrayList<>();
    final List<Running> running = new ArrayList<>();
    final Time time;

    RunQueue(Time time) {
        this.time = time;
    }

    record Running(WaitingRun entry, Set<String> requests) {

        String job() {
            return entry.servedRun.job();
        }
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
        Optional<ServedRun> other = waiting.stream()
                .map(entry -> entry.servedRun)
                .filter(doesForBoth)
                .findFirst();
        if (other.isPresent()) {
            other.get().dueAgain();
            return false;
        }
        add(servedRun);
        return true;
    }

    final boolean isRunning(String job) {
        return running.stream().anyMatch(other -> JobName.isSame(other.job(), job));
    }

    final synchronized void begun(WaitingRun entry, StopSignal runStop) {
        entry.stop = runStop;
        if (entry.isToStop) {
            stopNow(runStop);
        }
    }

    private static void stopNow(StopSignal runStop) {
        runStop.stopAll(new StopSignal.Cause(StopSignal.Kind.INTERRUPTED, Text.of("Stopped by a person")));
    }

    /** Stops the job's run in an orderly way, and takes those that wait out of the queue. */
    Stopping stop(String job) {
        return stop(servedRun -> JobName.isSame(servedRun.job(), job));
    }

    /**
     * Stops runs in an orderly way, and takes those that wait out of the queue. That they are to stop is recorded first,
     * so that it outlives this process.
     */
    Stopping stop(Predicate<ServedRun> wanted) {
        List<ServedRun> all;
        synchronized (this) {
            all = Stream.concat(waiting.stream(), running.stream().map(Running::entry))
                    .map(entry -> entry.servedRun)
                    .filter(wanted)
                    .toList();
        }
        all.forEach(ServedRun::stopWanted);
        List<WaitingRun> withdrawn;
        List<Running> stopping;
        synchronized (this) {
            withdrawn = waiting.stream()
                    .filter(entry -> all.contains(entry.servedRun))
                    .toList();
            waiting.removeAll(withdrawn);
            stopping = running.stream()
                    .filter(other -> all.contains(other.entry.servedRun))
                    .toList();
            stopping.forEach(other -> stopRunning(other.entry));
        }
        withdrawn.forEach(entry -> {
            entry.servedRun.stopped();
            entry.servedRun.left();
        });
        return !stopping.isEmpty() ? Stopping.ENDS : withdrawn.isEmpty() ? Stopping.NONE : Stopping.WITHDRAWN;
    }

    /**
     * Queues a run again for its next try after this time. Returns false if a person has stopped it meanwhile.
     *
     * @param why what ended its last try; empty if no stop rule did
     */
    final synchronized boolean waitsAgain(WaitingRun entry, Duration wait, String why) {
        entry.tries++;
        entry.next = time.now().plus(wait);
        entry.lastEnd = why;
        entry.notBefore = time.nanos() + wait.toNanos();
        return waitsAgain(entry);
    }

    /** Queues a run again. Returns false if a person has stopped it meanwhile. */
    final synchronized boolean waitsAgain(WaitingRun entry) {
        if (!entry.isToStop) {
            waiting.add(entry);
        }
        return !entry.isToStop;
    }

    final synchronized boolean isToStop(WaitingRun entry) {
        return entry.isToStop;
    }

    private void stopRunning(WaitingRun entry) {
        entry.isToStop = true;
        if (entry.stop != null) {
            stopNow(entry.stop);
        }
    }

    /** Waits until no run of the job is going on. Returns false if one still is then. */
    synchronized boolean awaitEnd(String job, Duration atMost) throws InterruptedException {
        Time clock = Time.system();
        long start = clock.nanos();
        while (isRunning(job)) {
            Duration left = atMost.minus(clock.since(start));
            if (left.toMillis() <= 0) {
                return false;
            }
            wait(left.toMillis());
        }
        return true;
    }

    /**
     * Does work on a job's rows while no run of it is active, and no run that requests the same clips; lets none start
     * meanwhile.
     *
     * @param requests the keys of the clips' requests
     * @throws JobRunningException if there is such a run; nothing was done
     */
    synchronized void doUnlessRunning(String job, Set<String> requests, Runnable work) {
        Optional<Running> busy = running.stream()
                .filter(other -> JobName.isSame(other.job(), job) || !Collections.disjoint(other.requests(), requests))
                .findFirst();
        if (busy.isPresent()) {
            throw new JobRunningException(busy.get().job());
        }
        work.run();
    }

    /** Tells the runs that wait for their turn that this process begins none any more. */
    void withholdAll() {
        List<WaitingRun> left;
        synchronized (this) {
            left = List.copyOf(waiting);
        }
        left.forEach(entry -> {
            entry.servedRun.withheld();
            entry.servedRun.left();
        });
    }

    final void leave(WaitingRun entry) {
        synchronized (this) {
            running.removeIf(other -> other.entry == entry);
            notifyAll();
        }
        entry.servedRun.left();
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

    /** Runs the work if no run is active, and lets none start meanwhile. Returns true if the work was done. */
    synchronized boolean doIfIdle(Runnable work) {
        if (running.isEmpty()) {
            work.run();
        }
        return running.isEmpty();
    }
}
