package dev.reelbatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelbatch.ledger.SubmitLedger.Begin;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SpendingTest {

    private static final ClipError BUSY = new ClipError(429, "rate_limit", "Too many");
    private static final ClipError WRONG = new ClipError(400, "param_error", "No such size");
    private static final ClipError SILENT = new ClipError(null, "timeout", "No answer");

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
    void whenMaxCostIsReachedExactlyThenItIsPaidAndTheNextIsTooExpensive() {
        SpendingLimits limits = SpendingLimits.ofRun(new BigDecimal("5.68"), false);

        assertThat(begin(queued(2), limits)).isInstanceOf(Begin.Begun.class);
        assertThat(begin(queued(3), limits)).isInstanceOf(Begin.Begun.class);
        assertThat(begin(queued(4), limits)).isEqualTo(new Begin.TooExpensive(SpendingLimits.Reached.MAX_COST));

        assertThat(ledger.clip(run, 4).state()).isEqualTo(ClipState.QUEUED);
        assertThat(ledger.count("submission")).isEqualTo(2);
        assertThat(spent()).isEqualByComparingTo("5.68");
    }

    @Test
    void whenMaxCostIsAFractionShortThenItIsTooExpensive() {
        SpendingLimits limits = SpendingLimits.ofRun(new BigDecimal("2.8399"), false);

        assertThat(begin(queued(2), limits)).isEqualTo(new Begin.TooExpensive(SpendingLimits.Reached.MAX_COST));
    }

    @Test
    void whenASubmissionIsInDoubtThenItCountsAgainstMaxCostAndWhatWasNotAcceptedDoesNot() {
        SpendingLimits limits = SpendingLimits.ofRun(new BigDecimal("5.68"), false);
        ledger.submits.inDoubt(begun(begin(queued(2), limits)), null, SILENT);
        ledger.submits.notAccepted(begun(begin(queued(3), limits)), BUSY);
        ledger.submits.refused(begun(begin(queued(4), limits)), WRONG);

        assertThat(begin(queued(3), limits)).isInstanceOf(Begin.Begun.class);
        assertThat(begin(queued(5), limits)).isInstanceOf(Begin.TooExpensive.class);
    }

    @Test
    void whenAnotherRunHasSpentThenMaxCostIsOfThisRunAndTheBudgetOfTheHome() {
        Run other = ledger.load(ledger.newRun("other"), LedgerFixture.asking(2, "x"));
        ledger.drive(other, 2, ClipState.SUBMITTED);

        SpendingLimits maxCost = SpendingLimits.ofRun(new BigDecimal("2.84"), false);
        SpendingLimits budget = perDay("5.00");

        assertThat(begin(queued(2), budget)).isEqualTo(new Begin.TooExpensive(SpendingLimits.Reached.BUDGET));
        assertThat(begin(queued(2), maxCost)).isInstanceOf(Begin.Begun.class);
    }

    @Test
    void whenTheDayChangesThenTheBudgetOfTheDayIsNew() {
        ledger.time.setWallClock(Instant.parse("2026-04-30T23:59:59Z"));
        assertThat(begin(queued(2), perDay("2.84"))).isInstanceOf(Begin.Begun.class);
        assertThat(begin(queued(3), perDay("2.84"))).isInstanceOf(Begin.TooExpensive.class);

        ledger.time.advance(Duration.ofSeconds(1));

        assertThat(begin(queued(3), perDay("2.84"))).isInstanceOf(Begin.Begun.class);
        assertThat(begin(queued(4), perDay("2.84"))).isInstanceOf(Begin.TooExpensive.class);
    }

    @ParameterizedTest
    @EnumSource
    void whenTheClockWasAheadThenWhatItSpentIsSpentThenAndNotNow(SpendingLimits.Period period) {
        SpendingLimits limits = new SpendingLimits(null, new SpendingLimits.Budget(new BigDecimal("2.84"), period));
        ledger.time.setWallClock(Instant.parse("2027-05-31T12:00:00Z"));
        begun(begin(queued(2), limits));

        ledger.time.setWallClock(Instant.parse("2026-04-30T12:00:00Z"));
        assertThat(begin(queued(3), limits)).isInstanceOf(Begin.Begun.class);
        assertThat(begin(queued(4), limits)).isInstanceOf(Begin.TooExpensive.class);

        ledger.time.setWallClock(Instant.parse("2027-05-31T23:00:00Z"));
        assertThat(begin(queued(4), limits)).isInstanceOf(Begin.TooExpensive.class);
    }

    @Test
    void whenTheMonthChangesThenTheBudgetOfTheMonthIsNewAndNotBefore() {
        SpendingLimits limits = new SpendingLimits(
                null, new SpendingLimits.Budget(new BigDecimal("5.68"), SpendingLimits.Period.MONTH));
        ledger.time.setWallClock(Instant.parse("2026-04-01T00:00:00Z"));
        begun(begin(queued(2), limits));
        ledger.time.setWallClock(Instant.parse("2026-04-30T23:59:59Z"));
        begun(begin(queued(3), limits));
        assertThat(begin(queued(4), limits)).isEqualTo(new Begin.TooExpensive(SpendingLimits.Reached.BUDGET));

        ledger.time.advance(Duration.ofSeconds(1));

        assertThat(begin(queued(4), limits)).isInstanceOf(Begin.Begun.class);
    }

    @Test
    void whenTheRefusalComesAfterMidnightThenTheDayOfTheSubmissionGetsItsMoneyBack() {
        ledger.time.setWallClock(Instant.parse("2026-04-30T23:59:59Z"));
        OpenSubmission begun = ledger.begin(run, 2, 1);
        ledger.time.advance(Duration.ofSeconds(2));

        ledger.submits.notAccepted(begun, BUSY);

        assertThat(ledger.spentOn("2026-04-30")).isZero();
        assertThat(ledger.spentOn("2026-05-01")).isZero();
        assertThat(begin(queued(2), perDay("2.84"))).isInstanceOf(Begin.Begun.class);
    }

    @Test
    void whenTheProcessIsInAnotherZoneThenTheHomesOwnMidnightBeginsTheDay() {
        SubmitLedger shanghai = in("Asia/Shanghai");
        shanghai.keepBudgetZone(null);
        ledger.time.setWallClock(Instant.parse("2026-04-30T15:59:00Z"));
        begun(begin(shanghai, 2));
        ledger.time.setWallClock(Instant.parse("2026-04-30T16:00:00Z"));
        SubmitLedger utc = in("UTC");
        utc.keepBudgetZone(null);

        begun(begin(utc, 3));

        assertThat(begin(in("Pacific/Kiritimati"), 4)).isEqualTo(new Begin.TooExpensive(SpendingLimits.Reached.BUDGET));
    }

    @Test
    void whenAnotherZoneIsWantedThenItHoldsFromTheNextDayOnAndNoDayBeginsBeforeThat() {
        SubmitLedger submits = in("UTC");
        ledger.time.setWallClock(Instant.parse("2026-04-30T09:30:00Z"));
        submits.keepBudgetZone(null);
        begun(begin(submits, 2));
        for (String zone : List.of("Pacific/Kiritimati", "America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati")) {
            submits.keepBudgetZone(ZoneId.of(zone)); // it is past midnight in the first and the last
            ledger.time.advance(Duration.ofMinutes(40));
            assertThat(begin(submits, 3)).as(zone).isInstanceOf(Begin.TooExpensive.class);
        }

        ledger.time.setWallClock(Instant.parse("2026-05-01T00:00:00Z"));
        assertThat(begin(submits, 3))
                .as("Kiritimati's next day begins at 10:00")
                .isInstanceOf(Begin.TooExpensive.class);
        ledger.time.setWallClock(Instant.parse("2026-05-01T10:00:00Z"));
        begun(begin(submits, 3));
        ledger.time.setWallClock(Instant.parse("2026-05-02T09:59:00Z"));
        assertThat(begin(submits, 4)).isInstanceOf(Begin.TooExpensive.class);
        ledger.time.setWallClock(Instant.parse("2026-05-02T10:00:00Z"));
        begun(begin(submits, 4));
    }

    @ParameterizedTest
    @EnumSource
    void whenTheClockIsSetBackThenNoBudgetBeginsOnceMore(SpendingLimits.Period period) {
        SpendingLimits limits = new SpendingLimits(null, new SpendingLimits.Budget(new BigDecimal("2.84"), period));
        ledger.time.setWallClock(Instant.parse("2026-05-01T12:00:00Z"));
        begun(begin(queued(2), limits));

        for (int days = 1; days < 30; days++) {
            ledger.time.setWallClock(Instant.parse("2026-05-01T12:00:00Z").minus(Duration.ofDays(days)));
            assertThat(begin(queued(3), limits)).isInstanceOf(Begin.TooExpensive.class);
        }
    }

    private SubmitLedger in(String zone) {
        return new SubmitLedger(ledger.jdbc, ledger.journal, ledger.time, ZoneId.of(zone));
    }

    /** With a budget for one a day. */
    private Begin begin(SubmitLedger submits, int row) {
        return submits.begin(queued(row), run.id(), Wish.NONE, run.outDir(), perDay("2.84"), null);
    }

    @Test
    void whenAnotherCurrencyIsSpentThenTheBudgetOfTheDayIsNotSpentOnceMore() {
        Run dollars = ledger.load(
                ledger.newRun("dollars"), LedgerFixture.asking(2, 1, "x", new Price(new BigDecimal("2.84"), "USD")));
        ledger.drive(dollars, 2, ClipState.SUBMITTED);

        assertThat(begin(queued(2), perDay("100.00")))
                .isEqualTo(new Begin.TooExpensive(SpendingLimits.Reached.BUDGET_CURRENCY));
        ledger.time.advance(Duration.ofDays(1));
        assertThat(begin(queued(2), perDay("2.84"))).isInstanceOf(Begin.Begun.class);
    }

    @Test
    void whenAClipHasNoPriceThenNothingIsBooked() {
        Run free = ledger.load(ledger.newRun("free"), LedgerFixture.asking(2, 1, "x", null));

        OpenSubmission begun = ledger.begin(free, 2, 1);
        ledger.submits.notAccepted(begun, BUSY);

        assertThat(ledger.runs.run(free.id()).spent()).isZero();
        assertThat(ledger.count("spent_quarter")).isZero();
    }

    @Test
    void whenSubmissionsBeginInOneGroupThenEachSeesWhatThoseBeforeItBooked() {
        SpendingLimits limits = SpendingLimits.ofRun(new BigDecimal("5.68"), false)
                .within(new SpendingLimits.Budget(new BigDecimal("100.00"), SpendingLimits.Period.DAY));

        assertThat(beginInOneGroup(limits, 2, 3, 4))
                .extracting(begin -> begin.join().getClass().getSimpleName())
                .containsExactly("Begun", "Begun", "TooExpensive");
        assertThat(spent()).isEqualByComparingTo("5.68");
        assertThat(ledger.count("spent_quarter")).isEqualTo(1);
    }

    @Test
    void whenSubmissionsOfOneGroupReachTheBudgetThenNoneBeyondItBegins() {
        assertThat(beginInOneGroup(perDay("8.52"), 2, 3, 4, 5))
                .extracting(begin -> begin.join().getClass().getSimpleName())
                .containsExactly("Begun", "Begun", "Begun", "TooExpensive");
        assertThat(ledger.spentOn("2026-04-01")).isEqualByComparingTo("8.52");
    }

    @Test
    void whenOneOfAGroupCantBeRecordedThenWhatTheOthersBookIsBookedOnce() {
        List<CompletableFuture<Begin>> group = beginInOneGroup(SpendingLimits.NONE, 2, 3, 3, 4);

        assertThatThrownBy(CompletableFuture.allOf(group.toArray(CompletableFuture[]::new))::join)
                .hasCauseInstanceOf(StaleClipException.class);
        assertThatThrownBy(group.get(2)::join).hasCauseInstanceOf(StaleClipException.class);
        assertThat(spent()).isEqualByComparingTo("8.52");
        assertThat(ledger.spentOn("2026-04-01")).isEqualByComparingTo("8.52");
        assertThat(ledger.count("submission")).isEqualTo(3);
    }

    @Test
    void whenAGroupBeginsAndTakesBackThenTheRestIsBooked() {
        OpenSubmission first = ledger.begin(run, 2, 1);
        QueuedClip second = queued(3);

        BusyJournal.<Object>oneGroup(ledger.journal, List.of(() -> begin(second, perDay("5.68")), () -> {
                    ledger.submits.notAccepted(first, BUSY);
                    return first;
                }))
                .forEach(CompletableFuture::join);

        assertThat(spent()).isEqualByComparingTo("2.84");
        assertThat(ledger.spentOn("2026-04-01")).isEqualByComparingTo("2.84");
    }

    private QueuedClip queued(int row) {
        return ledger.queued(run, row, 1);
    }

    private Begin begin(QueuedClip clip, SpendingLimits limits) {
        return ledger.begin(run, clip, limits);
    }

    private List<CompletableFuture<Begin>> beginInOneGroup(SpendingLimits limits, int... rows) {
        List<Supplier<Begin>> callers = new ArrayList<>();
        for (int row : rows) {
            QueuedClip clip = queued(row);
            callers.add(() -> begin(clip, limits));
        }
        return BusyJournal.oneGroup(ledger.journal, callers);
    }

    private static OpenSubmission begun(Begin begin) {
        return ((Begin.Begun) begin).submission();
    }

    private static SpendingLimits perDay(String amount) {
        return new SpendingLimits(null, new SpendingLimits.Budget(new BigDecimal(amount), SpendingLimits.Period.DAY));
    }

    private BigDecimal spent() {
        return ledger.runs.run(run.id()).spent();
    }
}
