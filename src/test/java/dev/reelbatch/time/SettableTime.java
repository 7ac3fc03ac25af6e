package dev.reelbatch.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;

/** A time that stops until a test moves it; sleeping moves it by the duration and returns at once. */
public final class SettableTime implements Time {

    private Instant now = Instant.parse("2026-04-01T00:00:00Z");
    private long nanos;
    private Duration slept = Duration.ZERO;

    /** Moves wall clock and ticks alike. */
    public synchronized void advance(Duration duration) {
        now = now.plus(duration);
        nanos += duration.toNanos();
    }

    /** Sets only the wall clock, as an administrator or NTP does. */
    public synchronized void setWallClock(Instant instant) {
        now = instant;
    }

    /** Returns the total time slept or waited so far. */
    public synchronized Duration slept() {
        return slept;
    }

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized void sleep(Duration duration) {
        if (duration.compareTo(Duration.ZERO) > 0) {
            slept = slept.plus(duration);
            advance(duration);
        }
    }

    @Override
    public void await(Condition condition, Duration atMost) {
        sleep(atMost);
    }
}
