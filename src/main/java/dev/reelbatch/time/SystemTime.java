package dev.reelbatch.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/** The machine's clocks, with ticks and waits sped up by a factor (1 for real time). */
record SystemTime(double factor) implements Time {

    private static final long ORIGIN = System.nanoTime();

    SystemTime {
        if (!(factor > 0)) {
            throw new IllegalArgumentException("A time factor must be above 0, not " + factor);
        }
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanos() {
        return (long) ((System.nanoTime() - ORIGIN) * factor);
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (duration.compareTo(Duration.ZERO) > 0) {
            TimeUnit.NANOSECONDS.sleep(realNanos(duration));
        }
    }

    @Override
    @SuppressWarnings("WaitNotInLoop") // the caller loops, as the interface requires
    public void await(Condition condition, Duration atMost) throws InterruptedException {
        if (atMost.compareTo(Duration.ZERO) > 0) {
            condition.awaitNanos(realNanos(atMost));
        }
    }

    @Override
    public Duration onWallClock(Duration duration) {
        return Duration.ofNanos(realNanos(duration));
    }

    @Override
    public Duration inTicks(Duration onWallClock) {
        return Duration.ofNanos((long) (onWallClock.toNanos() * factor));
    }

    private long realNanos(Duration duration) {
        return (long) Math.ceil(duration.toNanos() / factor);
    }
}
