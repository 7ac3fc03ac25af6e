package dev.reelbatch.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.job.RunResult;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.SpendingLimits;
import dev.reelbatch.plan.RerunPlanner;
import dev.reelbatch.plan.RunLimits;
import dev.reelbatch.plan.RunPlan;
import dev.reelbatch.plan.RunRequest;
import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import dev.reelbatch.stage.StopSignal;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs that `serve` resumes at its start: those that it began itself, as it began them, and no others. */
@Timeout(120)
class GoingOnTest {

    private static final int ROWS = 40;

    private ServeRig rig;
    private Path sheet;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        rig = new ServeRig(folder, 50, ServeRig.quick());
        rig.rehearsal = false; // so that what has a schedule waits for its time
        sheet = rig.file("nightly.csv", sheet(1, ROWS));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private static String sheet(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(n -> "mug no " + n)
                .collect(Collectors.joining("\n", "prompt\n", "\n"));
    }

    private ServedJob nightly() {
        return rig.nightly(sheet);
    }

    /** As a person runs the job file at a shell. */
    private RunResult shell(RunRequest request) {
        RunResult result = rig.session.runs().run(plan(request), new StopSignal(), runProgress -> {});
        rig.session.runs().close(result);
        return result;
    }

    private RunPlan plan(RunRequest of) {
        RunRequest said = new RunRequest(
                of.input(), of.job(), of.out(), of.defaults(), of.reading(), false, of.fresh(), of.limits());
        return rig.session.runs().plan(said, rig.backend());
    }

    /** Until nothing more can come: what is cut short goes on before a sheet that is dropped. */
    private void serveUntilIdle(ServedJob... jobs) {
        rig.drop("last.csv", "prompt\nthe last one\n");
        ServedJob[] all = Arrays.copyOf(jobs, jobs.length + 1);
        all[jobs.length] = rig.inboxJob();
        rig.parallelRuns = 1;
        int before = rig.said("Finished last.csv").size();
        int ended = ended();
        int resumed = rig.said("nightly: Resuming the run").size();
        rig.serve(all);
        rig.awaitSaid("Finished last.csv", before + 1);
        Awaitility.await()
                .until(() ->
                        ended() - ended >= rig.said("nightly: Resuming the run").size() - resumed);
        rig.stop();
    }

    private int ended() {
        return rig.said("nightly: Manifest").size()
                + rig.said("nightly: The rest was not submitted").size();
    }

    private int mugs() {
        return (int) rig.simulator.accepted().stream()
                .filter(submit -> submit.prompt().startsWith("mug"))
                .count();
    }

    private void cutShort(ServedJob job) {
        rig.maxInFlight = 2;
        ServedJob due = rig.missed(job);
        rig.serve(due);
        Awaitility.await().until(() -> mugs() > 3);
        rig.stop();
        assertThat(mugs()).isLessThan(ROWS);
    }

    @Test
    void whenAPersonHasLeftRowsOutThenTheyAreNotSubmittedAtTheStart() {
        shell(nightly().request().forRows(RowRanges.of("2-3")));
        serveUntilIdle(nightly());
        assertThat(mugs()).isEqualTo(2);
    }

    @Test
    void whenSomeRowsGotTheirNextTakeThenTheOthersDoNotAtTheStart() {
        shell(nightly().request());
        shell(ServeRig.fresh(nightly()).request().forRows(RowRanges.of("2-3")));
        serveUntilIdle(nightly());
        serveUntilIdle(ServeRig.fresh(nightly()));
        assertThat(mugs()).isEqualTo(ROWS + 2);
    }

    @Test
    void whenALimitHasStoppedItThenItDoesNotGoOnAtTheStartButAtItsNextTime() {
        ServedJob limited = limitedTo("6", nightly());
        rig.serve(rig.missed(limited));
        rig.awaitSaid("--max-cost", 1);
        rig.stop();
        int paid = mugs();
        assertThat(paid).isPositive().isLessThan(ROWS);

        serveUntilIdle(nightly());
        assertThat(rig.said("Resuming the run interrupted earlier")).isEmpty();
        assertThat(mugs()).isEqualTo(paid);

        shell(nightly().request());
        assertThat(mugs()).isEqualTo(ROWS);
    }

