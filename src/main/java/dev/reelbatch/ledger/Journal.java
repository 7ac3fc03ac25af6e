package dev.reelbatch.ledger;

import dev.reelbatch.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Collects the records of the pools' threads, commits them as a group and syncs once per group.
 *
 * <p>{@link #record} returns when its entry is committed and, if the group holds an entry that concerns money, forced
 * to the disk. So a POST leaves only after its submission would survive a power cut. The failure of one entry does not
 * affect the others: a group that can't be committed is repeated entry by entry. If the sync fails, the callers are
 * told so, although their records are committed.
 */
public final class Journal implements AutoCloseable {

    private static final int GROUP = 256;
    private static final Duration BETWEEN_TIDYINGS = Duration.ofSeconds(1);

    /** State that the entries of a group share and write once for all of them; used on the journal's thread alone. */
    interface Shared {
        /** Writes the shared state after the last entry of the group, within its transaction. */
        void write();

        /** Discards the shared state after the group was rolled back. */
        void forget();

        /** Called after the group was committed. */
        default void committed() {}
    }

    private final TransactionTemplate transaction;
    private final TransactionTemplate nested;
    private final JdbcClient jdbc;
    private final LedgerFile file;
    private final Time time;
    private final List<ClipTransition.Listener> guards = new CopyOnWriteArrayList<>();
    private final List<ClipTransition.Listener> listeners = new CopyOnWriteArrayList<>();
    private final List<Shared> shared = new CopyOnWriteArrayList<>();
    private final BlockingQueue<JournalEntry<?>> queue = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::commitUntilClosed, "journal");
    private volatile GroupListener groupListener = (entries, took) -> {};
    private long tidied;
    private volatile boolean ended;

    public Journal(PlatformTransactionManager transactions, JdbcClient jdbc, LedgerFile file, Time time) {
        this.transaction = new TransactionTemplate(transactions);
        this.nested = new TransactionTemplate(transactions);
        nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.jdbc = jdbc;
        this.file = file;
        this.time = time;
        this.tidied = time.nanos();
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Adds a guard, which is told of every committed change on the journal's own thread, before anything else is recorded.
     * It must not call the ledger.
     */
    public void guard(ClipTransition.Listener guard) {
        guards.add(guard);
    }

    /** Adds a listener to committed moves. */
    public void listen(ClipTransition.Listener listener) {
        listeners.add(listener);
    }

    /** Sets the one listener to groups. */
    public void listenToGroups(GroupListener listener) {
        groupListener = listener;
    }

    /** Removes a listener. */
    public void forget(ClipTransition.Listener listener) {
        guards.remove(listener);
        listeners.remove(listener);
    }

    /** Adds shared state, which is written with each group. */
    void share(Shared what) {
        shared.add(what);
    }

    /**
     * Does a part of the present group without which the rest of it goes on: if it fails, what it wrote is taken back.
     * Shared state alone may call it, while it is written.
     *
     * @throws org.springframework.transaction.TransactionException if the group's transaction has ended with it, as after
     *     a deadlock
     */
    void attempt(Runnable part) {
        nested.executeWithoutResult(status -> part.run());
    }

    /** Records work that a killed process can repeat: committed when this returns, but not forced to the disk. */
    <T extends @Nullable Object> T record(Function<Transitions, T> work) {
        return enter(work, false);
    }

    /** Records work that concerns money: committed and on the disk when this returns. */
    <T extends @Nullable Object> T recordMoney(Function<Transitions, T> work) {
        return enter(work, true);
    }

    private <T extends @Nullable Object> T enter(Function<Transitions, T> work, boolean money) {
        JournalEntry<T> entry = new JournalEntry<>(work, money);
        queue.add(entry);
        if (ended) {
            refuseWaiting();
        }
        try {
            return entry.await();
        } finally {
            // even if the sync failed: the database has the move
            entry.moves.forEach(move -> listeners.forEach(listener -> listener.moved(move)));
        }
    }

    private void commitUntilClosed() {
        try {
            commitGroups();
        } finally {
            ended = true; // set before the check: a caller that adds an entry afterwards sees `ended` and checks too
            refuseWaiting();
        }
    }

    /** Fails the waiting entries, so that nobody waits for ever for a journal that has ended. */
    private void refuseWaiting() {
        for (JournalEntry<?> entry = queue.poll(); entry != null; entry = queue.poll()) {
            entry.rolledBack(new IllegalStateException("The ledger is closed; nothing was recorded"));
        }
    }

    private void commitGroups() {
        List<JournalEntry<?>> group = new ArrayList<>(GROUP);
        boolean open = true;
        while (open) {
            group.clear();
            try {
                group.add(queue.take());
            } catch (InterruptedException e) {
                return; // closed
            }
            queue.drainTo(group, GROUP - 1);
            open = !group.remove(JournalEntry.LAST);
            commit(group);
            tidyNowAndThen();
        }
    }

    /** Tidies the file on this thread, so that it never meets a transaction half done. */
    private void tidyNowAndThen() {
        if (time.since(tidied).compareTo(BETWEEN_TIDYINGS) >= 0) {
            file.tidy();
            tidied = time.nanos();
        }
    }

    private void commit(List<JournalEntry<?>> group) {
        if (group.isEmpty()) {
            return;
        }
        long start = time.nanos();
        try {
            transaction.executeWithoutResult(status -> {
                group.forEach(entry -> entry.run(jdbc, time));
                shared.forEach(Shared::write);
            });
        } catch (Throwable e) {
            shared.forEach(Shared::forget);
            if (group.size() == 1) {
                group.get(0).rolledBack(e);
            } else {
                group.forEach(entry -> commit(List.of(entry)));
            }
            return;
        }
        finish(group, start);
    }

    /** Finishes a committed group; from here on a failure must not repeat it. */
    private void finish(List<JournalEntry<?>> group, long start) {
        try {
            shared.forEach(Shared::committed);
            group.forEach(entry -> entry.tell(guards));
            if (group.stream().anyMatch(entry -> entry.money)) {
                file.force();
            }
            group.forEach(JournalEntry::complete);
            groupListener.committed(group.size(), time.onWallClock(time.since(start)));
        } catch (Throwable e) {
            group.forEach(entry -> entry.fail(e));
        }
    }

    /** Commits the waiting entries and ends. */
    @Override
    public void close() {
        queue.add(JournalEntry.LAST);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
