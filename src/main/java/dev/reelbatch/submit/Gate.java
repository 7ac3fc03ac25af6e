package dev.reelbatch.submit;

import dev.reelbatch.pump.Patience;
import dev.reelbatch.pump.StopSignal;
import dev.reelbatch.time.Time;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets one clip after the other pass: when the pace allows it, a place is free and there is no outage. */
final class Gate {

    private static final Duration GLANCE = Duration.ofSeconds(1);

    private final Pace pace;
    private final InFlight inFlight;
    private final Outage outage;
    private final Patience patience;
    private final StopSignal stop;
    private final Time time;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();

    Gate(Pace pace, InFlight inFlight, Outage outage, Patience patience, StopSignal stop, Time time) {
        this.pace = pace;
        this.inFlight = inFlight;
        this.outage = outage;
        this.patience = patience;
        this.stop = stop;
        this.time = time;
        inFlight.onFree(this::look);
        stop.onStop(this::look);
    }

    /**
     * Waits for the turn; a place in flight is taken when it comes.
     *
     * @return false if submitting is stopped
     */
    boolean pass() throws InterruptedException {
        lock.lock();
        try {
            while (!stop.mayNotSubmit()) {
                long wait = tryToPass(time.nanos());
                if (wait <= 0) {
                    return true;
                }
                time.await(changed, Duration.ofNanos(Math.min(wait, GLANCE.toNanos())));
                patience.check();
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Nanoseconds to wait; 0 or less: passed. */
    private long tryToPass(long now) {
        long wait = Math.max(pace.untilNext(now), outage.untilNext(now));
        if (wait > 0) {
            return wait;
        }
        if (!inFlight.take()) {
            return GLANCE.toNanos();
        }
        pace.take(now);
        return 0;
    }

    /** Something changed: whoever waits looks again. */
    void look() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
