package dev.reelbatch.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.SpendingLimits;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.plan.Ledgers;
import dev.reelbatch.plan.Quote;
import dev.reelbatch.plan.RerunChoice;
import dev.reelbatch.plan.RerunPlanner;
import dev.reelbatch.plan.RunLimits;
import dev.reelbatch.plan.RunPlan;
import dev.reelbatch.plan.RunRequest;
import dev.reelbatch.session.Acceptance;
import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import dev.reelbatch.stage.StopSignal;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A wish to pay again is for the rows and the command that it was said with, and for no other. */
@Timeout(120)
class TakesTest {

    private static final int ROWS = 8;
    private static final Set<ClipState> DELIVERED = EnumSet.of(ClipState.DELIVERED);

    private final JobFixture fixture;
    private final Path sheet;

    TakesTest(@TempDir Path folder) {
        fixture = new JobFixture(folder);
        sheet = sheet(ROWS);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void whenRowsAreFreshThenTheOthersArePaidForByNoLaterCommandAndStayDelivered() throws Exception {
        fixture.run(plain());
        assertThat(fixture.plan(fresh("2-3")).offer().toPay()).isEqualTo(2);
        fixture.run(fresh("2-3"));
        assertThat(fixture.folder.resolve("out/manifest.csv")).content().doesNotContain("pending");
        paysFor(0, plain());
        paysFor(0, goOn());
        assertThat(states()).isEqualTo(DELIVERED);
        assertThat(fixture.simulator.acceptedCount()).isEqualTo(ROWS + 2);
        paysFor(2, fresh("2-3"));
    }

    @Test
    void whenAFreshRunIsCutShortThenAPlainOnePaysForNothingAndTheSameWordsGoOn() {
        fixture.run(plain());
        fixture.runUntil(3, fresh(null));
        int paid = fixture.simulator.acceptedCount();
        assertThat(paid).isBetween(ROWS + 1, ROWS + 7);
        paysFor(0, plain());
        assertThat(states()).isEqualTo(DELIVERED);
        paysFor(0, goOn());
        paysFor(2 * ROWS - paid, fresh(null));
        paysFor(0, plain());
        paysFor(ROWS, fresh(null));
    }

    @Test
    void whenAFreshRunIsCutShortTwiceThenEachRowGetsOneTake() {
        fixture.run(plain());
        fixture.runUntil(2, fresh(null));
        fixture.run(plain());
        fixture.runUntil(2, fresh(null));
        fixture.run(goOn());
        fixture.run(fresh(null));
        assertThat(fixture.simulator.acceptedCount()).isEqualTo(2 * ROWS);
    }

    @Test
    void whenAFreshRunIsCutShortAndTheSheetGrowsThenAPlainOnePaysForTheNewRowsAlone() {
        fixture.run(plain());
        fixture.runUntil(3, fresh(null));
        int paid = fixture.simulator.acceptedCount();
        sheet(ROWS + 2);
        paysFor(2, plain());
        paysFor(2 * ROWS - paid + 2, fresh(null));
    }

    @Test
    void whenFreshRowsAreCutShortThenOtherRowsAreAnotherWish() {
        fixture.run(plain());
        fixture.runUntil(1, fresh("2-4"));
        int left = 3 - (fixture.simulator.acceptedCount() - ROWS);
        assertThat(left).isPositive();
        paysFor(1, fresh("5"));
        paysFor(0, plain());
        paysFor(left, fresh("2-4"));
    }

    @Test
    void whenASheetIsFreshFromTheStartAndCutShortThenAPlainRunPaysForWhatHasNoVideoYet() {
        fixture.runUntil(3, fresh(null));
        int paid = fixture.simulator.acceptedCount();
        paysFor(ROWS - paid, plain());
        assertThat(states()).isEqualTo(DELIVERED);
    }

    @Test
    void whenEqualRowsAreFreshInPartThenTheOthersKeepTheirVideos() {
        Path equal = fixture.sheet("a.csv", "prompt\na mug\na mug\na mug\n");
        fixture.run(fixture.request(equal));
        fixture.run(fresh("3"));
        paysFor(0, fixture.request(equal));
        assertThat(states()).isEqualTo(DELIVERED);
        assertThat(fixture.simulator.acceptedCount()).isEqualTo(4);
    }

    @Test
    void whenAPayingAgainOfRowsIsCutShortThenNothingElsePaysForThem() {
        fixture.run(plain());
        RerunPlanner.Selection selection = new RerunPlanner.Selection(Set.of(), RowRanges.of("2-5"), null, true);
        rerunUntil(2, selection);
        int left = 4 - (fixture.simulator.acceptedCount() - ROWS);
        assertThat(left).isPositive();
        paysFor(0, plain());
        assertThat(states()).isEqualTo(DELIVERED);
        assertThat(rerun(new RerunPlanner.Selection(Set.of(ClipState.FAILED), null, null, false)))
                .isZero();
        paysFor(0, goOn());
        assertThat(rerun(selection)).isEqualTo(left);
        assertThat(rerun(selection)).as("said once more after its end").isEqualTo(4);
    }

    @Test
    void whenAPayingAgainIsCutShortAndTheSheetChangesThenTheSameWordsPayForNoRowTwice() {
        fixture.run(plain());
        RerunPlanner.Selection selection = new RerunPlanner.Selection(Set.of(), RowRanges.of("2-5"), null, true);
        rerunUntil(2, selection);
        sheet(ROWS + 1);
        paysFor(1, plain());
        rerun(selection);
        assertThat(fixture.simulator.acceptedCount()).isEqualTo(ROWS + 1 + 4);
    }

    @Test
    void whenANextTakeIsInDoubtThenItsRowAloneSaysSoUntilAPersonAsksForAnother() {
        fixture.run(plain());
        fixture.simulator.onSubmit(CallMatcher.first(1), CallFault.processThenDrop());
        fixture.runUntil(2, fresh("4-7"));
        int paid = fixture.simulator.acceptedCount() - ROWS;
        assertThat(paid).isBetween(2, 3);
        paysFor(0, plain());
        assertThat(fixture.bean(Ledgers.class).rows().states(latest()))
                .isEqualTo(Map.of(ClipState.DELIVERED, ROWS - 1, ClipState.IN_DOUBT, 1));
        paysFor(4 - paid, fresh("4-7"));
        paysFor(0, plain());
        assertThat(fixture.bean(Ledgers.class).rows().states(latest()))
                .isEqualTo(Map.of(ClipState.DELIVERED, ROWS - 1, ClipState.IN_DOUBT, 1));
        paysFor(4, fresh("4-7"));
        paysFor(0, plain());
        assertThat(states()).isEqualTo(DELIVERED);
    }

    @Test
    void whenARerunOfWhatIsInDoubtIsCutShortThenItIsInDoubtAsBeforeAndNothingElsePaysForIt() {
        fixture.simulator.onSubmit(CallMatcher.always(), CallFault.processThenDrop());
        fixture.run(rows("2-3", plain()));
        fixture.run(rows("4-5", plain()));
        fixture.simulator.clearFaults();
        fixture.run(plain());
        int paid = fixture.simulator.acceptedCount();
        RerunPlanner.Selection inDoubt = new RerunPlanner.Selection(Set.of(ClipState.IN_DOUBT), null, null, false);
        rerunUntil(1, inDoubt);
        int left = 4 - (fixture.simulator.acceptedCount() - paid);
        assertThat(left).isBetween(1, 3);
        assertThat(fixture.bean(Ledgers.class).rows().states(latest())).containsEntry(ClipState.IN_DOUBT, left);
        paysFor(0, plain());
        assertThat(rerun(new RerunPlanner.Selection(Set.of(ClipState.FAILED), null, null, false)))
                .as("other words")
                .isZero();
        paysFor(0, goOn());
        assertThat(rerun(inDoubt)).isEqualTo(left);
        assertThat(states()).isEqualTo(DELIVERED);
    }

    @Test
    void whenARerunOfWhatIsInDoubtEndsInDoubtAndIsCutShortThenTheSameWordsDoNotPayForItYetAgain() {
        fixture.simulator.onSubmit(CallMatcher.always(), CallFault.processThenDrop());
        fixture.run(rows("2-3", plain()));
        RerunPlanner.Selection inDoubt = new RerunPlanner.Selection(Set.of(ClipState.IN_DOUBT), null, null, false);
        RerunPlanner.Selection third = new RerunPlanner.Selection(Set.of(), RowRanges.of("3"), null, false);
        rerunUntil(2, inDoubt);
        assertThat(fixture.simulator.acceptedCount()).isEqualTo(4);
        rerunUntil(1, third); // other words, of a row that is among them
        fixture.simulator.clearFaults();
        assertThat(rerun(inDoubt)).isZero();
        assertThat(rerun(inDoubt)).as("said once more after its end").isEqualTo(1);
    }

    @Test
    void whenOneVariantOfARowFailedThenARerunDoesNotPayForTheOneThatWaits() {
        Path two = fixture.sheet("a.csv", "prompt,count\na mug [fails],2\n");
        RunRequest one = fixture.request(two);
        RunLimits limits = one.limits();
        RunRequest first = one.within(new RunLimits(
                limits.rows(),
                limits.rate(),
                limits.maxInFlight(),
                SpendingLimits.ofRun(new BigDecimal("3"), true),
                null,
                limits.patience()));
        fixture.run(first);
        assertThat(fixture.simulator.acceptedCount()).isEqualTo(1);
        assertThat(rerun(new RerunPlanner.Selection(Set.of(ClipState.FAILED), null, null, false)))
                .isEqualTo(1);
    }

    @Test
    void whenARowThatFailedIsAcceptedAfterARerunWasCutShortThenNothingPaysForIt() {
        Path fails = fixture.sheet("a.csv", "prompt\na mug [fails]\na cup [fails]\n");
        fixture.run(fixture.request(fails));
        RerunPlanner.Selection failed = new RerunPlanner.Selection(Set.of(ClipState.FAILED), null, null, false);
        fixture.runs().run(fixture.plan(again(failed)), stopped(), runProgress -> {});
        Acceptance acceptance = fixture.bean(Acceptance.class);
        acceptance.accept(acceptance.choose("a", RowRanges.of("2")));
        paysFor(0, fixture.request(fails));
        assertThat(rerun(failed)).isEqualTo(1);
    }

    private static StopSignal stopped() {
        StopSignal stop = new StopSignal();
        stop.stopAll(new StopSignal.Cause(StopSignal.Kind.INTERRUPTED, "Ctrl-C"));
        return stop;
    }

    private Path sheet(int rows) {
        return fixture.sheet(
                "a.csv",
                IntStream.rangeClosed(1, rows)
                        .mapToObj(row -> "mug no " + row)
                        .collect(Collectors.joining("\n", "prompt\n", "\n")));
    }

    private RunRequest plain() {
        return fixture.request(sheet);
    }

    private RunRequest goOn() {
        return JobFixture.request(null, "a", null);
    }

    private RunRequest fresh(@Nullable String rows) {
        RunRequest all = plain();
        RunRequest fresh = new RunRequest(sheet, null, all.out(), null, null, false, true, all.limits());
        return rows == null ? fresh : rows(rows, fresh);
    }

    private static RunRequest rows(String rows, RunRequest request) {
        return request.within(request.limits().forRows(RowRanges.of(rows)));
    }

    private void paysFor(int clips, RunRequest request) {
        int before = fixture.simulator.acceptedCount();
        assertThat(fixture.plan(request).offer().toPay()).as("offered").isEqualTo(clips);
        RunResult result = fixture.run(request);
        assertThat(fixture.simulator.acceptedCount() - before).as("paid").isEqualTo(clips);
        assertThat(result.open()).isZero();
    }

    /** Returns how many it paid for, which is what it said. */
    private int rerun(RerunPlanner.Selection selection) {
        int before = fixture.simulator.acceptedCount();
        RunPlan runPlan = fixture.plan(again(selection));
        int paid = runPlan.offer().toPay();
        RunResult result = fixture.runs().run(runPlan, new StopSignal(), runProgress -> {});
        fixture.runs().close(result);
        assertThat(fixture.simulator.acceptedCount() - before).isEqualTo(paid);
        return paid;
    }

    private void rerunUntil(int submit, RerunPlanner.Selection selection) {
        fixture.runUntil(submit, again(selection));
    }

    private RunRequest again(RerunPlanner.Selection selection) {
        RerunChoice choice = fixture.bean(RerunPlanner.class).choose("a", selection, Wish.By.SHELL);
        RunRequest request = goOn().forRerun(choice);
        assertThat(fixture.plan(request).offer().toPay()).isEqualTo(choice.clips());
        return request;
    }

    private long latest() {
        return fixture.bean(Ledgers.class).latestRun("a").id();
    }

    /** As after prices changed, or a run that was stopped before its rows were loaded. */
    @Test
    void whenItsRowsAreLoadedOnceMoreThenARerunSaysWhatItCosts() {
        fixture.run(plain());
        fixture.jdbc.sql("update run set loaded_as = 'otherwise'").update();
        RerunPlanner.Selection selection = new RerunPlanner.Selection(Set.of(), RowRanges.of("2-3"), null, true);
        RerunChoice choice = fixture.bean(RerunPlanner.class).choose("a", selection, Wish.By.SHELL);
        Quote quote = fixture.plan(goOn().forRerun(choice)).offer();
        assertThat(quote.toPay()).isEqualTo(2);
        assertThat(quote.cost().in("CNY")).isEqualByComparingTo("5.68");
    }

    private Set<ClipState> states() {
        Map<ClipState, Integer> states = fixture.bean(Ledgers.class).rows().states(latest());
        return states.keySet();
    }
}
