package dev.reelbatch.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;

/**
 * Wall clock, monotonic ticks and waiting in one injected type, so that tests set the time and a
 * rehearsal lets it pass faster.
 *
 * <p>Stamps come from {@link #now()}; durations, rates and time-outs only from {@link #nanos()},
 * since the wall clock may be set forward or back while a run is going on.
 */
public interface Time {

    /** The wall clock, for stamps in the ledger and in reports. */
    Instant now();

    /** Monotonic ticks in nanoseconds, with an arbitrary origin, as {@link System#nanoTime()}. */
    long nanos();

    /** Waits; returns at once for a duration that is not positive. */
    void sleep(Duration duration) throws InterruptedException;

    /**
     * Waits on a condition whose lock the caller holds, at most this long; spurious wake-ups happen.
     */
    void await(Condition condition, Duration atMost) throws InterruptedException;

    /** The time between an earlier reading of {@link #nanos()} and now. */
    default Duration since(long nanos) {
        return Duration.ofNanos(nanos() - nanos);
    }

    /** How long the wall clock takes for what ticks and waits count as this duration. */
    default Duration onWallClock(Duration duration) {
        return duration;
    }

    /** The other way round: what counts as so many ticks. */
    default Duration inTicks(Duration onWallClock) {
        return onWallClock;
    }

    /** The machine's own time. */
    static Time system() {
        return new SystemTime(1);
    }

    /**
     * A time whose ticks and waits run {@code factor} times as fast as the machine's; stamps stay
     * those of the wall clock.
     */
    static Time faster(double factor) {
        return new SystemTime(factor);
    }
}
