package dev.reelbatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.support.JdbcTransactionManager;

@Timeout(120)
class JournalTest {

    private final LedgerFixture ledger = new LedgerFixture();
    private final AtomicInteger syncs = new AtomicInteger();
    private final AtomicInteger tidied = new AtomicInteger();
    private volatile Runnable onSync = () -> {};
    private final Journal journal = new Journal(
            new JdbcTransactionManager(ledger.dataSource),
            ledger.jdbc,
            new LedgerFile() {
                @Override
                public void force() {
                    syncs.incrementAndGet();
                    onSync.run();
                }

                @Override
                public void tidy() {
                    tidied.incrementAndGet();
                }
            },
            ledger.time);
    private final List<ClipTransition> heard = new CopyOnWriteArrayList<>();
    private Run run = ledger.newRun("journal");

    @BeforeEach
    void table() {
        ledger.jdbc.sql("create table entry (n integer)").update();
        run = ledger.load(run, LedgerFixture.asking(2, "a"), LedgerFixture.asking(3, "b"));
        journal.listen(heard::add);
    }

    @AfterEach
    void close() {
        journal.close();
        ledger.close();
    }

    @Test
    void whenManyThreadsRecordThenEachEntryIsCommittedOnceWhenItsCallerGoesOn() {
        List<CompletableFuture<Void>> threads = IntStream.range(0, 16)
                .mapToObj(thread -> CompletableFuture.runAsync(
                        () -> {
                            for (int i = 0; i < 40; i++) {
                                int n = thread * 40 + i;
                                int result = i % 2 == 0 ? journal.record(insert(n)) : journal.recordMoney(insert(n));
                                assertThat(result).isEqualTo(n);
                                assertThat(entries(n)).isEqualTo(1);
                            }
                        },
                        task -> new Thread(task).start()))
                .toList();
        threads.forEach(CompletableFuture::join);

        assertThat(ledger.count("entry")).isEqualTo(640);
        assertThat(syncs.get()).isBetween(1, 320);
    }

    @Test
    void whenOneEntryOfAGroupFailsThenTheOthersAreCommittedOnceAndItAloneFails() {
        List<Supplier<Integer>> entries = new ArrayList<>();
        for (int n = 0; n < 10; n++) {
            entries.add(n == 5 ? this::moveAndFail : recording(n));
        }
        List<CompletableFuture<Integer>> recorded = BusyJournal.oneGroup(journal, entries);

        for (int n = 0; n < 10; n++) {
            CompletableFuture<Integer> entry = recorded.get(n);
            if (n == 5) {
                assertThatThrownBy(entry::join).hasRootCauseMessage("refused");
            } else {
                assertThat(entry.join()).isEqualTo(n);
            }
            assertThat(entries(n)).isEqualTo(n == 5 ? 0 : 1);
        }
        assertThat(clip(2).state()).isEqualTo(ClipState.QUEUED);
        assertThat(heard).isEmpty();
    }

    private int moveAndFail() {
        return journal.recordMoney(transitions -> {
            ledger.jdbc.sql("insert into entry values (5)").update();
            transitions.move(clip(2), ClipState.SUBMITTING);
            throw new IllegalArgumentException("refused");
        });
    }

    @Test
    void whenASecondHasGoneByThenTheFileIsTidiedOnceBehindWhatIsRecorded() {
        journal.record(insert(1));
        ledger.time.advance(Duration.ofSeconds(2));
        for (int n = 2; n < 10; n++) {
            journal.record(insert(n));
        }
        journal.close();

        assertThat(tidied.get()).isEqualTo(1);
    }

    @Test
    void whenAGroupHoldsMoneyThenItIsSyncedOnceForAll() {
        List<Supplier<Integer>> entries = new ArrayList<>();
        for (int n = 0; n < 10; n++) {
            int entry = n;
            entries.add(n % 3 == 0 ? () -> journal.recordMoney(insert(entry)) : recording(n));
        }

        BusyJournal.oneGroup(journal, entries).forEach(CompletableFuture::join);

        assertThat(syncs.get()).isEqualTo(1);
    }

    @Test
    void whenNothingOfAGroupIsMoneyThenItIsNotSynced() {
        BusyJournal.oneGroup(journal, List.of(recording(1), recording(2))).forEach(CompletableFuture::join);

        assertThat(syncs.get()).isZero();
    }

