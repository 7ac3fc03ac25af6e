package dev.reelbatch.ledger;

import static dev.reelbatch.ledger.LedgerFixture.asking;
import static dev.reelbatch.ledger.LedgerFixture.invalidRow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RerunLedgerTest {

    private final LedgerFixture ledger = new LedgerFixture();
    private final Run run = ledger.load(
            ledger.newRun("sheet"), asking(4, "c"), asking(2, "a"), asking(3, "b"), invalidRow(5, "No", "{}"));
    private final Wish wish = ledger.wish(run, Wish.Kind.RERUN);

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void whenRowsHoldClipsThenTheyComeInOrderWithoutInvalidOnes() {
        assertThat(ledger.reruns.rows(run.id())).extracting(RowClip::row).containsExactly(2, 3, 4);
    }

    @Test
    void whenFailedAndDoubtfulRowsAreBroughtBackThenTheyAreQueuedForThisRun() {
        ledger.drive(run, 2, ClipState.FAILED);
        ledger.drive(run, 3, ClipState.IN_DOUBT);
        Run copy = ledger.runs.copyRun(run);

        ledger.reruns.queueAgain(copy.id(), wish, held(copy, 2, 3));

        assertThat(ledger.queue.rows(copy.id(), wish))
                .extracting(QueuedRow::row)
                .containsExactly(2, 3);
        assertThat(ledger.queued(copy))
                .as("by another command")
                .extracting(QueuedClip::row)
                .containsExactly(4);
        assertThat(ledger.clip(run, 2).runId()).isEqualTo(copy.id());
        assertThat(ledger.count("submission")).as("earlier ones stay").isEqualTo(2);
        assertThat(ledger.runs.run(run.id()).spent()).as("doubt stays spent").isEqualByComparingTo("2.84");
    }

    @Test
    void whenACommandRunsNoMoreThenWhatItDidNotComeToIsAsBeforeAndTheSameWordsTakeItUpAgain() {
        ledger.drive(run, 2, ClipState.FAILED);
        ledger.drive(run, 3, ClipState.DELIVERED);
        ledger.drive(run, 4, ClipState.IN_DOUBT);
        List<RowClip> before = held(run, 2, 3, 4);
        ledger.reruns.queueAgain(run.id(), wish, held(run, 2, 4));
        ledger.reruns.payAgain(run.id(), wish, next(run, 3));
        assertThat(ledger.reruns.rows(run.id(), wish)).allMatch(RowClip::underWay);

        ledger.wishes.putAway(wish);

        assertThat(held(run, 2, 3, 4)).extracting(row -> row.clip().id()).isEqualTo(ids(before));
        assertThat(held(run, 2, 3, 4))
                .extracting(row -> row.clip().state())
                .containsExactly(ClipState.FAILED, ClipState.DELIVERED, ClipState.IN_DOUBT);
        assertThat(ledger.clip(run, 2).errorMessage()).isEqualTo("The prompt is refused");
        assertThat(ledger.reruns.rows(run.id(), wish)).noneMatch(RowClip::underWay);
        assertThat(ledger.reruns.takes(run.id(), wish)).hasSize(1);
    }

    private static List<Long> ids(List<RowClip> rows) {
        return rows.stream().map(row -> row.clip().id()).toList();
    }

    @ParameterizedTest
    @EnumSource(
            names = {"FAILED", "IN_DOUBT", "CANCELLED"},
            mode = EnumSource.Mode.EXCLUDE)
    void whenARowStandsElsewhereThenItIsNotBroughtBack(ClipState state) {
        ledger.drive(run, 2, ClipState.FAILED);
        ledger.jdbc
                .sql("update clip set state = ? where id = ?")
                .params(state.name(), ledger.clip(run, 3).id())
                .update();

        assertThatThrownBy(() -> ledger.reruns.queueAgain(run.id(), wish, held(run, 2, 3)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Row 3");

        assertThat(ledger.clip(run, 2).state()).isEqualTo(ClipState.FAILED);
        assertThat(ledger.clip(run, 3).state()).isEqualTo(state);
    }

    @Test
    void whenARowIsPaidForAgainThenItHoldsTheNextTakeAndTheOldClipStays() {
        ledger.drive(run, 2, ClipState.UNDELIVERED);
        Clip old = ledger.clip(run, 2);

        ledger.reruns.payAgain(run.id(), wish, next(run, 2));

        Clip next = ledger.clip(run, 2);
        assertThat(next.id()).isNotEqualTo(old.id());
        assertThat(next.take()).isEqualTo(2);
        assertThat(next.state()).isEqualTo(ClipState.QUEUED);
        assertThat(next.fingerprint()).isEqualTo(old.fingerprint());
        assertThat(next.request()).isEqualTo(old.request());
        assertThat(next.price()).isEqualTo(old.price());
        assertThat(next.runId()).isEqualTo(run.id());
        assertThat(next.taskId()).isNull();
        assertThat(next.fileStem()).isNull();
        assertThat(ledger.downloads.videos(old.id())).hasSize(1);

        ledger.reruns.payAgain(run.id(), wish, next(run, 2));
        assertThat(ledger.clip(run, 2).take()).isEqualTo(3);
    }

    @Test
    void whenACopiedRunPaysAgainThenTheRunBeforeItKeepsItsClip() {
        ledger.drive(run, 2, ClipState.DELIVERED);
        Clip old = ledger.clip(run, 2);
        Run copy = ledger.runs.copyRun(run);

        ledger.reruns.payAgain(copy.id(), wish, next(copy, 2));

        assertThat(ledger.clip(run, 2).id()).isEqualTo(old.id());
        assertThat(ledger.clip(copy, 2).take()).isEqualTo(2);
    }

    @Test
    void whenALoadIsGoingOnThenPayingAgainConcernsTheOneInForce() {
        ledger.drive(run, 2, ClipState.DELIVERED);
        Clip old = ledger.clip(run, 2);
        int load = ledger.loads.begin(run);
        ledger.loads.add(run, load, Takes.NONE, List.of(asking(2, "a")));

        ledger.reruns.payAgain(run.id(), wish, next(run, 2));

        assertThat(ledger.jdbc
                        .sql("select clip_id from run_row where load_number = ?")
                        .param(load)
                        .query(Long.class)
                        .list())
                .containsExactly(old.id());
        assertThat(ledger.clip(run, 2).take()).isEqualTo(2);
    }

    @Test
    void whenTheRowHoldsAnotherClipByNowThenNothingIsPaidAgain() {
        ledger.drive(run, 2, ClipState.UNDELIVERED);
        List<RerunLedger.NextTake> seen = next(run, 2, 3);
        ledger.reruns.payAgain(run.id(), wish, seen.subList(0, 1));

        assertThatThrownBy(() -> ledger.reruns.payAgain(run.id(), wish, seen)).isInstanceOf(StaleClipException.class);

        assertThat(ledger.clip(run, 2).take()).isEqualTo(2);
        assertThat(ledger.count("clip")).isEqualTo(4);
    }

    @Test
    void whenARowIsAcceptedThenNoTryAsksForItUntilItIsBroughtBack() {
        ledger.drive(run, 2, ClipState.FAILED);
        ledger.drive(run, 3, ClipState.TIMED_OUT);
        ledger.drive(run, 4, ClipState.UNDELIVERED);
        ledger.reruns.accept(held(run, 2, 3, 4));

        assertThat(ledger.polls.timedOutTasks().askAgain(LedgerFixture.API, run.id(), Instant.EPOCH))
                .isZero();
        assertThat(ledger.downloads.fetchAgain(LedgerFixture.API, run.id(), Instant.EPOCH))
                .isZero();
        assertThat(ledger.rows.needWork(run.id())).isEmpty();
        assertThat(ledger.rows.states(run.id())).hasSize(3);

        ledger.reruns.queueAgain(run.id(), wish, held(run, 2));
        ledger.reruns.askAgain(held(run, 3, 4));
        assertThat(ledger.clip(run, 2).isAccepted()).isFalse();
        assertThat(ledger.clip(run, 3).state()).isEqualTo(ClipState.SUBMITTED);
        assertThat(ledger.clip(run, 4).state()).isEqualTo(ClipState.GENERATED);
    }

    @Test
    void whenARowHasMovedOnThenItIsNotAcceptedUnseen() {
        ledger.drive(run, 2, ClipState.FAILED);
        List<RowClip> seen = held(run, 2);
        ledger.reruns.queueAgain(run.id(), wish, seen);
        assertThatThrownBy(() -> ledger.reruns.accept(seen)).isInstanceOf(StaleClipException.class);
        assertThat(ledger.clip(run, 2).isAccepted()).isFalse();
    }

    @Test
    void whenRowsAreCancelledThenNoRunSubmitsOrMissesThemUntilARerunNamesThem() {
        ledger.drive(run, 2, ClipState.DELIVERED);
        ledger.reruns.cancel(held(run, 3, 4));

        assertThat(ledger.queued(run)).isEmpty();
        assertThat(ledger.rows.needWork(run.id())).isEmpty();
        assertThat(ledger.rows.states(run.id())).containsEntry(ClipState.CANCELLED, 2);

        ledger.reruns.queueAgain(run.id(), wish, held(run, 3));
        assertThat(ledger.queue.rows(run.id(), wish)).extracting(QueuedRow::row).containsExactly(3);
        ledger.wishes.putAllAway();
        assertThat(ledger.clip(run, 3).state()).as("as before the rerun").isEqualTo(ClipState.CANCELLED);
    }

    @Test
    void whenOneRowIsSubmittedByNowThenNoneIsCancelled() {
        List<RowClip> seen = held(run, 2, 3);
        ledger.drive(run, 3, ClipState.SUBMITTED);
        assertThatThrownBy(() -> ledger.reruns.cancel(seen)).isInstanceOf(StaleClipException.class);
        assertThat(ledger.clip(run, 2).state()).isEqualTo(ClipState.QUEUED);
    }

    @Test
    void whenAnotherRunAsksForACancelledRequestThenItGetsTheCancelledClipButAQueuedOneFirst() {
        ledger.reruns.cancel(held(run, 2));
        Run other = ledger.load(ledger.newRun("other"), asking(7, "a"), asking(8, "b"));
        assertThat(ledger.clip(other, 7).state()).isEqualTo(ClipState.CANCELLED);
        assertThat(new WaitingRows(ledger.jdbc).otherJobs(run))
                .containsOnlyKeys(3)
                .containsEntry(3, Set.of("other"));

        Run both = ledger.load(ledger.newRun("both"), asking(2, "twice"), asking(3, "twice"));
        ledger.reruns.cancel(held(both, 2));
        Run one = ledger.load(ledger.newRun("one"), asking(5, "twice"));
        assertThat(ledger.clip(one, 5).id()).isEqualTo(ledger.clip(both, 3).id());
    }

    private List<RerunLedger.NextTake> next(Run of, Integer... rows) {
        return held(of, rows).stream()
                .map(row -> new RerunLedger.NextTake(row, null))
                .toList();
    }

    private List<RowClip> held(Run of, Integer... rows) {
        return ledger.reruns.rows(of.id()).stream()
                .filter(held -> List.of(rows).contains(held.row()))
                .toList();
    }
}
