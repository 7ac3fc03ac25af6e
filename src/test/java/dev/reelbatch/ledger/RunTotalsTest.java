package dev.reelbatch.ledger;

import static dev.reelbatch.ledger.LedgerFixture.asking;
import static dev.reelbatch.ledger.LedgerFixture.fault;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.DoubtLedger.Finding;
import dev.reelbatch.ledger.RunTotals.Totals;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each test asks for totals first, so that they are kept where that is allowed. */
class RunTotalsTest {

    private final LedgerFixture ledger = new LedgerFixture();
    private final Run run = ledger.load(ledger.newRun("sheet"), asking(2, "a"), asking(3, "b"));

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void whenARunIsOverThenItsTotalsAreReadOnce() {
        ledger.drive(run, 2, ClipState.DELIVERED);
        ledger.drive(run, 3, ClipState.FAILED);
        Totals totals = totals(run);
        assertThat(totals.states()).isEqualTo(Map.of(ClipState.DELIVERED, 1, ClipState.FAILED, 1));

        Run other = ledger.load(ledger.newRun("other"), asking(2, "c"));
        ledger.drive(other, 2, ClipState.DELIVERED);

        assertThat(totals(run)).as("that another run goes on changes nothing").isSameAs(totals);
    }

    @Test
    void whenARunGoesOnThenItsTotalsAreThoseOfNow() {
        assertThat(totals(run).states()).isEqualTo(Map.of(ClipState.QUEUED, 2));
        OpenSubmission submission = ledger.begin(run, 2, 1);
        assertThat(totals(run).money().get(0).open()).isEqualByComparingTo("2.84");
        ledger.submits.accepted(submission, "t", null);
        assertThat(totals(run).money().get(0).paid()).isEqualByComparingTo("2.84");
        assertThat(totals(run).states()).isEqualTo(Map.of(ClipState.QUEUED, 1, ClipState.SUBMITTED, 1));
    }

    @Test
    void whenALargeRunGoesOnThenItsTotalsAreReadOnceASecondAndAnewAtItsEnd() {
        RowDraft[] rows = IntStream.rangeClosed(2, 1_001)
                .mapToObj(row -> asking(row, "row " + row))
                .toArray(RowDraft[]::new);
        Run large = ledger.load(ledger.newRun("large"), rows);
        assertThat(submitting(large)).isZero();
        ledger.begin(large, 2, 1);
        assertThat(submitting(large)).isZero();
        ledger.time.advance(Duration.ofMillis(1_001));
        assertThat(submitting(large)).isEqualTo(1);
        ledger.begin(large, 3, 1);
        ledger.totals.forgetRecent();
        assertThat(submitting(large)).isEqualTo(2);
        ledger.drive(run, 2, ClipState.FAILED);
        ledger.begin(large, 4, 1);
        ledger.reruns.accept(held(2));
        assertThat(submitting(large)).as("a person changed something").isEqualTo(3);
    }

    private int submitting(Run of) {
        return Objects.requireNonNull(ledger.totals.of(List.of(of)).get(of.id()))
                .states()
                .getOrDefault(ClipState.SUBMITTING, 0);
    }

    @Test
    void whenARowIsAcceptedOrAskedForAgainThenItsRunShowsThat() {
        atRest(ClipState.FAILED);
        assertThat(totals(run).needWork()).isEqualTo(2);
        ledger.reruns.accept(held(3));
        assertThat(totals(run).needWork()).isEqualTo(1);
        ledger.reruns.askAgain(held(3));
        assertThat(totals(run).needWork()).isEqualTo(2);
    }

    @Test
    void whenADoubtIsSettledThenItsRunShowsThat() {
        atRest(ClipState.IN_DOUBT);
        assertThat(totals(run).money().get(0).inDoubt()).isEqualByComparingTo("5.68");
        ledger.doubts.settle(List.of(new Finding(ledger.doubts.rows(run.id()).get(0), true)));
        assertThat(totals(run).money().get(0).inDoubt()).isEqualByComparingTo("2.84");
        assertThat(totals(run).states()).containsEntry(ClipState.FAILED, 1);
    }

