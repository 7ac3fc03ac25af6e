package dev.reelbatch.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.plan.RerunChoice;
import dev.reelbatch.plan.RerunPlanner;
import dev.reelbatch.plan.RunPlan;
import dev.reelbatch.plan.RunRequest;
import dev.reelbatch.sheet.OtherIds;
import dev.reelbatch.sheet.ReadOptions;
import dev.reelbatch.sheet.UnclearSheetException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that differ from paid ones by their id alone are not paid for before it is said which is meant. */
@Timeout(120)
class OtherIdsTest {

    private static final String IDS = "prompt,id,count\na red mug,1,\na red mug,2,\na blue mug,3,2\na cup,4,\n";
    private static final String NO_IDS = "prompt,count\na red mug,\na red mug,\na blue mug,2\na cup,\n";
    private static final String NUMBERED_ANEW =
            "prompt,id,count\na red mug,11,\na red mug,12,\na blue mug,13,2\na cup,14,\n";

    private final JobFixture fixture;

    OtherIdsTest(@TempDir Path folder) {
        this.fixture = new JobFixture(folder);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private RunRequest request(String csv, @Nullable OtherIds meant) {
        RunRequest request = fixture.request(fixture.sheet("mugs.csv", csv));
        return new RunRequest(
                request.input(),
                null,
                request.out(),
                null,
                ReadOptions.RECOGNISED.withOtherIds(meant),
                false,
                false,
                request.limits());
    }

    private RunRequest goOn() {
        return JobFixture.request(null, "mugs", null);
    }

    private void paid(String csv) {
        fixture.run(request(csv, null));
        assertThat(fixture.simulator.submitCalls()).isEqualTo(5);
    }

    private void runs(RunRequest request, int toPay) {
        int before = fixture.simulator.submitCalls();
        RunPlan runPlan = fixture.plan(request);
        assertThat(runPlan.offer().toPay()).isEqualTo(toPay);
        assertThat(fixture.run(runPlan).ending()).isEqualTo(RunOutcome.DELIVERED);
        assertThat(fixture.simulator.submitCalls() - before).isEqualTo(toPay);
    }

    @Test
    void whenTheIdColumnIsLeftOutThenSomebodyHasToSayWhatIsMeant() {
        paid(IDS);
        assertThatThrownBy(() -> fixture.plan(request(NO_IDS, null)))
                .isInstanceOf(UnclearSheetException.class)
                .hasMessageContaining("5 videos (rows 2,3,4,5) were already paid for")
                .hasMessageContaining("--other-id use (keep these videos) or --other-id pay (pay for new ones)")
                .hasMessageContaining("other-id: use or other-id: pay");
        runs(request(NO_IDS, OtherIds.USE), 0);
        runs(request(NO_IDS, null), 0);
        runs(request(IDS, null), 0);
    }

    @Test
    void whenAnIdColumnIsNewThenSomebodyHasToSayWhatIsMeant() {
        paid(NO_IDS);
        assertThatThrownBy(() -> fixture.plan(request(IDS, null))).isInstanceOf(UnclearSheetException.class);
        runs(request(IDS, OtherIds.USE), 0);
        runs(request(IDS, null), 0);
        runs(goOn(), 0);
    }

    /** As spreadsheets save long numbers in a CSV file. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whenIdsHaveLostTheirLastDigitsThenSomebodyHasToSayWhatIsMeant(boolean isRoundedFirst) {
        String whole = "prompt,id\na red mug,123456789012\n";
        String rounded = "prompt,id\na red mug,1.23457E+11\n";
        fixture.run(request(isRoundedFirst ? rounded : whole, null));
        String other = isRoundedFirst ? whole : rounded;
        assertThatThrownBy(() -> fixture.plan(request(other, null))).isInstanceOf(UnclearSheetException.class);
        runs(request(other, OtherIds.USE), 0);
        runs(request(other, null), 0);
    }

    @Test
    void whenRowsAreNumberedAnewThenNewVideosArePaidForAndThatIsTold() {
        paid(IDS);
        RunPlan runPlan = fixture.plan(request(NUMBERED_ANEW, null));
        assertThat(runPlan.offer().sheet().warnings())
                .anyMatch(note -> note.contains("5 videos (rows 2,3,4,5) were already paid for under another id"));
        assertThatThrownBy(() -> fixture.plan(request(NUMBERED_ANEW, OtherIds.ASK)))
                .isInstanceOf(UnclearSheetException.class);
        runs(request(NUMBERED_ANEW, OtherIds.USE), 0);
        runs(request(NUMBERED_ANEW, null), 0);
        runs(request(IDS, null), 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {IDS, NUMBERED_ANEW})
    void whenNewOnesAreToBePaidForThenTheyArePaidForOnce(String other) {
        paid(NO_IDS);
        runs(request(other, OtherIds.PAY), 5);
        runs(request(other, null), 0);
        runs(request(NO_IDS, null), 0);
        RerunPlanner.Selection again = new RerunPlanner.Selection(Set.of(), RowRanges.of("2"), null, true);
        RerunChoice choice = fixture.bean(RerunPlanner.class).choose("mugs", again, Wish.By.SHELL);
        runs(goOn().forRerun(choice), 1);
        runs(request(NO_IDS, null), 0);
    }

    @Test
    void whenOnlySomeRowsExistUnderAnotherIdThenTheOthersArePaidFor() {
        paid(IDS);
        String more = NO_IDS + "a red mug,\na bowl,\n";
        RunPlan runPlan = fixture.plan(request(more, OtherIds.USE));
        assertThat(runPlan.offer().existing()).isEqualTo(Map.of(ClipState.DELIVERED, 5));
        runs(request(more, OtherIds.USE), 2);
        runs(request(more, null), 0);
    }

    @Test
    void whenOnlySomeRowsAreChosenThenNoneOfTheOthersIsPaidForLater() {
        paid(IDS);
        RunRequest someRows = request(NO_IDS, null).forRows(RowRanges.of("2"));
        assertThatThrownBy(() -> fixture.plan(someRows)).isInstanceOf(UnclearSheetException.class);
        runs(request(NO_IDS, OtherIds.USE).forRows(RowRanges.of("2")), 0);
        runs(request(NO_IDS, null), 0);
    }

    @Test
    void whenRowsWithBothIdsAreInOneSheetThenEachHasAVideoOfItsOwn() {
        paid(IDS);
        runs(request(NUMBERED_ANEW, OtherIds.USE), 0);
        String both = IDS + NUMBERED_ANEW.substring(NUMBERED_ANEW.indexOf('\n') + 1);
        runs(request(both, null), 5);
        String turned = NUMBERED_ANEW + IDS.substring(IDS.indexOf('\n') + 1);
        runs(request(turned, null), 0);
    }

    @Test
    void whenARowIsAddedToASheetWithIdsThenItIsNoneOfTheOthers() {
        paid(IDS);
        runs(request(IDS + "a red mug,5,\n", OtherIds.ASK), 1);
    }

    @Test
    void whenAnotherSheetHasTheSameRowsWithoutIdsThenTheyAreNotPaidForInSilence() {
        paid(IDS);
        RunRequest other = request(NO_IDS, null).forSheet(fixture.sheet("cups.csv", NO_IDS), "cups", null);
        assertThatThrownBy(() -> fixture.plan(other)).isInstanceOf(UnclearSheetException.class);
        assertThat(fixture.plan(new RunRequest(other.input(), "cups", null, null, null, false, true, other.limits()))
                        .offer()
                        .toPay())
                .isEqualTo(5);
    }
}