    @Test
    void whenMoneyIsRecordedThenItIsCommittedBeforeTheSyncAndItsCallerWaitsForTheSync() throws Exception {
        CountDownLatch syncing = new CountDownLatch(1);
        CountDownLatch synced = new CountDownLatch(1);
        List<Integer> seenBySync = new CopyOnWriteArrayList<>();
        onSync = () -> {
            seenBySync.add(entries(1));
            syncing.countDown();
            BusyJournal.await(synced);
        };

        CompletableFuture<Integer> caller = BusyJournal.inThread(() -> journal.recordMoney(insert(1)));
        assertThat(syncing.await(10, TimeUnit.SECONDS)).isTrue();

        assertThat(caller).isNotDone();
        synced.countDown();
        assertThat(caller.join()).isEqualTo(1);
        assertThat(seenBySync).containsExactly(1);
    }

    @Test
    void whenTheSyncFailsThenItsCallersAreToldAndNothingIsDoneTwice() {
        onSync = () -> {
            throw new IllegalStateException("disk");
        };
        AtomicInteger worked = new AtomicInteger();

        List<CompletableFuture<Integer>> group = BusyJournal.oneGroup(
                journal,
                List.of(
                        recording(1),
                        () -> journal.recordMoney(transitions -> {
                            worked.incrementAndGet();
                            transitions.move(clip(2), ClipState.SUBMITTING);
                            return insert(2).apply(transitions);
                        })));

        group.forEach(caller -> assertThatThrownBy(caller::join).hasRootCauseMessage("disk"));
        assertThat(worked).hasValue(1);
        assertThat(List.of(entries(1), entries(2))).containsExactly(1, 1);
        assertThat(heard)
                .as("the move stands in the database, so it is told")
                .containsExactly(new ClipTransition(clip(2).id(), run.id(), ClipState.QUEUED, ClipState.SUBMITTING));
    }

    @Test
    void whenTheSyncDiesOfAnErrorThenTheJournalLivesOn() {
        onSync = () -> {
            throw new StackOverflowError("sync");
        };
        assertThatThrownBy(() -> journal.recordMoney(insert(1))).isInstanceOf(CompletionException.class);

        onSync = () -> {};
        assertThat(journal.recordMoney(insert(2))).isEqualTo(2);
    }

    @Test
    void whenItIsClosedThenWhatWaitsIsCommittedFirst() {
        BusyJournal busy = new BusyJournal(journal);
        List<CompletableFuture<Integer>> waiting =
                BusyJournal.waiting(List.of(recording(1), recording(2), recording(3)));
        CompletableFuture<Integer> closing = BusyJournal.inThread(() -> {
            journal.close();
            return ledger.count("entry");
        });
        busy.release();

        assertThat(closing.join()).isEqualTo(3);
        waiting.forEach(CompletableFuture::join);
    }

    @Test
    void whenSomethingIsRecordedAfterTheEndThenItIsRefusedInsteadOfWaitingForEver() {
        journal.close();

        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> assertThatThrownBy(() -> journal.record(insert(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed"));
        assertThat(entries(1)).isZero();
        journal.close();
    }

    @Test
    void whenAListenerHearsOfAMoveThenItIsCommittedAndOnTheThreadThatAsked() {
        List<String> seen = new ArrayList<>();
        journal.listen(move ->
                seen.add(clip(2).state() + " on " + Thread.currentThread().getName()));

        journal.record(transitions -> {
            transitions.move(clip(2), ClipState.SUBMITTING);
            return 1;
        });

        assertThat(seen)
                .containsExactly("SUBMITTING on " + Thread.currentThread().getName());
        assertThat(heard).hasSize(1);
    }

    @Test
    void whenAListenerIsForgottenThenItAloneHearsNoMore() {
        List<ClipTransition> other = new ArrayList<>();
        ClipTransition.Listener listener = other::add;
        journal.listen(listener);
        journal.forget(listener);

        journal.record(transitions -> {
            transitions.move(clip(2), ClipState.SUBMITTING);
            return 1;
        });

        assertThat(other).isEmpty();
        assertThat(heard).hasSize(1);
    }

    private Function<Transitions, Integer> insert(int n) {
        return transitions -> {
            ledger.jdbc.sql("insert into entry values (?)").param(n).update();
            return n;
        };
    }

    private Supplier<Integer> recording(int n) {
        return () -> journal.record(insert(n));
    }

    private int entries(int n) {
        return ledger.jdbc
                .sql("select count(*) from entry where n = ?")
                .param(n)
                .query(Integer.class)
                .single();
    }

    private Clip clip(int row) {
        return ledger.clip(run, row);
    }
}
