package dev.reelbatch.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelbatch.job.JobFixture;
import dev.reelbatch.job.JobStatuses;
import dev.reelbatch.job.RunResult;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.SpendingLimits;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.text.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The run that a sheet means: one to resume, a new one, or none. */
@Timeout(120)
class RunRegistryTest {

    private final JobFixture fixture;
    private final Path out;

    RunRegistryTest(@TempDir Path folder) {
        fixture = new JobFixture(folder);
        out = folder.resolve("out");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void whenTheSameNameComesFromAnotherFolderThenItIsRefusedUnlessTheJobIsNamed() {
        fixture.run(fixture.request(fixture.sheet("may/mugs.csv", "prompt\na mug\n")));
        Path other = fixture.sheet("june/mugs.csv", "prompt\na cup\n");
        assertThatThrownBy(() -> fixture.plan(fixture.request(other)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(fixture.folder.resolve("may").toString())
                .hasMessageContaining(fixture.folder.resolve("june").toString())
                .hasMessageContaining("--job");
        assertThat(fixture.plan(JobFixture.request(other, "MUGS", out)).offer().job())
                .isEqualTo("mugs");
    }

    @Test
    void whenOutIsAnotherJobsThenItIsRefusedAndNothingIsSubmitted() {
        fixture.run(fixture.request(fixture.sheet("mugs.csv", "prompt\na mug\n")));
        Path other = fixture.sheet("cups.csv", "prompt\na cup\n");
        assertThatThrownBy(() -> fixture.plan(fixture.request(other)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("mugs")
                .hasMessageContaining("--out");
        assertThat(fixture.simulator.submitCalls()).isEqualTo(1);
    }

    @Test
    void whenARunIsCompleteThenItIsNotStartedAgain() {
        Path sheet = fixture.sheet("mugs.csv", "prompt\na mug\n");
        fixture.run(fixture.request(sheet));
        RunPlan again = fixture.plan(fixture.request(sheet));
        assertThat(fixture.runs().isComplete(again)).isTrue();
        assertThat(again.offer().toPay()).isZero();
        assertThat(fixture.run(fixture.request(sheet)).undelivered()).isZero();
        assertThat(fixture.count("batch_job_execution")).isEqualTo(1);
        assertThat(fixture.count("run")).isEqualTo(1);
    }

    @Test
    void whenAnotherJobsTaskHangsThenARunEndsWithItsOwnRows() {
        fixture.run(fixture.request(fixture.sheet("mugs.csv", "prompt\na mug\n")));
        fixture.jdbc
                .sql("update clip set state = 'SUBMITTED', task_id = 'nobody-knows-it', error_code = null")
                .update();
        RunResult result = fixture.run(
                JobFixture.request(fixture.sheet("cups.csv", "prompt\na cup\n"), null, fixture.folder.resolve("cups")));
        assertThat(result.undelivered()).isZero();
        assertThat(result.stopped()).isEmpty();
        assertThat(states()).containsExactly("SUBMITTED", "DELIVERED");
    }

    @Test
    void whenAVideoCouldNotBeFetchedForDaysThenItRestsUntilARerun() {
        RunRequest request = fixture.request(fixture.sheet("mugs.csv", "prompt\na mug\n"));
        fixture.run(request);
        fixture.jdbc
                .sql("update clip set state = 'UNDELIVERED', error_code = 'gone', error_message = 'no such host',"
                        + " submitted_at = timestamp with time zone '2020-01-01 00:00:00+00'")
                .update();
        fixture.run(request);
        RunResult result = fixture.run(request);
        assertThat(states()).containsExactly("UNDELIVERED");
        assertThat(fixture.jdbc
                        .sql("select error_message from clip")
                        .query(String.class)
                        .single())
                .containsOnlyOnce("later runs no longer try")
                .endsWith("no such host");
        assertThat(result.undelivered()).isEqualTo(1);

        RerunPlanner rerunPlanner = fixture.bean(RerunPlanner.class);
        RerunChoice choice = rerunPlanner.choose(
                "mugs", new RerunPlanner.Selection(Set.of(), RowRanges.of("2"), null, false), Wish.By.SHELL);
        assertThat(choice.free()).isEqualTo(1);
        assertThat(choice.clips()).isZero();
        fixture.run(JobFixture.request(null, "mugs", null).forRerun(choice));
        assertThat(states()).containsExactly("DELIVERED");
    }

    @Test
    void whenATaskIsStillNotDoneAfterDaysThenItRestsUntilARerun() {
        RunRequest request = fixture.request(fixture.sheet("mugs.csv", "prompt\na mug\na cup [fails]\n"));
        fixture.run(request);
        fixture.jdbc
                .sql(
                        "update clip set state = 'TIMED_OUT', submitted_at = timestamp with time zone '2020-01-01 00:00:00+00'"
                                + " where state = 'DELIVERED'")
                .update();
        fixture.jdbc.sql("delete from video").update();
        RunResult result = fixture.run(request);
        assertThat(states()).containsExactly("TIMED_OUT", "FAILED");
        assertThat(result.summary()).anyMatch(line -> line.contains("later runs no longer check"));
        assertThat(result.summary()).noneMatch(line -> line.contains("not ready in time"));
        assertThat(fixture.bean(JobStatuses.class).job("mugs").atRest()).isEqualTo(1);

        RerunPlanner rerunPlanner = fixture.bean(RerunPlanner.class);
        RerunChoice choice = rerunPlanner.choose(
                "mugs", new RerunPlanner.Selection(Set.of(), RowRanges.of("2"), null, false), Wish.By.SHELL);
        assertThat(choice.free()).isEqualTo(1);
        assertThat(choice.clips()).isZero();
        fixture.run(JobFixture.request(null, "mugs", null).forRerun(choice));
        assertThat(states()).containsExactly("DELIVERED", "FAILED");
        assertThat(fixture.simulator.acceptedCount()).isEqualTo(2);
    }

    private List<String> states() {
        return fixture.jdbc
                .sql("select state from clip order by id")
                .query(String.class)
                .list();
    }

    @Test
    void whenARerunHasNotPaidYetAndAnotherColumnChangesThenAPlainRunPaysForNothing() {
        fixture.run(fixture.request(fixture.sheet("mugs.csv", "prompt,note\na mug,x\na cup,x\n")));
        RerunPlanner rerunPlanner = fixture.bean(RerunPlanner.class);
        RerunChoice again = rerunPlanner.choose(
                "mugs", new RerunPlanner.Selection(Set.of(), RowRanges.of("3"), null, true), Wish.By.SHELL);
        StopSignal stop = new StopSignal();
        stop.stopAll(new StopSignal.Cause(StopSignal.Kind.INTERRUPTED, "Ctrl-C"));
        fixture.runs()
                .run(fixture.plan(JobFixture.request(null, "mugs", null).forRerun(again)), stop, runProgress -> {});
        Path noted = fixture.sheet("mugs.csv", "prompt,note\na mug,y\na cup,y\n"); // and nothing was submitted yet
        Quote quote = fixture.plan(fixture.request(noted)).offer();
        fixture.run(fixture.request(noted));
        assertThat(fixture.simulator.acceptedCount()).isEqualTo(2);
        assertThat(quote.toPay()).isZero();
        assertThat(quote.existing()).isEqualTo(Map.of(ClipState.DELIVERED, 2));
    }

    @Test
    void whenARowIsChosenThenWhatAnEqualRowBeforeItTakesIsNotOfferedToIt() {
        fixture.run(fixture.request(fixture.sheet("mugs.csv", "prompt\na mug\n")));
        RunRequest third = rows("3", fixture.sheet("mugs.csv", "prompt\na mug\na mug\n"));
        Quote quote = fixture.plan(third).offer();
        fixture.run(third);
        assertThat(fixture.simulator.acceptedCount()).isEqualTo(2);
        assertThat(quote.toPay()).isEqualTo(1);
        assertThat(quote.cost().isEmpty()).isFalse();
        assertThat(quote.sheet().clips()).isEqualTo(1);
        assertThat(quote.existing()).isEmpty();
    }

    @Test
    void whenARowThatHoldsItsClipIsChosenThenAnEqualRowsClipIsNotOfferedToIt() {
        fixture.run(rows("3", fixture.sheet("mugs.csv", "prompt,note\na mug,x\na mug,x\n")));
        Path noted = fixture.sheet("mugs.csv", "prompt,note\na mug,y\na mug,y\n");
        assertThat(fixture.plan(rows("3", noted)).offer().toPay()).isZero();
        assertThat(fixture.plan(rows("2", noted)).offer().toPay()).isEqualTo(1);
        fixture.run(rows("2", noted));
        assertThat(fixture.simulator.acceptedCount()).isEqualTo(2);
    }

    @Test
    void whenAnotherJobHasPaidForWhatARunLeftQueuedThenItsRowAdoptsThat() {
        RunRequest cups = fixture.request(fixture.sheet("cups.csv", "prompt\na cup\na mug\n"));
        Path pair = fixture.sheet("pair.csv", "prompt,note\na cup,x\na cup,y\n");
        RunRequest pairs = JobFixture.request(pair, null, fixture.folder.resolve("out of pair"));
        fixture.run(cups.forRows(RowRanges.of("3")));
        fixture.run(pairs.forRows(RowRanges.of("3")));
        assertThat(fixture.simulator.acceptedCount()).isEqualTo(2);

        Quote quote = fixture.plan(cups).offer();
        assertThat(quote.toPay()).isZero();
        assertThat(quote.adopted()).isEqualTo(Map.of("cups", 1, "pair", 1));
        assertThat(fixture.run(cups).undelivered()).isZero();
        assertThat(fixture.simulator.acceptedCount()).isEqualTo(2);
        assertThat(fixture.plan(pairs).offer().toPay()).as("its row 2").isEqualTo(1);
    }

    private RunRequest rows(String rows, Path sheet) {
        RunRequest all = fixture.request(sheet);
        RunLimits limits = all.limits();
        return all.within(new RunLimits(
                RowRanges.of(rows), limits.rate(), limits.maxInFlight(), SpendingLimits.NONE, null, limits.patience()));
    }

    @Test
    void whenAPayingAgainIsNotSettledAndAnotherColumnChangesThenItStillGoesOn() {
        payAgainWithoutSettling(fixture.sheet("mugs.csv", "prompt,note\na mug,x\n"));
        Path noted = fixture.sheet("mugs.csv", "prompt,note\na mug,y\n");
        payAgainWithoutSettling(noted);
        payAgainWithoutSettling(noted);
        assertThat(fixture.simulator.acceptedCount()).isEqualTo(1);
    }

    private void payAgainWithoutSettling(Path sheet) {
        RunRequest all = fixture.request(sheet);
        RunRequest fresh = new RunRequest(sheet, null, all.out(), null, null, false, true, all.limits());
        fixture.runs().run(fixture.plan(fresh), new StopSignal(), runProgress -> {});
    }

    @Test
    void whenTheContentChangesThenItIsANewRunThatPaysForTheNewRowsAlone() {
        fixture.run(fixture.request(fixture.sheet("mugs.csv", "prompt\na mug\n")));
        Path grown = fixture.sheet("mugs.csv", "prompt\na mug\na cup\n");
        Quote quote = fixture.plan(fixture.request(grown)).offer();
        assertThat(quote.toPay()).isEqualTo(1);
        assertThat(quote.adopted()).containsEntry("mugs", 1);
        assertThat(fixture.run(fixture.request(grown)).undelivered()).isZero();
        assertThat(fixture.count("run")).isEqualTo(2);
        assertThat(fixture.simulator.acceptedCount()).isEqualTo(2);
    }

    @Test
    void whenAFileOfACompleteRunHasVanishedThenItIsFetchedAndNotPaidForAgain() throws IOException {
        Path sheet = fixture.sheet("mugs.csv", "prompt\na mug\n");
        fixture.run(fixture.request(sheet));
        Path video = out.resolve("videos/0002-a-mug.mp4");
        Files.delete(video);
        assertThat(fixture.run(fixture.request(sheet)).undelivered()).isZero();
        assertThat(video).isNotEmptyFile();
        assertThat(fixture.simulator.acceptedCount()).isEqualTo(1);
        assertThat(fixture.runs().isComplete(fixture.plan(fixture.request(sheet))))
                .isTrue();
    }

    @Test
    void whenOtherColumnsOfACompleteRunChangeThenTheReportFollowsFreeOfCharge() throws IOException {
        fixture.run(fixture.request(fixture.sheet("mugs.csv", "prompt,owner\na mug,Mei\n")));
        assertThat(out.resolve("manifest.csv")).content().contains("Mei");
        Path changed = fixture.sheet("mugs.csv", "prompt,owner\na mug,Jonas\n");
        assertThat(fixture.run(fixture.request(changed)).undelivered()).isZero();
        assertThat(out.resolve("manifest.csv")).content().contains("Jonas").doesNotContain("Mei");
        assertThat(fixture.simulator.acceptedCount()).isEqualTo(1);
    }

    @Test
    void whenACompleteRunIsWantedElsewhereThenItsFilesAreThereAsWell() {
        Path sheet = fixture.sheet("mugs.csv", "prompt\na mug\n");
        fixture.run(fixture.request(sheet));
        Path elsewhere = fixture.folder.resolve("elsewhere");
        assertThat(fixture.run(JobFixture.request(sheet, null, elsewhere)).undelivered())
                .isZero();
        assertThat(elsewhere.resolve("videos/0002-a-mug.mp4")).isNotEmptyFile();
        assertThat(fixture.simulator.acceptedCount()).isEqualTo(1);
    }
}
