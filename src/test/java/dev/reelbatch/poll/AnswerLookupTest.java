package dev.reelbatch.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.LedgerFixture;
import dev.reelbatch.ledger.OpenSubmission;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.simulator.Answer;
import dev.reelbatch.simulator.ApiErrors;
import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import dev.reelbatch.stage.StageRig;
import dev.reelbatch.stage.StopSignal;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A submission whose answer was lost is looked up by the id of ours that it carries; a guess is never made. */
@Timeout(60)
class AnswerLookupTest {

    private StageRig rig;
    private PollRig polls;

    @BeforeEach
    void open(@TempDir Path out) {
        rig = new StageRig(out);
        polls = new PollRig(rig);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    /** A row that was accepted, so that the API can show that it knows tasks by such ids, and one that was lost. */
    private OpenSubmission lostBesideAnAccepted() {
        polls.submitWithIds(rig.runAt("accepted", LedgerFixture.API, "accepted"));
        return polls.lose(rig.run("lost")).get(0);
    }

    private CallMatcher about(OpenSubmission lost) {
        String id = Objects.requireNonNull(lost.externalId()).text();
        return call -> call.taskId().equals(id);
    }

    private ClipState stateOfTheLost() {
        return rig.states().get(rig.states().size() - 1);
    }

    private BigDecimal spent(OpenSubmission lost) {
        return rig.ledger.runs.run(lost.clip().runId()).spent();
    }

    @Test
    void whenTheApiHasTheTaskThenTheRowGoesOnWithIt() throws Exception {
        OpenSubmission lost = polls.lose(rig.run("lost")).get(0);
        String task = polls.post(lost).taskId();
        assertThat(polls.poll()).containsExactly(ClipState.GENERATED);
        assertThat(rig.ledger
                        .jdbc
                        .sql("select c.task_id from clip c join submission s on s.task_id = c.task_id")
                        .query(String.class)
                        .single())
                .isEqualTo(task);
        assertThat(rig.outcomes()).containsExactly("ACCEPTED");
    }

    @Test
    void whenTheApiDeniesTheTaskForLongEnoughThenTheRowIsQueuedAndCostsNothing() throws Exception {
        OpenSubmission lost = lostBesideAnAccepted();
        assertThat(spent(lost)).isPositive();
        long start = rig.time.nanos();
        polls.poll();
        assertThat(stateOfTheLost()).isEqualTo(ClipState.QUEUED);
        assertThat(rig.time.since(start)).isGreaterThanOrEqualTo(polls.settings.lookupFor());
        assertThat(rig.outcomes()).containsExactly("ACCEPTED", "NOT_ACCEPTED");
        assertThat(spent(lost)).isZero();
    }

    @Test
    void whenTheTaskComesLateThenItIsFound() throws Exception {
        OpenSubmission lost = lostBesideAnAccepted();
        AtomicInteger asked = new AtomicInteger();
        rig.simulator.onStatus(about(lost), exchange -> {
            if (asked.incrementAndGet() == 4) {
                polls.post(lost);
            }
            return exchange.process();
        });
        polls.poll();
        assertThat(stateOfTheLost()).isEqualTo(ClipState.GENERATED);
        assertThat(rig.outcomes()).containsExactly("ACCEPTED", "ACCEPTED");
    }

    @Test
    void whenNoSubmissionHasEverBeenFoundByItsIdThenTheRowStaysInDoubt() throws Exception {
        polls.lose(rig.run("lost"));
        assertThat(polls.poll()).containsExactly(ClipState.IN_DOUBT);
    }

    @Test
    void whenTheApiCantBeAskedBySuchIdsThenTheRowStaysInDoubtAtOnce() throws Exception {
        polls.settings = new PollSettings(
                Duration.ofSeconds(1),
                Duration.ofMillis(1),
                Duration.ofMillis(1),
                Duration.ofHours(2),
                Duration.ofDays(7),
                Duration.ofSeconds(100),
                4);
        OpenSubmission lost = lostBesideAnAccepted();
        rig.simulator.onStatus(CallMatcher.byExternalId(), CallFault.answer(ApiErrors.unknownTask()));
        long start = rig.time.nanos();
        polls.poll();
        assertThat(stateOfTheLost()).isEqualTo(ClipState.IN_DOUBT);
        assertThat(rig.time.since(start)).isLessThan(polls.settings.lookupFor());
        assertThat(spent(lost)).isPositive();
    }

    @Test
    void whenDenialsDifferThenTheRowStaysInDoubt() throws Exception {
        OpenSubmission lost = lostBesideAnAccepted();
        AtomicInteger number = new AtomicInteger();
        rig.simulator.onStatus(
                about(lost),
                exchange -> ApiErrors.paramError("denied for the " + "very ".repeat(number.incrementAndGet())));
        polls.poll();
        assertThat(stateOfTheLost()).isEqualTo(ClipState.IN_DOUBT);
    }

    @Test
    void whenAnUnknownIdIsDeniedInAnotherWayThenTheRowStaysInDoubt() throws Exception {
        OpenSubmission lost = lostBesideAnAccepted();
        rig.simulator.onStatus(about(lost), CallFault.answer(ApiErrors.notFound()));
        polls.poll();
        assertThat(stateOfTheLost()).isEqualTo(ClipState.IN_DOUBT);
    }

    @Test
    void whenTheApiNamesATaskForAnyIdThenNothingIsBelieved() throws Exception {
        lostBesideAnAccepted();
        rig.simulator.onStatus(
                CallMatcher.byExternalId(),
                CallFault.answer(
                        Answer.json(200, "{\"output\":{\"task_id\":\"the-latest\",\"task_status\":\"Running\"}}")));
        polls.poll();
        assertThat(stateOfTheLost()).isEqualTo(ClipState.IN_DOUBT);
    }

    @Test
    void whenTheTaskThatIsFoundIsAnotherRowsThenTheRowStaysInDoubt() throws Exception {
        OpenSubmission lost = lostBesideAnAccepted();
        String other = rig.simulator.accepted().get(0).taskId();
        rig.simulator.onStatus(
                about(lost),
                CallFault.answer(Answer.json(
                        200, "{\"output\":{\"task_id\":\"%s\",\"task_status\":\"Running\"}}".formatted(other))));
        polls.poll();
        assertThat(stateOfTheLost()).isEqualTo(ClipState.IN_DOUBT);
    }

    @Test
    void whenItWasSentFromAnotherAccountThenADenialOfThisOneProvesNothing() throws Exception {
        polls.submitWithIds(rig.runAt("accepted", LedgerFixture.API, "accepted"));
        polls.lose(rig.run("lost"), "another account");
        polls.poll();
        assertThat(stateOfTheLost()).isEqualTo(ClipState.IN_DOUBT);
    }

    @Test
    void whenTheAnswerNamedATaskThenADenialOfOursProvesNothing() throws Exception {
        polls.submitWithIds(rig.runAt("accepted", LedgerFixture.API, "accepted"));
        Run run = rig.run("lost");
        String given = rig.simulator.accepted().get(0).taskId();
        polls.loseNaming(run, given);
        polls.poll();
        assertThat(stateOfTheLost()).isEqualTo(ClipState.IN_DOUBT);
    }

    @Test
    void whenStatusCallsFailNowAndThenThenTheDenialStillCounts() throws Exception {
        OpenSubmission lost = lostBesideAnAccepted();
        AtomicInteger number = new AtomicInteger();
        rig.simulator.onStatus(
                about(lost).and(call -> number.incrementAndGet() % 2 == 0),
                CallFault.answer(ApiErrors.internalError()));
        polls.poll();
        assertThat(stateOfTheLost()).isEqualTo(ClipState.QUEUED);
    }

    @Test
    void whenTheApiIsDownThenNobodyWaitsLongerThanThePatience() throws Exception {
        polls.patience = Duration.ofMinutes(1);
        lostBesideAnAccepted();
        rig.simulator.onStatus(CallMatcher.always(), CallFault.drop());
        long start = rig.time.nanos();
        polls.poll();
        assertThat(rig.time.since(start)).isLessThan(Duration.ofMinutes(3));
        assertThat(rig.stoppedBy()).isIn(null, StopSignal.Kind.NO_ANSWER);
        assertThat(stateOfTheLost()).isEqualTo(ClipState.IN_DOUBT);
    }
}
