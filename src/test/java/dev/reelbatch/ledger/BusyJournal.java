package dev.reelbatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A journal that is kept busy while callers come, so that what they record makes one group. */
final class BusyJournal {

    private final CountDownLatch release = new CountDownLatch(1);
    private final CompletableFuture<Integer> busyWith;

    BusyJournal(Journal journal) {
        CountDownLatch busy = new CountDownLatch(1);
        busyWith = inThread(() -> journal.record(transitions -> {
            busy.countDown();
            await(release);
            return 0;
        }));
        await(busy);
    }

    /** Lets the callers, each on its own thread, record in one group and in this order. */
    static <T> List<CompletableFuture<T>> oneGroup(Journal journal, List<Supplier<T>> callers) {
        BusyJournal busy = new BusyJournal(journal);
        List<CompletableFuture<T>> waiting = waiting(callers);
        busy.release();
        return waiting;
    }

    /** Callers whose entries are in the queue. */
    static <T> List<CompletableFuture<T>> waiting(List<Supplier<T>> callers) {
        List<CompletableFuture<T>> results = new ArrayList<>();
        for (Supplier<T> caller : callers) {
            CompletableFuture<T> result = new CompletableFuture<>();
            Thread thread = new Thread(() -> complete(result, caller));
            thread.start();
            while (thread.getState() != Thread.State.WAITING) { // until its entry is in the queue
                Thread.onSpinWait();
            }
            results.add(result);
        }
        return results;
    }

    /** Lets it go on. */
    void release() {
        release.countDown();
        busyWith.join();
    }

    static <T> CompletableFuture<T> inThread(Supplier<T> caller) {
        CompletableFuture<T> result = new CompletableFuture<>();
        new Thread(() -> complete(result, caller)).start();
        return result;
    }

    private static <T> void complete(CompletableFuture<T> result, Supplier<T> caller) {
        try {
            result.complete(caller.get());
        } catch (Throwable e) {
            result.completeExceptionally(e);
        }
    }

    static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
