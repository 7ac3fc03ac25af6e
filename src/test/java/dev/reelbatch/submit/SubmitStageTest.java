package dev.reelbatch.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.simulator.AcceptedSubmit;
import dev.reelbatch.simulator.Answer;
import dev.reelbatch.simulator.ApiErrors;
import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import dev.reelbatch.stage.StageRig;
import dev.reelbatch.stage.StopSignal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
class SubmitStageTest {

    private StageRig rig;

    @BeforeEach
    void open(@TempDir Path out) {
        rig = new StageRig(out);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void whenAllGoesWellThenEveryRowIsSubmittedOnce() throws Exception {
        new SubmitRig(rig, rig.runOf(120)).submit();
        assertThat(rig.states()).hasSize(120).containsOnly(ClipState.SUBMITTED);
        assertThat(rig.outcomes()).hasSize(120).containsOnly("ACCEPTED");
        assertThat(rig.simulator.submitCalls()).isEqualTo(120);
        assertThat(recordedTasks())
                .containsExactlyInAnyOrderElementsOf(rig.simulator.accepted().stream()
                        .map(AcceptedSubmit::taskId)
                        .toList());
    }

    @Test
    void whenRowsAreNamedThenOnlyThoseAreSubmitted() throws Exception {
        SubmitRig submit = new SubmitRig(rig, rig.runOf(5));
        submit.rows = RowRanges.of("3,5-6");
        submit.submit();
        assertThat(rig.states())
                .containsExactly(
                        ClipState.QUEUED,
                        ClipState.SUBMITTED,
                        ClipState.QUEUED,
                        ClipState.SUBMITTED,
                        ClipState.SUBMITTED);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(ApiErrors.moderation()),
                Arguments.of(ApiErrors.paramError("duration")),
                Arguments.of(ApiErrors.tokensTooLong()),
                Arguments.of(ApiErrors.error(422, "invalid_request_error", "odd", "Odd")));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whenARowIsRefusedThenItAloneFails(Answer answer) throws Exception {
        rig.simulator.onSubmit(CallMatcher.promptContains("odd"), CallFault.answer(answer));
        new SubmitRig(rig, rig.run("one", "odd", "two")).submit();
        assertThat(rig.states()).containsExactly(ClipState.SUBMITTED, ClipState.FAILED, ClipState.SUBMITTED);
        assertThat(rig.stop.causes()).isEmpty();
        assertThat(rig.simulator.submitCalls()).isEqualTo(3);
    }

    static Stream<CallFault> unknowns() {
        return Stream.of(
                CallFault.drop(),
                CallFault.processThenDrop(),
                CallFault.garbage(),
                CallFault.processThenAnswer(ApiErrors.internalError()),
                CallFault.processThenAnswer(ApiErrors.gatewayTimeout()),
                CallFault.answer(ApiErrors.error(502, "x", "bad_gateway", "Bad gateway")));
    }

    @ParameterizedTest
    @MethodSource("unknowns")
    void whenTheOutcomeIsUnknownThenTheRowIsInDoubtAndNeverSentAgain(CallFault callFault) throws Exception {
        rig.simulator.onSubmit(CallMatcher.promptContains("odd"), callFault);
        Run run = rig.run("one", "odd", "two");
        new SubmitRig(rig, run).submit();
        new SubmitRig(rig, run).submit();
        assertThat(rig.states()).containsExactly(ClipState.SUBMITTED, ClipState.IN_DOUBT, ClipState.SUBMITTED);
        assertThat(rig.outcomes()).containsOnlyOnce("UNKNOWN").hasSize(3);
        assertThat(rig.simulator.submitCalls()).isEqualTo(3);
    }

    @Test
    void whenTheApiIsFloodedThenEveryRowIsSubmittedInTheEnd() throws Exception {
        rig.close();
        rig = new StageRig(rig.out, StageRig.QUICK, 300); // each 429 takes up to a minute
        rig.simulator.onSubmit(CallMatcher.share(0.4, 1), CallFault.answer(ApiErrors.rateLimit()));
        SubmitRig submit = new SubmitRig(rig, rig.runOf(20));
        submit.patience = Duration.ofDays(3); // a busy machine must not look like a dead API
        submit.submit();
        assertThat(rig.states()).containsOnly(ClipState.SUBMITTED);
        assertThat(rig.simulator.acceptedCount()).isEqualTo(20);
        assertThat(rig.simulator.submitCalls()).isBetween(21, 66);
        assertThat(rig.outcomes().stream().filter("ACCEPTED"::equals)).hasSize(20);
        assertThat(rig.outcomes()).hasSize(rig.simulator.submitCalls()).containsOnly("ACCEPTED", "NOT_ACCEPTED");
    }

    @Test
    void whenOneRowIsUnavailableTenTimesThenItAloneFails() throws Exception {
        rig.simulator.onSubmit(CallMatcher.promptContains("odd"), CallFault.answer(ApiErrors.unavailable()));
        String[] prompts = IntStream.range(0, 60).mapToObj(n -> "cat " + n).toArray(String[]::new);
        prompts[3] = "odd";
        SubmitRig submit = new SubmitRig(rig, rig.run(prompts));
        submit.rate = Rate.of("5/s");
        submit.submit();
        assertThat(rig.count(ClipState.FAILED)).isEqualTo(1);
        assertThat(rig.count(ClipState.SUBMITTED)).isEqualTo(59);
        assertThat(rig.simulator.submitCalls()).isEqualTo(69);
    }

    static Stream<Arguments> stops() {
        return Stream.of(
                Arguments.of(CallFault.answer(ApiErrors.authError()), StopSignal.Kind.REFUSED),
                Arguments.of(CallFault.answer(ApiErrors.forbidden()), StopSignal.Kind.FORBIDDEN),
                Arguments.of(CallFault.answer(ApiErrors.modelError()), StopSignal.Kind.REFUSED),
                Arguments.of(CallFault.redirectTo(URI.create("http://localhost:1/")), StopSignal.Kind.REFUSED));
    }

    @ParameterizedTest
    @MethodSource("stops")
    void whenNoRowCanBeAcceptedThenSubmittingStopsAndRowsWait(CallFault callFault, StopSignal.Kind kind)
            throws Exception {
        rig.simulator.onSubmit(CallMatcher.always(), callFault);
        SubmitRig submit = new SubmitRig(rig, rig.runOf(100));
        submit.submit();
        assertThat(rig.stoppedBy()).isEqualTo(kind);
        assertThat(rig.stop.isStopped()).isFalse();
        assertThat(rig.states()).containsOnly(ClipState.QUEUED);
        assertThat(rig.simulator.submitCalls()).isBetween(1, submit.parallel);
        assertThat(rig.outcomes()).containsOnly("NOT_ACCEPTED");
    }

    @Test
    void whenRefusalsAreEqualThenTheyAreTakenBack() throws Exception {
        rig.simulator.onSubmit(
                CallMatcher.always(),
                CallFault.answer(ApiErrors.error(404, "invalid_request_error", "gone", "No such model")));
        SubmitRig submit = new SubmitRig(rig, rig.runOf(50));
        submit.parallel = 8;
        submit.submit();
        assertThat(rig.stoppedBy()).isEqualTo(StopSignal.Kind.REFUSED);
        assertThat(rig.states()).containsOnly(ClipState.QUEUED);
        assertThat(rig.simulator.submitCalls()).isBetween(5, 5 + 8);
    }

    @Test
    void whenEveryRowIsModeratedThenEveryRowFails() throws Exception {
        rig.simulator.onSubmit(CallMatcher.always(), CallFault.answer(ApiErrors.moderation()));
        new SubmitRig(rig, rig.runOf(12)).submit();
        assertThat(rig.states()).containsOnly(ClipState.FAILED);
        assertThat(rig.stop.causes()).isEmpty();
    }

    private List<String> recordedTasks() {
        return rig.ledger
                .jdbc
                .sql("select task_id from clip")
                .query(String.class)
                .list();
    }
}
