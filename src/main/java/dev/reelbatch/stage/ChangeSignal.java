package dev.reelbatch.stage;

import dev.reelbatch.time.Time;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Guards state that threads share, and wakes the threads that wait for a change of it. */
public final class ChangeSignal {

    /** The time after which a waiting thread checks its condition again without having been woken. */
    public static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Time time;

    public ChangeSignal(Time time) {
        this.time = time;
    }

    /** Wakes waiting threads. Must be called after the change, without a lock that a condition takes. */
    public void signal() {
        change(() -> {});
    }

    /** Changes the state under the lock, then wakes waiting threads. */
    public void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Reads the state under the lock, or changes parts of it that no thread waits for. */
    public <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** Returns when the condition holds; it is checked under the lock, after each signal. */
    public void await(BooleanSupplier condition) throws InterruptedException {
        await(condition, LONGEST_WAIT);
    }

    /** Returns when the condition holds, which may also happen without a signal. */
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
     * @param atMost called under the lock, so that no change is missed; not positive to return at once
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
