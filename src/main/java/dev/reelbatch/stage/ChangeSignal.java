package dev.reelbatch.stage;

import dev.reelbatch.time.Time;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Rings whenever something changed; who waits for something looks again. */
public final class ChangeSignal {

    private static final Duration GLANCE = Duration.ofSeconds(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Time time;

    public ChangeSignal(Time time) {
        this.time = time;
    }

    /** To be called after the change, without a lock that a condition takes. */
    public void signal() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns when the condition holds; it is looked at after each ring. */
    public void await(BooleanSupplier condition) throws InterruptedException {
        lock.lock();
        try {
            while (!condition.getAsBoolean()) {
                time.await(changed, GLANCE);
            }
        } finally {
            lock.unlock();
        }
    }
}
