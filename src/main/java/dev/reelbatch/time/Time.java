package dev.reelbatch.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;

/**
 * Wall clock, monotonic ticks and waiting in one injected type, so that tests set the time and a rehearsal runs faster.
 *
 * <p>Stamps come from {@link #now()}; durations, rates and time-outs only from {@link #nanos()}, since the wall clock
 * may be set forward or back during a run.
 */
public interface Time {

    /** Returns the wall clock's time, for stamps in the ledger and in reports. */
    Instant now();

    /** Returns monotonic ticks in nanoseconds, with an arbitrary origin, as {@link System#nanoTime()}. */
    long nanos();

    /** Waits; returns at once for a duration that is not positive. */
    void sleep(Duration duration) throws InterruptedException;

    /** Waits on a condition whose lock the caller holds, at most this long; spurious wake-ups happen. */
    void await(Condition condition, Duration atMost) throws InterruptedException;

    /** Returns the time between an earlier reading of {@link #nanos()} and now. */
    default Duration since(long nanos) {
        return Duration.ofNanos(nanos() - nanos);
    }

    /** Converts a duration in ticks and waits to one of the wall clock. */
    default Duration onWallClock(Duration duration) {
        return duration;
    }

    /** Converts a duration of the wall clock to one in ticks. */
    default Duration inTicks(Duration onWallClock) {
        return onWallClock;
    }

    /** Returns the machine's own time. */
    static Time system() {
        return new SystemTime(1);
    }

    /**
     * Returns a time whose ticks and waits run {@code factor} times as fast as the machine's; stamps stay those of the
     * wall clock.
     */
    static Time faster(double factor) {
        return new SystemTime(factor);
    }
}
