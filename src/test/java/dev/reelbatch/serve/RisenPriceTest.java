package dev.reelbatch.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.Approval;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.ledger.RequestedRun.State;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.plan.RunRequest;
import dev.reelbatch.simulator.ApiErrors;
import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import dev.reelbatch.stage.StopSignal;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs of job files that are resumed after a restart with other prices: none costs more in all than was approved. A
 * video costs 2.84, and 4.00 after the rise; more than 5 needs an approval.
 */
@Timeout(240)
class RisenPriceTest {

    private static final String TWO = "prompt\na kite\na boat\n";
    private static final String PER_SECOND = "reelbatch.models[openai/sora-2/text-to-video].price.per-second";

    private ServeRig rig;
    private Path sheet;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        rig = rig(folder, Map.of());
        sheet = rig.file("nightly.csv", TWO);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private static ServeRig rig(Path folder, Map<String, String> settings) throws InterruptedException {
        ServeRig opened = new ServeRig(folder, 50, ServeRig.quick().generationTime(Duration.ofSeconds(100)), settings);
        opened.maxInFlight = 1;
        return opened;
    }

    /** Ends the process once one of two videos is paid for, and begins another with these settings. */
    private void restartAfterTheFirst(Map<String, String> settings) throws InterruptedException {
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> rig.simulator.acceptedCount() == 1);
        rig.close();
        rig = rig(rig.folder, settings);
        rig.rehearsal = false; // not due again
    }

    private ServedJob above(String limit, ServedJob job) {
        return new ServedJob(
                job.name(),
                job.file(),
                job.source(),
                job.request(),
                job.schedule(),
                ApprovalRule.ofJobFile(new BigDecimal(limit)));
    }

    private ServedJob nightly() {
        return above("5", rig.nightly("nightly", sheet, RowRanges.ALL));
    }

    private RequestedRun await(State state) {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> only(state), runs -> runs.size() == 1)
                .get(0);
    }

    private List<RequestedRun> only(State state) {
        return rig.session.requestedRuns().latest(10, 0).stream()
                .filter(run -> run.state() == state)
                .toList();
    }

    private void approve(RequestedRun run) {
        Cost price = Objects.requireNonNull(run.approval()).price();
        assertThat(rig.session.requestedRuns().approve(run.id(), "lead", price, null))
                .isEqualTo(Approval.Outcome.APPROVED);
    }

    private void awaitsMore(RequestedRun first) {
        RequestedRun waiting = await(State.WAITING_FOR_APPROVAL);
        assertThat(waiting.id()).isEqualTo(first.id());
        Approval asked = Objects.requireNonNull(waiting.approval());
        assertThat(asked.price().in("CNY")).isEqualByComparingTo("6.84");
        assertThat(Objects.requireNonNull(asked.before()).in("CNY")).isEqualByComparingTo("5.68");
        assertThat(rig.simulator.acceptedCount()).as("by this process").isZero();
    }

    /** Returns a run whose rest waits for another approval. */
    private RequestedRun approvedAndResumedAtAHigherPrice() throws InterruptedException {
        rig.serve(nightly());
        RequestedRun first = await(State.WAITING_FOR_APPROVAL);
        approve(first);
        restartAfterTheFirst(Map.of(PER_SECOND, "1.00"));
        rig.serve(nightly());
        awaitsMore(first);
        return first;
    }

    @Test
    void whenAnApprovedRunIsResumedAtAHigherPriceThenItWaitsForAnotherApprovalAlsoOverRestarts() throws Exception {
        RequestedRun first = approvedAndResumedAtAHigherPrice();
        rig.awaitSaid("This would cost 6.84 CNY in all, and 5.68 CNY were approved", 1);
        rig.stop();
        rig.serve(nightly());
        rig.awaitSaid("Resuming the run interrupted earlier", 2);
        awaitsMore(first);
        approve(await(State.WAITING_FOR_APPROVAL));
        assertThat(await(State.COMPLETED).id()).isEqualTo(first.id());
        assertThat(rig.simulator.acceptedCount()).isEqualTo(1);
        assertThat(rig.session.requestedRuns().latest(10, 0)).hasSize(1);
    }

    @Test
    void whenAnApprovedRunIsResumedAtTheSamePriceThenItGoesOn() throws Exception {
        rig.serve(nightly());
        RequestedRun first = await(State.WAITING_FOR_APPROVAL);
        approve(first);
        restartAfterTheFirst(Map.of());
        rig.serve(nightly());
        assertThat(await(State.COMPLETED).id()).isEqualTo(first.id());
        assertThat(rig.simulator.acceptedCount()).isEqualTo(1);
    }

    @Test
    void whenARunThatNeededNoneGetsDearThenItWaitsForApproval() throws Exception {
        rig.serve(above("6", nightly()));
        restartAfterTheFirst(Map.of(PER_SECOND, "1.00"));
        rig.serve(above("6", nightly()));
        RequestedRun waiting = await(State.WAITING_FOR_APPROVAL);
        assertThat(Objects.requireNonNull(waiting.approval()).price().in("CNY")).isEqualByComparingTo("6.84");
        rig.session.requestedRuns().refuse(waiting.id(), "lead", 130, "It was not approved: lead stopped it.", null);
        rig.awaitSaid("It was not approved: lead stopped it.", 1);
        rig.stop();
        assertThat(rig.session.jobFileRuns().open()).isEmpty();
        assertThat(rig.simulator.acceptedCount()).as("by this process").isZero();
    }

    @Test
    void whenAnOrderedRunIsResumedThenItIsApprovedAtThePriceOfItsOrder() throws Exception {
        rig.rehearsal = false;
        rig.serve(nightly());
        rig.order("nightly");
        restartAfterTheFirst(Map.of());
        RequestedRun running = await(State.RUNNING);
        assertThat(Objects.requireNonNull(running.approval()).by()).isEqualTo("anna");
        rig.serve(nightly());
        assertThat(await(State.COMPLETED).id()).isEqualTo(running.id());
        assertThat(rig.simulator.acceptedCount()).isEqualTo(1);
    }

    @Test
    void whenAnOrderedRunIsResumedAtAHigherPriceThenItWaits() throws Exception {
        rig.rehearsal = false;
        rig.serve(nightly());
        rig.order("nightly");
        restartAfterTheFirst(Map.of(PER_SECOND, "1.00"));
        rig.serve(nightly());
        RequestedRun waiting = await(State.WAITING_FOR_APPROVAL);
        awaitsMore(waiting);
        assertNothingElsePaysForItsRows(waiting);
    }

    @Test
    void whenAResumedRunWaitsForApprovalThenItsNextNightDoesNotPayForItsRows() throws Exception {
        rig.serve(above("6", nightly()));
        restartAfterTheFirst(Map.of(PER_SECOND, "1.00"));
        rig.rehearsal = true; // its next night comes while the rest is planned for the first time
        rig.serve(above("6", nightly()));
        assertNothingElsePaysForItsRows(await(State.WAITING_FOR_APPROVAL));
        rig.order("nightly");
        rig.awaitSaid("it covers both", 2);
        rig.session
                .requestedRuns()
                .refuse(await(State.WAITING_FOR_APPROVAL).id(), "lead", 130, "It was not approved.", null);
        rig.awaitSaid("It was not approved.", 1);
        assertNothingElsePaysForItsRows(null);
    }

    @Test
    void whenTheSheetOfAnApprovedRunChangesBetweenItsTriesThenTheSameRunAsksForMore(@TempDir Path other)
            throws Exception {
        rig.close();
        rig = new ServeRig(other, 3000, ServeRig.quick());
        rig.maxInFlight = 1;
        rig.simulator.onSubmit(CallMatcher.promptContains("boat"), CallFault.answer(ApiErrors.authError()));
        sheet = rig.file("nightly.csv", TWO);
        rig.serve(nightly());
        RequestedRun first = await(State.WAITING_FOR_APPROVAL);
        approve(first);
        rig.awaitSaid("Retrying in 30 min", 1);
        rig.file("nightly.csv", "prompt\na kite\na ship\na raft\n");
        RequestedRun waiting = await(State.WAITING_FOR_APPROVAL);
        assertThat(waiting.id()).isEqualTo(first.id());
        Approval asked = Objects.requireNonNull(waiting.approval());
        assertThat(asked.price().in("CNY")).isEqualByComparingTo("8.52");
        assertThat(Objects.requireNonNull(asked.before()).in("CNY")).isEqualByComparingTo("5.68");
        assertThat(rig.simulator.acceptedCount()).isEqualTo(1);
        assertThat(rig.session.requestedRuns().latest(10, 0)).hasSize(1);
    }

    /** @param waiting null if nothing is left to do */
    private void assertNothingElsePaysForItsRows(@Nullable RequestedRun waiting) {
        Awaitility.await()
                .during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> {
                    assertThat(rig.simulator.acceptedCount())
                            .as("by this process")
                            .isZero();
                    assertThat(only(State.RUNNING)).isEmpty();
                    assertThat(only(State.WAITING_FOR_APPROVAL))
                            .extracting(RequestedRun::id)
                            .isEqualTo(waiting == null ? List.of() : List.of(waiting.id()));
                });
    }

    @Test
    void whenADroppedSheetIsResumedAtAHigherPriceThenItWaitsAndItsPageSaysSo() throws Exception {
        rig.drop("two.csv", TWO);
        rig.serve(above("5", rig.inboxJob()));
        RequestedRun first = await(State.WAITING_FOR_APPROVAL);
        approve(first);
        restartAfterTheFirst(Map.of(PER_SECOND, "1.00"));
        rig.serve(above("5", rig.inboxJob()));
        awaitsMore(first);
        Awaitility.await().untilAsserted(() -> assertThat(rig.page("working")).contains("6.84 CNY"));
        approve(await(State.WAITING_FOR_APPROVAL));
        assertThat(await(State.COMPLETED).id()).isEqualTo(first.id());
        assertThat(rig.simulator.acceptedCount()).isEqualTo(1);
    }

    @Test
    void whenTheRestOfAnInterruptedRunIsRefusedThenNoLaterStartAsksAgain() throws Exception {
        RequestedRun first = approvedAndResumedAtAHigherPrice();
        assertThat(rig.session
                        .requestedRuns()
                        .refuse(first.id(), "lead", 130, "It was not approved: lead stopped it.", null))
                .isTrue();
        rig.awaitSaid("nightly: The rest was not submitted", 1);
        rig.stop();
        rig.serve(nightly());
        rig.order("nightly"); // once this is asked about, the start is over
        rig.awaitSaid("nightly: Starting", 1);
        assertThat(rig.said("Resuming the run interrupted earlier")).hasSize(1);
    }

    @Test
    void whenAnotherCommandSpendsOnTheJobOfARunThatWaitsThenThatIsNoneOfItsCost() throws Exception {
        RequestedRun first = approvedAndResumedAtAHigherPrice();
        RunRequest of = nightly().request().forRows(RowRanges.of("2"));
        RunRequest again =
                new RunRequest(of.input(), of.job(), of.out(), of.defaults(), of.reading(), false, true, of.limits());
        rig.session
                .runs()
                .close(rig.session
                        .runs()
                        .run(rig.session.runs().plan(again, rig.backend()), new StopSignal(), progress -> {}));
        assertThat(rig.simulator.acceptedCount()).isEqualTo(1);
        approve(await(State.WAITING_FOR_APPROVAL));
        assertThat(await(State.COMPLETED).id()).isEqualTo(first.id());
        assertThat(rig.simulator.acceptedCount()).isEqualTo(2);
    }
}