    @Test
    void whenAVideoComesLateThenItsRunShowsThat() {
        atRest(ClipState.UNDELIVERED);
        assertThat(totals(run).states()).isEqualTo(Map.of(ClipState.UNDELIVERED, 2));
        ledger.downloads.delivered(ledger.clip(run, 2), Map.of());
        assertThat(totals(run).states()).isEqualTo(Map.of(ClipState.DELIVERED, 1, ClipState.UNDELIVERED, 1));
    }

    @Test
    void whenARunHoldsClipsOfAnotherThenItShowsWhatBecomesOfThem() {
        atRest(ClipState.FAILED);
        Run other = ledger.load(ledger.newRun("other"), asking(9, "b"));
        assertThat(totals(other).states()).isEqualTo(Map.of(ClipState.FAILED, 1));

        ledger.bringBack(run, 3);

        assertThat(totals(other).states()).isEqualTo(Map.of(ClipState.QUEUED, 1));
        ledger.wishes.putAllAway();
        assertThat(totals(other).states()).isEqualTo(Map.of(ClipState.FAILED, 1));
    }

    @Test
    void whenATaskIsFoundAfterItsRowIsGoneThenTheRunThatSentItShowsThatItWasCharged() {
        OpenSubmission sent = ledger.begin(run, 2, 1);
        ledger.submits.inDoubt(sent, "t", fault(500, "internal_error", "Oops"));
        ledger.doubts.settle(List.of(new Finding(ledger.doubts.rows(run.id()).get(0), false)));
        Run other = ledger.load(ledger.newRun("other"), asking(2, "a"));
        Run shorter = ledger.load(run, asking(3, "b"));
        ledger.drive(shorter, 3, ClipState.DELIVERED);
        assertThat(totals(shorter).money().get(0).paid()).isEqualByComparingTo("2.84");

        ledger.submits.doubted().hasItsTask(ledger.queued(other, 2, 1), other.id());

        assertThat(totals(shorter).money().get(0).paid()).isEqualByComparingTo("5.68");
    }

    @Test
    void whenARowGetsItsNextTakeThenItsRunShowsThat() {
        atRest(ClipState.DELIVERED);
        assertThat(totals(run).states()).isEqualTo(Map.of(ClipState.DELIVERED, 2));
        ledger.payAgain(run, 2);
        assertThat(totals(run).states()).isEqualTo(Map.of(ClipState.DELIVERED, 1, ClipState.QUEUED, 1));
        ledger.wishes.putAllAway();
        assertThat(totals(run).states()).isEqualTo(Map.of(ClipState.DELIVERED, 2));
    }

    @Test
    void whenARunIsLoadedAnewThenItsTotalsAreThoseOfTheNewRows() {
        atRest(ClipState.DELIVERED);
        assertThat(totals(run).states()).isEqualTo(Map.of(ClipState.DELIVERED, 2));
        Run loaded = ledger.load(run, asking(3, "b"));
        assertThat(totals(loaded).states()).isEqualTo(Map.of(ClipState.DELIVERED, 1));
    }

    @Test
    void whenClipsAreLeftAloneThenTheirRunShowsThat() {
        ledger.drive(run, 2, ClipState.TIMED_OUT);
        ledger.drive(run, 3, ClipState.UNDELIVERED);
        assertThat(totals(run).withCode()).isZero();
        Instant later = ledger.time.now().plusSeconds(1);
        ledger.polls.timedOutTasks().rest(LedgerFixture.API, run.id(), later, fault(null, "at_rest", "Too old"));
        assertThat(totals(run).withCode()).isEqualTo(1);
        ledger.downloads.rest(LedgerFixture.API, run.id(), later, fault(null, "at_rest", "Too old"));
        assertThat(totals(run).withCode()).isEqualTo(2);
    }

    private void atRest(ClipState state) {
        ledger.drive(run, 2, state);
        ledger.drive(run, 3, state);
    }

    private List<RowClip> held(int row) {
        return ledger.reruns.rows(run.id()).stream()
                .filter(held -> held.row() == row)
                .toList();
    }

    /** The totals, which must also be those of the ledger. */
    private Totals totals(Run of) {
        Totals totals = Objects.requireNonNull(ledger.totals.of(List.of(of)).get(of.id()));
        assertThat(totals).isEqualTo(ledger.totals.fromLedger(Set.of(of.id())).get(of.id()));
        return totals;
    }
}
