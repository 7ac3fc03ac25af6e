package dev.reelbatch.cli;

import dev.reelbatch.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;

/** A time whose wall clock a test sets while it goes on, as an administrator or NTP does. */
final class JumpingTime implements Time {

    private final Time time;
    private volatile Duration ahead = Duration.ZERO;

    JumpingTime(Time time) {
        this.time = time;
    }

    void setWallClock(Instant now) {
        ahead = Duration.between(time.now(), now);
    }

    @Override
    public Instant now() {
        return time.now().plus(ahead);
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
