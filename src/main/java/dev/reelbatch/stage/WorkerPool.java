package dev.reelbatch.stage;

import dev.reelbatch.time.Time;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A bounded pool that one thread feeds without awaiting what it hands over.
 *
 * <p>Spring Batch's own concurrent chunks wait for their slowest item and lose the chunk's other answers if one fails;
 * here each piece of work records its own outcome. Work that throws has met a defect or a broken machine: the feeder
 * gets the first such exception from {@link #check}.
 */
public final class WorkerPool implements AutoCloseable {

    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100); // nobody signals that it is time to give up

    private final int size;
    private final ExecutorService pool;
    private final ChangeSignal changeSignal;
    private int busy;
    private @Nullable Throwable failure;

    public WorkerPool(String name, int size, Time time) {
        this.size = size;
        this.changeSignal = new ChangeSignal(time);
        AtomicInteger number = new AtomicInteger();
        this.pool = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE.toMillis(), TimeUnit.MILLISECONDS, new SynchronousQueue<>(), work -> {
                    Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /**
     * Waits until a worker is free.
     *
     * @return false if the signal to give up came first
     */
    public boolean awaitFree(GiveUp giveUp) throws InterruptedException {
        return await(giveUp, size - 1);
    }

    /**
     * Waits until all work is done.
     *
     * @return false if the signal to give up came first
     */
    public boolean awaitIdle(GiveUp giveUp) throws InterruptedException {
        return await(giveUp, 0);
    }

    private boolean await(GiveUp giveUp, int atMostBusy) throws InterruptedException {
        changeSignal.await(() -> busy <= atMostBusy || giveUp.isTime(), LOOK_EVERY);
        return busy() <= atMostBusy;
    }

    /** Throws the first exception that work threw; does nothing if there is none. */
    public void check() {
        Optional<Throwable> thrown = changeSignal.locked(() -> Optional.ofNullable(failure));
        if (thrown.isPresent()) {
            throw thrown.get() instanceof RuntimeException e ? e : new IllegalStateException(thrown.get());
        }
    }

    /** Hands work over; the feeding thread must have awaited a free worker before. */
    public void hand(Runnable work) {
        changeSignal.change(() -> busy++);
        try {
            pool.execute(() -> run(work));
        } catch (RuntimeException | Error e) { // no thread was available
            onEnd(e);
            throw e;
        }
    }

    private void run(Runnable work) {
        @Nullable Throwable thrown = null;
        try {
            work.run();
        } catch (Throwable e) {
            thrown = e;
        }
        onEnd(thrown);
    }

    private void onEnd(@Nullable Throwable thrown) {
        changeSignal.change(() -> {
            busy--;
            failure = failure == null ? thrown : failure;
        });
    }

    /** Returns the number of workers that have work. */
    public int busy() {
        return changeSignal.locked(() -> busy);
    }

    /** Closes the pool without interrupting anything; threads end when their work does. */
    @Override
    public void close() {
        pool.shutdown();
    }

    /** A condition for ending a wait. */
    @FunctionalInterface
    public interface GiveUp {
        boolean isTime();

        GiveUp NEVER = () -> false;

        /** Creates one that is met once the duration has passed from now. */
        static GiveUp after(Duration duration, Time time) {
            long start = time.nanos();
            return () -> time.since(start).compareTo(duration) >= 0;
        }
    }
}
