package dev.reelbatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.SpendingLimits.Budget;
import dev.reelbatch.ledger.SubmitLedger.Begin;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Budgets of people and of job files. A video costs 2.84. */
class PayerBudgetTest {

    private static final ClipError BUSY = new ClipError(429, "rate_limit", "Too many");
    private static final ClipError SILENT = new ClipError(null, "timeout", "No answer");
    private static final SpendingLimits ANNA = limits(Payer.person("anna", budget("5.68/day")));
    private static final SpendingLimits NIGHTLY = limits(Payer.jobFile("nightly", budget("2.84/month")));
    private static final Begin PERSON_REACHED = new Begin.TooExpensive(SpendingLimits.Reached.PERSON_BUDGET);

    private final LedgerFixture ledger = new LedgerFixture();
    private final Run run = ledger.load(
            ledger.newRun("sheet"),
            LedgerFixture.asking(2, "a"),
            LedgerFixture.asking(3, "b"),
            LedgerFixture.asking(4, "c"),
            LedgerFixture.asking(5, "d"));

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void whenAPersonsBudgetIsReachedThenOthersStillPay() {
        assertThat(begin(2, ANNA)).isInstanceOf(Begin.Begun.class);
        assertThat(begin(3, ANNA)).isInstanceOf(Begin.Begun.class);
        assertThat(begin(4, ANNA)).isEqualTo(PERSON_REACHED);
        assertThat(begin(4, NIGHTLY)).isInstanceOf(Begin.Begun.class);
        assertThat(begin(5, NIGHTLY)).isEqualTo(new Begin.TooExpensive(SpendingLimits.Reached.JOB_FILE_BUDGET));
        assertThat(begin(5, limits(Payer.person("bert", budget("2.84/day"))))).isInstanceOf(Begin.Begun.class);
        assertThat(ledger.submits.spentBy(account(ANNA), true).in("CNY")).isEqualByComparingTo("5.68");
    }

    @Test
    void whenASubmissionIsInDoubtThenItCountsAndWhatWasNotAcceptedDoesNot() {
        ledger.submits.inDoubt(begun(begin(2, ANNA)), null, SILENT);
        ledger.submits.notAccepted(begun(begin(3, ANNA)), BUSY);
        assertThat(begin(3, ANNA)).isInstanceOf(Begin.Begun.class);
        assertThat(begin(4, ANNA)).isEqualTo(PERSON_REACHED);
    }

    @Test
    void whenManySubmissionsAreOneGroupThenNoneIsTooMany() {
        List<Supplier<Begin>> callers = new ArrayList<>();
        for (int row = 2; row <= 5; row++) {
            QueuedClip clip = ledger.queued(run, row, 1);
            callers.add(() -> ledger.begin(run, clip, ANNA));
        }
        List<Begin> begun = BusyJournal.oneGroup(ledger.journal, callers).stream()
                .map(CompletableFuture::join)
                .toList();
        assertThat(begun).filteredOn(Begin.Begun.class::isInstance).hasSize(2);
        assertThat(begun).filteredOn(PERSON_REACHED::equals).hasSize(2);
    }

    private Begin begin(int row, SpendingLimits limits) {
        return ledger.begin(run, ledger.queued(run, row, 1), limits);
    }

    private static OpenSubmission begun(Begin begin) {
        return ((Begin.Begun) begin).submission();
    }

    private static SpendingLimits limits(Payer payer) {
        return SpendingLimits.NONE.chargedTo(payer);
    }

    private static Payer.Account account(SpendingLimits limits) {
        return java.util.Objects.requireNonNull(limits.payer().person());
    }

    private static Budget budget(String text) {
        return Budget.parse(text).orElseThrow();
    }
}
