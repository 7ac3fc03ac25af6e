package dev.reelbatch.ledger;

import static dev.reelbatch.ledger.LedgerFixture.asking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelbatch.ledger.DoubtLedger.Finding;
import dev.reelbatch.ledger.DoubtLedger.InLatestRun;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DoubtLedgerTest {

    private final LedgerFixture ledger = new LedgerFixture();
    private final Run run = ledger.load(ledger.newRun("sheet"), asking(4, "c"), asking(2, "a"), asking(3, "b"));

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void whenRowsAreInDoubtThenTheyComeAsTheyWereSentWithTheirSubmissions() {
        ledger.drive(run, 4, ClipState.IN_DOUBT);
        ledger.drive(run, 3, ClipState.FAILED);
        ledger.drive(run, 2, ClipState.IN_DOUBT);
        List<RowInDoubt> rows = ledger.doubts.rows(run.id());
        assertThat(rows).extracting(RowInDoubt::row).containsExactly(4, 2);
        assertThat(rows.get(0).prompt()).isEqualTo("c");
        assertThat(rows.get(0).price()).extracting(Price::amount).isEqualTo(new BigDecimal("2.8400"));
        assertThat(rows.get(0).sentAt()).isBefore(rows.get(1).sentAt());
    }

    @Test
    void whenASubmissionCarriedAnIdOfOursThenItsRowHasIt() {
        ledger.drive(run, 2, ClipState.IN_DOUBT);
        ledger.drive(run, 3, ClipState.IN_DOUBT);
        long second = ledger.doubts.rows(run.id()).get(1).submissions().get(0).id();
        ledger.jdbc
                .sql("insert into external_id (submission_id, external_id, account) values (?, 'ours', 'a')")
                .param(second)
                .update();
        assertThat(ledger.doubts.rows(run.id()))
                .extracting(RowInDoubt::externalId)
                .containsExactly(null, "ours");
    }

    @Test
    void whenRowsOfSeveralJobsAreInDoubtThenThoseOfLatestRunsAreFoundWithoutReadingEachRun() {
        Run earlier = ledger.load(ledger.newRun("other"), asking(2, "x"));
        ledger.drive(earlier, 2, ClipState.IN_DOUBT);
        Run latest = ledger.load(ledger.newRun("other"), asking(5, "y"), asking(6, "z"));
        ledger.drive(latest, 6, ClipState.IN_DOUBT);
        ledger.drive(latest, 5, ClipState.IN_DOUBT);
        ledger.drive(run, 3, ClipState.IN_DOUBT);
        ledger.drive(run, 2, ClipState.IN_DOUBT);
        ledger.jdbc
                .sql("update clip set accepted_at = changed_at where id = ?")
                .param(ledger.clip(run, 2).id())
                .update();

        List<InLatestRun> all = ledger.doubts.inLatestRuns();

        assertThat(all).extracting(InLatestRun::row).containsExactly(5, 6, 3);
        assertThat(all).extracting(InLatestRun::runId).containsExactly(latest.id(), latest.id(), run.id());
        assertThat(ledger.doubts.rows(latest.id(), List.of(all.get(1).clipId())))
                .singleElement()
                .isEqualTo(ledger.doubts.rows(latest.id()).get(0));
    }

    @Test
    void whenRowsWereNotChargedThenTheyAreQueuedForAnyRunAndTheirCostIsTakenBack() {
        ledger.drive(run, 2, ClipState.IN_DOUBT);
        ledger.drive(run, 3, ClipState.IN_DOUBT);

        settle(false, 2, 3);

        assertThat(ledger.queued(run)).extracting(QueuedClip::row).containsExactly(2, 3, 4);
        assertThat(ledger.clip(run, 2).errorCode()).isNull();
        assertThat(spent()).isEqualTo("0.0000");
        assertThat(outcomes()).containsExactly("NOT_CHARGED", "NOT_CHARGED");
        assertThat(ledger.reports.money(run.id())).singleElement().satisfies(charges -> assertThat(charges.total())
                .isZero());
        ledger.wishes.putAllAway();
        assertThat(ledger.queued(run)).as("after a kill").hasSize(3);
    }

    @Test
    void whenARowWasChargedThenItHasFailedAndItsCostStays() {
        ledger.drive(run, 2, ClipState.IN_DOUBT);

        settle(true, 2);

        Clip clip = ledger.clip(run, 2);
        assertThat(clip.state()).isEqualTo(ClipState.FAILED);
        assertThat(clip.errorCode()).isEqualTo("charged_without_task");
        assertThat(spent()).isEqualTo("2.8400");
        assertThat(ledger.reports.money(run.id())).singleElement().satisfies(charges -> {
            assertThat(charges.paid()).isEqualByComparingTo("2.84");
            assertThat(charges.inDoubt()).isZero();
        });
        assertThat(ledger.submits.latestTask(run.id()))
                .as("there is no task to ask for")
                .isEmpty();
    }

    @Test
    void whenARerunIsInDoubtAgainThenOnlyItsOwnSubmissionIsSettled() {
        ledger.drive(run, 2, ClipState.IN_DOUBT);
        RowInDoubt first = ledger.doubts.rows(run.id()).get(0);
        Wish wish = ledger.bringBack(run, 2);
        ledger.submits.inDoubt(ledger.begin(run, wish, 2), null, LedgerFixture.fault(null, "no_answer", "Lost"));
        assertThat(ledger.doubts.rows(run.id())).singleElement().satisfies(row -> assertThat(row.submissions())
                .hasSize(2));
        assertThatThrownBy(() -> ledger.doubts.settle(List.of(new Finding(first, false))))
                .as("of the doubt before the rerun")
                .isInstanceOf(StaleClipException.class);
        assertThat(spent()).isEqualTo("5.6800");

        settle(false, 2);

        assertThat(outcomes()).containsExactly("UNKNOWN", "NOT_CHARGED");
        assertThat(spent()).as("the first may be charged").isEqualTo("2.8400");
        assertThat(ledger.queued(run))
                .as("for any run")
                .extracting(QueuedClip::row)
                .contains(2);
        ledger.wishes.putAway(wish);
        assertThat(ledger.clip(run, 2).state()).isEqualTo(ClipState.QUEUED);
    }

    @Test
    void whenOneRowIsNoLongerInDoubtThenNothingIsChanged() {
        ledger.drive(run, 2, ClipState.IN_DOUBT);
        ledger.drive(run, 3, ClipState.IN_DOUBT);
        List<Finding> findings = ledger.doubts.rows(run.id()).stream()
                .map(row -> new Finding(row, false))
                .toList();
        ledger.doubts.settle(findings.subList(1, 2));
        assertThatThrownBy(() -> ledger.doubts.settle(findings)).isInstanceOf(StaleClipException.class);
        assertThat(ledger.clip(run, 2).state()).isEqualTo(ClipState.IN_DOUBT);
        assertThat(spent()).isEqualTo("2.8400");
    }

    @Test
    void whenAnotherRunSentItThenThatRunGetsTheCostBack() {
        ledger.drive(run, 2, ClipState.IN_DOUBT);
        Run other = ledger.load(ledger.newRun("other"), asking(9, "a"));
        ledger.doubts.settle(List.of(new Finding(ledger.doubts.rows(other.id()).get(0), false)));
        assertThat(spent()).isEqualTo("0.0000");
        assertThat(ledger.runs.run(other.id()).spent()).isZero();
        assertThat(ledger.clip(run, 2).state()).isEqualTo(ClipState.QUEUED);
    }

    @Test
    void whenItsTaskIsFoundAfterAllThenItIsChargedAndNotSubmittedAgain() {
        OpenSubmission submission = ledger.begin(run, 2, 1);
        ledger.submits.inDoubt(submission, "t", LedgerFixture.fault(500, "internal_error", "Oops"));
        settle(false, 2);
        assertThat(spent()).isEqualTo("0.0000");

        ledger.submits.doubted().hasItsTask(ledger.queued(run, 2, 1), run.id());

        assertThat(ledger.clip(run, 2).state()).isEqualTo(ClipState.SUBMITTED);
        assertThat(spent()).isEqualTo("2.8400");
        assertThat(outcomes()).containsExactly("ACCEPTED");
    }

    private void settle(boolean isCharged, Integer... rows) {
        ledger.doubts.settle(ledger.doubts.rows(run.id()).stream()
                .filter(row -> List.of(rows).contains(row.row()))
                .map(row -> new Finding(row, isCharged))
                .toList());
    }

    private String spent() {
        return ledger.runs.run(run.id()).spent().toPlainString();
    }

    private List<String> outcomes() {
        return ledger.jdbc
                .sql("select outcome from submission order by id")
                .query(String.class)
                .list();
    }
}
