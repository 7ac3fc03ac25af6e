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
 * <p>Spring Batch's own concurrent chunks wait for their slowest item and lose the chunk's other
 * answers when one fails; here each piece of work records its own outcome. Work that throws has met a
 * defect or a broken machine: the feeder learns of the first such exception by {@link #check}.
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

    /** Waits until all that was handed over is done, or the signal to give up comes. */
    public boolean awaitIdle(GiveUp giveUp) throws InterruptedException {
        return await(giveUp, 0);
    }

    private boolean await(GiveUp giveUp, int atMostBusy) throws InterruptedException {
        changeSignal.await(() -> busy <= atMostBusy || giveUp.isTime(), LOOK_EVERY);
        return busy() <= atMostBusy;
    }

    /** Throws what the first work that broke down threw; does nothing as long as none did. */
    public void check() {
        Optional<Throwable> thrown = changeSignal.locked(() -> Optional.ofNullable(failure));
        if (thrown.isPresent()) {
            throw thrown.get() instanceof RuntimeException e ? e : new IllegalStateException(thrown.get());
        }
    }

    /** Hands work over; whoever feeds the pump alone has awaited a free worker before. */
    public void hand(Runnable work) {
        changeSignal.change(() -> busy++);
        try {
            pool.execute(() -> run(work));
        } catch (RuntimeException | Error e) { // no thread could be had
            ended(e);
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
        ended(thrown);
    }

    private void ended(@Nullable Throwable thrown) {
        changeSignal.change(() -> {
            busy--;
            failure = failure == null ? thrown : failure;
        });
    }

    /** How many workers have work. */
    public int busy() {
        return changeSignal.locked(() -> busy);
    }

    /** Interrupts nothing; threads end when their work does. */
    @Override
    public void close() {
        pool.shutdown();
    }

    /** Whether it is time to stop waiting. */
    @FunctionalInterface
    public interface GiveUp {
        boolean isTime();

        GiveUp NEVER = () -> false;

        /** After a while from now. */
        static GiveUp after(Duration duration, Time time) {
            long start = time.nanos();
            return () -> time.since(start).compareTo(duration) >= 0;
        }
    }
}
