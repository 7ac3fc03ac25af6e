package dev.reelbatch.stage;

import dev.reelbatch.time.Time;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Guards a state that threads share, and wakes those that wait for a change of it. */
public final class ChangeSignal {

    /** After so long whoever waits looks again, whether or not it was woken. */
    public static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Time time;

    public ChangeSignal(Time time) {
        this.time = time;
    }

    /** Wakes whoever waits; to be called after the change, without a lock that a condition takes. */
    public void signal() {
        change(() -> {});
    }

    /** Changes the state under the lock, and wakes whoever waits. */
    public void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Reads the state, or changes what nobody waits for, under the lock. */
    public <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** Returns when the condition holds; it is looked at under the lock, after each signal. */
    public void await(BooleanSupplier condition) throws InterruptedException {
        await(condition, LONGEST_WAIT);
    }

    /** The same for a condition that may come to hold without a signal. */
    public void await(BooleanSupplier condition, Duration lookEvery) throws InterruptedException {
        lock.lock();
        try {
            while (!condition.getAsBoolean()) {
                time.await(changed, lookEvery);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for one signal, no longer than {@link #LONGEST_WAIT}.
     *
     * @param atMost asked under the lock, so that no change is slept over; not positive where nothing is to be awaited
     */
    public void awaitChange(Supplier<Duration> atMost) throws InterruptedException {
        lock.lock();
        try {
            Duration wait = atMost.get();
            time.await(changed, wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
        } finally {
            lock.unlock();
        }
    }
}
