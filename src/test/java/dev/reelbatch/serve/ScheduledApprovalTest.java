package dev.reelbatch.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.Approval;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.ledger.RowRanges;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Scheduled runs whose price an admin has to approve. A video costs 2.84; more than 5 needs an approval. */
@Timeout(240)
class ScheduledApprovalTest {

    private static final String TWO = "prompt\na kite\na boat\n";

    private ServeRig rig;
    private Path sheet;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        rig = new ServeRig(folder, 50, ServeRig.quick());
        sheet = rig.file("nightly.csv", TWO);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private static ServedJob above5(ServedJob job) {
        return new ServedJob(
                job.name(),
                job.file(),
                job.source(),
                job.request(),
                job.schedule(),
                ApprovalRule.ofJobFile(new BigDecimal("5")));
    }

    private ServedJob nightly() {
        return above5(rig.nightly("nightly", sheet, RowRanges.ALL));
    }

    private RequestedRun await(RequestedRun.State state) {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(
                        () -> latest().stream()
                                .filter(run -> run.state() == state)
                                .toList(),
                        runs -> runs.size() == 1)
                .get(0);
    }

    private List<RequestedRun> latest() {
        return rig.session.requestedRuns().latest(10, 0);
    }

    private void approve(RequestedRun run) {
        assertThat(rig.session.requestedRuns().approve(run.id(), "lead", null, null))
                .isEqualTo(Approval.Outcome.APPROVED);
    }

    @Test
    void whenAScheduledRunIsDearThenItWaitsAndPeopleAreToldOnceAlsoOverRestarts() {
        rig.serve(nightly());
        RequestedRun waiting = await(RequestedRun.State.WAITING_FOR_APPROVAL);
        rig.awaitSaid("This would cost 5.68 CNY, more than approve-above 5", 1);
        rig.stop();
        rig.serve(nightly());
        rig.awaitSaid("Resuming its run that needed an approval", 1);
        rig.awaitSaid("a run is already waiting; it covers both", 1);
        assertThat(rig.noticed).containsExactly("nightly waits for approval");
        assertThat(rig.simulator.acceptedCount()).isZero();
        approve(waiting);
        assertThat(await(RequestedRun.State.COMPLETED).id()).isEqualTo(waiting.id());
        assertThat(rig.simulator.acceptedCount()).isEqualTo(2);
    }

    @Test
    void whenAScheduledRunIsRefusedThenTheScheduleSaysSoAndNothingIsPaid() {
        rig.serve(nightly());
        RequestedRun waiting = await(RequestedRun.State.WAITING_FOR_APPROVAL);
        rig.session
                .requestedRuns()
                .end(waiting.id(), RequestedRun.State.STOPPED, null, 130, "It was not approved: lead stopped it.");
        rig.awaitSaid("Nothing was submitted: It was not approved: lead stopped it.", 1);
        Awaitility.await().until(() -> rig.noticed.contains("nightly refused"));
        rig.stop();
        assertThat(rig.session.jobFileRuns().open()).isEmpty();
        assertThat(rig.simulator.acceptedCount()).isZero();
    }

    @Test
    void whenAnApprovedFreshRunIsInterruptedThenItIsResumedAndPaidForOnce() throws Exception {
        rig.close();
        rig = new ServeRig(rig.folder, 50, ServeRig.quick().generationTime(Duration.ofSeconds(100)));
        rig.serve(above5(ServeRig.fresh(nightly())));
        approve(await(RequestedRun.State.WAITING_FOR_APPROVAL));
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> rig.simulator.acceptedCount() == 2);
        rig.stop();
        await(RequestedRun.State.RUNNING);
        rig.rehearsal = false; // not due again
        rig.serve(above5(ServeRig.fresh(nightly())));
        await(RequestedRun.State.COMPLETED);
        rig.stop();
        assertThat(rig.session.jobFileRuns().open()).isEmpty();
        assertThat(rig.simulator.acceptedCount()).isEqualTo(2);
    }

    @Test
    void whenTheSheetChangesWhileItsRunWaitsThenTheNextTimeAsksAboutWhatItIsNow() {
        rig.serve(nightly());
        RequestedRun first = await(RequestedRun.State.WAITING_FOR_APPROVAL);
        rig.file("nightly.csv", TWO + "a mug\n");
        rig.stop();
        rig.serve(nightly());
        assertThat(await(RequestedRun.State.STOPPED).id()).isEqualTo(first.id());
        RequestedRun second = await(RequestedRun.State.WAITING_FOR_APPROVAL);
        assertThat(second.approval()).isNotNull();
        assertThat(second.approval().price().in("CNY")).isEqualByComparingTo("8.52");
        rig.file("nightly.csv", "prompt\na mug\n");
        rig.stop();
        rig.serve(nightly());
        rig.awaitSaid("Starting: 1 row", 1);
        await(RequestedRun.State.COMPLETED);
        assertThat(rig.simulator.acceptedCount()).isEqualTo(1);
    }

    @Test
    void whenAPersonStopsTheJobThenItsWaitingRunIsOver() {
        rig.serve(nightly());
        RequestedRun waiting = await(RequestedRun.State.WAITING_FOR_APPROVAL);
        Awaitility.await().until(() -> rig.stop("nightly") == Stopping.WITHDRAWN);
        assertThat(await(RequestedRun.State.STOPPED).id()).isEqualTo(waiting.id());
        assertThat(rig.session.requestedRuns().approve(waiting.id(), "lead", null, null))
                .isEqualTo(Approval.Outcome.NOT_AWAITED);
    }

    @Test
    void whenItsJobFileIsGoneThenTheNextStartEndsTheRun() {
        rig.serve(nightly());
        await(RequestedRun.State.WAITING_FOR_APPROVAL);
        rig.stop();
        rig.serve(rig.inboxJob());
        assertThat(await(RequestedRun.State.STOPPED).message()).contains("not served any more");
    }
}
