package dev.reelbatch.submit;

import dev.reelbatch.stage.ApiSilence;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.time.Time;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Lets one clip after the other pass, of whichever run: when the pace allows it, a place is free and there is no outage. */
final class Gate {

    private static final Duration GLANCE = Duration.ofSeconds(1);

    private final AdaptiveRateLimiter adaptiveRateLimiter;
    private final TaskCapacity taskCapacity;
    private final ConcurrencyLimit concurrencyLimit;
    private final CircuitBreaker circuitBreaker;
    private final ApiSilence apiSilence;
    private final Time time;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();

    Gate(
            AdaptiveRateLimiter adaptiveRateLimiter,
            TaskCapacity taskCapacity,
            ConcurrencyLimit concurrencyLimit,
            CircuitBreaker circuitBreaker,
            ApiSilence apiSilence,
            Time time) {
        this.adaptiveRateLimiter = adaptiveRateLimiter;
        this.taskCapacity = taskCapacity;
        this.concurrencyLimit = concurrencyLimit;
        this.circuitBreaker = circuitBreaker;
        this.apiSilence = apiSilence;
        this.time = time;
        concurrencyLimit.onFree(this::look);
    }

    /**
     * Waits for the turn; a place in flight is taken when it comes.
     *
     * @param stop of the run whose clip it is
     * @return what may be sent now; null if submitting is stopped
     */
    CircuitBreaker.@Nullable Post pass(StopSignal stop) throws InterruptedException {
        while (!stop.mayNotSubmit()) {
            lock.lock();
            try {
                long now = time.nanos();
                int running = concurrencyLimit.taken();
                long wait = Math.max(
                        taskCapacity.untilNext(running, now),
                        Math.max(adaptiveRateLimiter.untilNext(now), circuitBreaker.untilNext(now)));
                if (wait <= 0 && concurrencyLimit.take()) {
                    taskCapacity.take(running, now);
                    adaptiveRateLimiter.take(now);
                    return circuitBreaker.pass(running, now);
                }
                await(stop, wait <= 0 ? GLANCE : Duration.ofNanos(Math.min(wait, GLANCE.toNanos())));
            } finally {
                lock.unlock();
            }
            apiSilence.check(); // without the lock: it may stop all, which wakes others
        }
        return null;
    }

    private void await(StopSignal stop, Duration atMost) throws InterruptedException {
        if (!stop.mayNotSubmit()) { // a stop since the last look would be slept over
            time.await(changed, atMost);
        }
    }

    /** What has passed is not sent after all. */
    void giveBack(CircuitBreaker.Post post) {
        circuitBreaker.neverSent(post);
        concurrencyLimit.giveBack();
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