    @Test
    void whenTwoJobFilesRerunOneJobThenEachResumesWhatItBeganItself() throws Exception {
        Files.writeString(sheet, sheet(1, ROWS).replaceAll("(mug no \\d+)", "$1 [fails]"));
        shell(nightly().request());
        assertThat(mugs()).isEqualTo(ROWS);
        ServedJob all = rig.rerun("all", "nightly");
        RerunPlanner.Selection rows = new RerunPlanner.Selection(Set.of(), RowRanges.of("2-20"), null, false);
        ServedJob some =
                new ServedJob("some", "some.yaml", new ServedJob.Rerun("nightly", rows), all.request(), all.schedule());
        rig.maxInFlight = 2;
        rig.serve(rig.missed(some));
        Awaitility.await().until(() -> mugs() > ROWS + 3);
        rig.stop();
        assertThat(mugs()).isLessThan(ROWS + 19);

        serveUntilIdle(limitedTo("3", all), some);
        assertThat(mugs()).as(rig.said()).isEqualTo(ROWS + 19);
    }

    private static ServedJob limitedTo(String maxCost, ServedJob job) {
        RunLimits of = job.request().limits();
        SpendingLimits spending = SpendingLimits.ofRun(new BigDecimal(maxCost), true);
        RunLimits limits =
                new RunLimits(of.rows(), of.rate(), of.maxInFlight(), spending, of.maxFailures(), of.patience());
        return job.within(limits);
    }

    @Test
    void whenAPersonsRunWasCutShortThenItDoesNotGoOnAtTheStart() {
        StopSignal stop = new StopSignal();
        CallMatcher third = CallMatcher.nth(3);
        CallMatcher stopping = call -> {
            if (third.applies(call)) {
                stop.stopAll(new StopSignal.Cause(StopSignal.Kind.INTERRUPTED, "Ctrl-C"));
            }
            return false;
        };
        rig.maxInFlight = 2;
        rig.simulator.onSubmit(stopping, CallFault.drop());
        assertThat(rig.session
                        .runs()
                        .run(plan(nightly().request()), stop, runProgress -> {})
                        .open())
                .isPositive();
        int paid = mugs();
        assertThat(paid).isBetween(1, ROWS - 1);
        serveUntilIdle(nightly());
        assertThat(mugs()).isEqualTo(paid);
    }

    @Test
    void whenRowsHaveLeftTheSheetOrComeToItSinceItWasCutShortThenNeitherIsSubmittedAtTheStart() throws Exception {
        cutShort(nightly());
        int paid = mugs();
        Files.writeString(sheet, sheet(1, ROWS - 4).replace("mug no " + (ROWS - 4), "mug of another kind"));
        serveUntilIdle(nightly());
        assertThat(rig.said("Resuming the run interrupted earlier")).hasSize(1);
        assertThat(mugs()).as(rig.said()).isEqualTo(Math.max(paid, ROWS - 5));
        assertThat(rig.simulator.accepted().stream().map(submit -> submit.prompt()))
                .doesNotContain("mug of another kind", "mug no " + ROWS);
    }

    @Test
    void whenTheSheetIsGoneSinceItWasCutShortThenNothingIsSubmittedAtTheStart() throws Exception {
        cutShort(nightly());
        int paid = mugs();
        Files.delete(sheet);
        serveUntilIdle(nightly());
        assertThat(mugs()).isEqualTo(paid);
    }

    @Test
    void whenAFreshNightWasCutShortThenItGoesOnAtTheStartAndNoTakeIsPaidForTwice() {
        shell(nightly().request());
        rig.maxInFlight = 2;
        ServedJob fresh = rig.missed(ServeRig.fresh(nightly()));
        rig.serve(fresh);
        Awaitility.await().until(() -> mugs() > ROWS + 2);
        rig.stop();
        int paid = mugs();
        shell(nightly().request());
        assertThat(mugs()).as("by a person without it").isEqualTo(paid);
        rig.maxInFlight = 20;
        serveUntilIdle(nightly());
        assertThat(mugs()).isEqualTo(2 * ROWS);
        serveUntilIdle(fresh);
        assertThat(mugs()).isEqualTo(2 * ROWS);
    }

    @Test
    void whenADroppedSheetWasCutShortAndTheJobFileIsEditedThenItGoesOnAsItWasBegun() {
        rig.maxInFlight = 2;
        rig.drop("mugs.csv", sheet(1, ROWS));
        rig.serve(rig.inboxJob(4));
        Awaitility.await().until(() -> mugs() > 3);
        rig.stop();
        assertThat(mugs()).isLessThan(ROWS);
        rig.serve(rig.inboxJob(8));
        rig.awaitSaid("Finished mugs.csv", 1);
        assertThat(mugs()).isEqualTo(ROWS);
        assertThat(rig.simulator.accepted()).allMatch(submit -> submit.body().contains("\"duration\":4"));
        rig.drop("mugs.csv", sheet(1, ROWS)); // another wish
        rig.awaitSaid("Finished mugs.csv", 2);
        assertThat(rig.said("Starting: %d rows, %d to submit".formatted(ROWS, ROWS)))
                .isNotEmpty();
        assertThat(mugs()).isEqualTo(2 * ROWS);
    }

