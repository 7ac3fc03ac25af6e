package dev.reelbatch.submit;

import dev.reelbatch.pump.Patience;
import dev.reelbatch.pump.StopSignal;
import dev.reelbatch.time.Time;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Lets one clip after the other pass, of whichever run: when the pace allows it, a place is free and there is no outage. */
final class Gate {

    private static final Duration GLANCE = Duration.ofSeconds(1);

    private final Pace pace;
    private final Room room;
    private final InFlight inFlight;
    private final Outage outage;
    private final Patience patience;
    private final Time time;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();

    Gate(Pace pace, Room room, InFlight inFlight, Outage outage, Patience patience, Time time) {
        this.pace = pace;
        this.room = room;
        this.inFlight = inFlight;
        this.outage = outage;
        this.patience = patience;
        this.time = time;
        inFlight.onFree(this::look);
    }

    /**
     * Waits for the turn; a place in flight is taken when it comes.
     *
     * @param stop of the run whose clip it is
     * @return what may be sent now; null if submitting is stopped
     */
    Outage.@Nullable Post pass(StopSignal stop) throws InterruptedException {
        while (!stop.mayNotSubmit()) {
            lock.lock();
            try {
                long now = time.nanos();
                int running = inFlight.taken();
                long wait =
                        Math.max(room.untilNext(running, now), Math.max(pace.untilNext(now), outage.untilNext(now)));
                if (wait <= 0 && inFlight.take()) {
                    room.take(running, now);
                    pace.take(now);
                    return outage.pass(running, now);
                }
                await(stop, wait <= 0 ? GLANCE : Duration.ofNanos(Math.min(wait, GLANCE.toNanos())));
            } finally {
                lock.unlock();
            }
            patience.check(); // without the lock: it may stop all, which wakes others
        }
        return null;
    }

    private void await(StopSignal stop, Duration atMost) throws InterruptedException {
        if (!stop.mayNotSubmit()) { // a stop since the last look would be slept over
            time.await(changed, atMost);
        }
    }

    /** What has passed is not sent after all. */
    void giveBack(Outage.Post post) {
        outage.neverSent(post);
        inFlight.giveBack();
        look();
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
