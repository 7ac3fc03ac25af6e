package dev.reelbatch.ledger;

import static dev.reelbatch.ledger.LedgerFixture.asking;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A reading is a list of a run's clips without a video, as its page shows them. */
@Timeout(60)
class RunReadingsTest {

    private final LedgerFixture ledger = new LedgerFixture();
    private final RunPages pages = ledger.reports.pages();
    private final RunReadings readings = ledger.totals.readings();
    private final Run run = ledger.load(ledger.newRun("sheet"), asking(2, "a"), asking(3, "b"));
    private final AtomicInteger reads = new AtomicInteger();

    @AfterEach
    void close() {
        ledger.close();
    }

    private List<RowClip> problems(Run of) {
        ledger.totals.of(List.of(of));
        List<RowClip> shown = readings.of(of, "problems", () -> {
            reads.incrementAndGet();
            return pages.problems(of);
        });
        return shown;
    }

    @Test
    void whenARunIsOverThenItIsReadOnceWhateverOthersDo() {
        ledger.drive(run, 2, ClipState.FAILED);
        ledger.drive(run, 3, ClipState.DELIVERED);
        assertThat(problems(run)).extracting(RowClip::row).containsExactly(2);
        Run other = ledger.load(ledger.newRun("other"), asking(2, "c"));
        ledger.drive(other, 2, ClipState.FAILED);
        ledger.time.advance(Duration.ofHours(1));
        assertThat(problems(run)).isEqualTo(pages.problems(run));
        assertThat(reads).hasValue(1);
        assertThat(problems(other)).isEqualTo(pages.problems(other)).hasSize(1);
    }

    @Test
    void whenAPersonChangesSomethingThenItIsReadAnew() {
        ledger.drive(run, 2, ClipState.FAILED);
        ledger.drive(run, 3, ClipState.FAILED);
        assertThat(problems(run)).hasSize(2);
        ledger.reruns.accept(ledger.reruns.rows(run.id()).stream()
                .filter(row -> row.row() == 3)
                .toList());
        assertThat(problems(run)).isEqualTo(pages.problems(run)).hasSize(1);
        ledger.bringBack(run, 2);
        assertThat(problems(run)).isEqualTo(pages.problems(run)).isEmpty();
        Run again = ledger.load(run, asking(3, "b"));
        assertThat(problems(again)).isEqualTo(pages.problems(again));
    }

    @Test
    void whenARunGoesOnThenItIsReadOnceASecondAndAnewAtItsEnd() {
        ledger.drive(run, 2, ClipState.FAILED);
        assertThat(problems(run)).hasSize(1);
        ledger.drive(run, 3, ClipState.FAILED);
        assertThat(problems(run)).hasSize(1);
        ledger.totals.forgetRecent();
        assertThat(problems(run)).hasSize(2);

        Run other = ledger.load(ledger.newRun("other"), asking(2, "c"), asking(3, "d"));
        assertThat(problems(other)).isEmpty();
        ledger.drive(other, 2, ClipState.FAILED);
        ledger.time.advance(Duration.ofMillis(1_001));
        assertThat(problems(other)).hasSize(1);
    }

    @Test
    void whenTwoLookAtTheSameTimeThenOneReadsForBoth() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        CompletableFuture<Integer> first = CompletableFuture.supplyAsync(() -> readings.of(run, "slow", () -> {
            begun.countDown();
            awaited(end);
            return reads.incrementAndGet();
        }));
        begun.await();
        CompletableFuture<Integer> second =
                CompletableFuture.supplyAsync(() -> readings.of(run, "slow", reads::incrementAndGet));
        assertThat(readings.of(run, "other", () -> "who looks at another thing does not wait"))
                .isNotEmpty();
        end.countDown();
        assertThat(first.get()).isEqualTo(1);
        assertThat(second.get()).isEqualTo(1);
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whenMarksChangeThenTheirNumberOfChangesGrows() {
        MarkLedger marks = new MarkLedger(ledger.jdbc, ledger.journal);
        long before = marks.changes();
        long clip = ledger.clip(run, 2).id();
        marks.note(clip, "Nice", "ann");
        assertThat(marks.changes()).isEqualTo(before);
        marks.set(clip, Mark.Kind.KEEP, null, "ann");
        marks.clear(List.of(clip), List.of(Mark.Kind.KEEP));
        marks.keep(clip, List.of(), "ann");
        marks.change(
                clip,
                "another prompt",
                "ann",
                Mark.version(marks.of(List.of(clip)).get(clip)));
        assertThat(marks.changes()).isEqualTo(before + 4);
    }
}
