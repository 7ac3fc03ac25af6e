package dev.reelbatch.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;

/** A time whose wall clock can be set, as an administrator or NTP does, while its ticks go on. */
public final class JumpingTime implements Time {

    private final Time time;
    private volatile Duration off = Duration.ZERO;

    public JumpingTime(Time time) {
        this.time = time;
    }

    /** From now on the wall clock is so far off. */
    public void setWallClockOff(Duration duration) {
        off = duration;
    }

    /** Sets the wall clock. */
    public void setWallClock(Instant now) {
        off = Duration.between(time.now(), now);
    }

    @Override
    public Instant now() {
        return time.now().plus(off);
    }

    @Override
    public long nanos() {
        return time.nanos();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        time.sleep(duration);
    }

    @Override
    public void await(Condition condition, Duration atMost) throws InterruptedException {
        time.await(condition, atMost);
    }

    @Override
    public Duration onWallClock(Duration duration) {
        return time.onWallClock(duration);
    }

    @Override
    public Duration inTicks(Duration onWallClock) {
        return time.inTicks(onWallClock);
    }
}