    @Test
    void whenItIsKilledWhileAStoppedSheetsRunIsEndingThenTheNextStartReturnsTheSheetAndPaysForNoMore() {
        rig.maxInFlight = 2;
        rig.drop("mugs.csv", sheet(1, ROWS));
        rig.serve(rig.inboxJob());
        Awaitility.await().until(() -> mugs() > 3);
        String id = rig.session.requestedRuns().latest(1, 0).get(0).id();
        rig.session.requestedRuns().wantStop(id); // as a stop begins; then it is killed
        rig.stop();
        assertThat(rig.in("working")).containsExactly("mugs.csv");
        int paid = mugs();
        assertThat(paid).isLessThan(ROWS);
        rig.serve(rig.inboxJob());
        rig.awaitSaid("Returned mugs.csv", 1);
        assertThat(mugs()).isEqualTo(paid);
        assertThat(rig.session.requestedRuns().find(id).orElseThrow().state()).isEqualTo(RequestedRun.State.STOPPED);
        rig.maxInFlight = 20;
        rig.drop("mugs.csv", sheet(1, ROWS));
        rig.awaitSaid("Finished mugs.csv", 1);
        assertThat(mugs()).isEqualTo(ROWS);
    }

    @Test
    void whenADroppedSheetIsStoppedThenThatIsRecordedToOutliveAKill() {
        rig.maxInFlight = 2;
        rig.drop("mugs.csv", sheet(1, ROWS));
        rig.serve(rig.inboxJob());
        Awaitility.await().until(() -> mugs() > 3);
        String id = rig.session.requestedRuns().latest(1, 0).get(0).id();
        assertThat(rig.stop("inbox/mugs")).isEqualTo(Stopping.ENDS);
        assertThat(rig.session.jobFileRuns().find(id).stopWanted()).isTrue();
    }

    /** Each sheet that is dropped is paid for again; a person finishes an interrupted one without a server. */
    @Test
    void whenAPersonHasFinishedAFreshSheetThatWasCutShortThenTheNextStartDoesNotPayOnceMore() {
        rig.maxInFlight = 2;
        rig.drop("mugs.csv", sheet(1, ROWS));
        rig.serve(rig.inboxJob(true));
        Awaitility.await().until(() -> mugs() > 3);
        rig.stop();
        assertThat(mugs()).isLessThan(ROWS);
        rig.maxInFlight = 20;
        RunRequest inbox = rig.inboxJob(true).request();
        shell(inbox.forSheet(rig.inbox.resolve("working/mugs.csv"), "inbox/mugs", rig.folder.resolve("out/mugs")));
        assertThat(mugs()).isEqualTo(ROWS);
        rig.serve(rig.inboxJob(true));
        rig.awaitSaid("Returned mugs.csv", 1);
        assertThat(mugs()).isEqualTo(ROWS);
    }

    @Test
    void whenAFreshSheetIsCutShortThenTheNextStartResumesItAndPaysOnce() {
        rig.maxInFlight = 2;
        rig.drop("mugs.csv", sheet(1, ROWS));
        rig.serve(rig.inboxJob(true));
        Awaitility.await().until(() -> mugs() > 3);
        rig.stop();
        rig.serve(rig.inboxJob(true));
        rig.awaitSaid("Finished mugs.csv", 1);
        assertThat(mugs()).isEqualTo(ROWS);
    }

    @Test
    void whenAPersonHasStoppedAScheduledRunThenTheNextStartDoesNotResumeIt() {
        rig.maxInFlight = 2;
        rig.serve(rig.missed(nightly()));
        Awaitility.await().until(() -> mugs() > 3);
        assertThat(rig.stop("nightly")).isEqualTo(Stopping.ENDS);
        Awaitility.await()
                .until(() -> rig.jobFiles().ofName("nightly").orElseThrow().state() == JobFiles.State.IDLE);
        int paid = mugs();
        rig.stop();
        serveUntilIdle(nightly());
        assertThat(rig.said("Resuming the run interrupted earlier")).isEmpty();
        assertThat(mugs()).isEqualTo(paid);
        shell(nightly().request());
        assertThat(mugs()).isEqualTo(ROWS);
    }
}
