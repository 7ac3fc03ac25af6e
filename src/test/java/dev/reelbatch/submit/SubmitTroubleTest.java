package dev.reelbatch.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.simulator.Answer;
import dev.reelbatch.simulator.ApiErrors;
import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import dev.reelbatch.simulator.Simulator;
import dev.reelbatch.stage.StageRig;
import dev.reelbatch.stage.StopSignal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SubmitTroubleTest {

    private static final Duration LONG = Duration.ofHours(9); // a busy machine must not look like a dead API

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
    void whenNobodyListensAtFirstThenItGoesOnWhenTheServerComesUp() throws Exception {
        int port = freePort();
        rig.callApiAt(URI.create("http://127.0.0.1:" + port), Duration.ofSeconds(20));
        CompletableFuture<Void> submit = new SubmitRig(rig, rig.runOf(10)).start();
        await().until(() -> rig.outcomes().contains("NOT_ACCEPTED"));
        try (Simulator late = Simulator.start(StageRig.QUICK.apiPort(port), rig.time)) {
            submit.get(60, TimeUnit.SECONDS);
            assertThat(late.acceptedCount()).isEqualTo(10);
        }
        assertThat(rig.states()).containsOnly(ClipState.SUBMITTED);
    }

    @Test
    void whenNobodyEverListensThenPatienceEnds() throws Exception {
        rig.callApiAt(URI.create("http://127.0.0.1:" + freePort()), Duration.ofSeconds(20));
        SubmitRig submit = new SubmitRig(rig, rig.runOf(10));
        submit.patience = Duration.ofSeconds(20);
        submit.submit();
        assertThat(rig.stoppedBy()).isEqualTo(StopSignal.Kind.NO_ANSWER);
        assertThat(rig.stop.isStopped()).isTrue();
        assertThat(rig.states()).containsOnly(ClipState.QUEUED);
    }

    @Test
    void whenTheApiIsUnavailableForEverThenPatienceEnds() throws Exception {
        rig.simulator.onSubmit(CallMatcher.always(), CallFault.answer(ApiErrors.unavailable()));
        SubmitRig submit = new SubmitRig(rig, rig.runOf(1));
        submit.patience = Duration.ofSeconds(20);
        submit.submit();
        assertThat(rig.stoppedBy()).isEqualTo(StopSignal.Kind.NO_ANSWER);
        assertThat(rig.states()).containsOnly(ClipState.QUEUED);
    }

    @Test
    void whenEverySubmitIsAnsweredWith429ForEverThenPatienceEnds() throws Exception {
        rig.simulator.onSubmit(CallMatcher.always(), CallFault.answer(tooMany("plan_blocked")));
        SubmitRig submit = new SubmitRig(rig, rig.runOf(10));
        submit.rate = Rate.of("10/s");
        submit.patience = Duration.ofMinutes(2);
        submit.submit();
        assertThat(rig.stoppedBy()).isEqualTo(StopSignal.Kind.RATE_LIMITED);
        assertThat(rig.stop.first().orElseThrow().message())
                .matches("The API has accepted nothing for \\d+ min \\(429 plan_blocked: Not now, please\\).*");
        assertThat(rig.states()).containsOnly(ClipState.QUEUED);
    }

    @Test
    void whenA429LetsSomeThroughNowAndThenThenAllAreSubmitted() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        rig.simulator.onSubmit(call -> calls.incrementAndGet() % 8 != 0, CallFault.answer(tooMany("plan_blocked")));
        SubmitRig submit = new SubmitRig(rig, rig.runOf(5));
        submit.patience = Duration.ofSeconds(1);
        submit.submit();
        assertThat(rig.stop.causes()).isEmpty();
        assertThat(rig.states()).containsOnly(ClipState.SUBMITTED);
    }

    /** The account may take no more than those at once. */
    @Test
    void whenTasksAreRunningThenA429IsWaitedOut() throws Exception {
        Run run = rig.runOf(3);
        SubmitRig first = new SubmitRig(rig, run);
        first.rows = RowRanges.of("2");
        first.submit();
        AtomicInteger calls = new AtomicInteger();
        rig.simulator.onSubmit(call -> calls.incrementAndGet() <= 30, CallFault.answer(tooMany("plan_blocked")));
        SubmitRig rest = new SubmitRig(rig, run);
        rest.patience = Duration.ofSeconds(1);
        rest.running = 1;
        rest.submit();
        assertThat(rig.stop.causes()).isEmpty();
        assertThat(rig.states()).containsOnly(ClipState.SUBMITTED);
    }

    private static Answer tooMany(String code) {
        return Answer.json(429, "{\"error\":{\"message\":\"Not now, please\",\"code\":\"%s\"}}".formatted(code));
    }

    /** Four are open before the first answer, two more may follow one by one until three are known; then come probes. */
    @Test
    void whenSubmitsAreUnclearForGoodThenFewRowsAreInDoubt() throws Exception {
        rig.simulator.onSubmit(CallMatcher.always(), CallFault.answer(ApiErrors.internalError()));
        SubmitRig submit = new SubmitRig(rig, rig.runOf(100));
        submit.patience = Duration.ofMinutes(2); // probes after 10, 40 and 120 s
        submit.submit();
        assertThat(rig.stoppedBy()).isEqualTo(StopSignal.Kind.OUTAGE);
        assertThat(rig.count(ClipState.IN_DOUBT)).isBetween(3 + 3, 4 + 2 + 3);
        assertThat(rig.count(ClipState.QUEUED)).isEqualTo(100 - rig.count(ClipState.IN_DOUBT));
    }

    @Test
    void whenEachAnswerNamesTheTaskOfAnotherRowThenFewRowsAreInDoubt() throws Exception {
        String answer = "{\"output\":{\"task_id\":\"from-a-cache\"}}";
        rig.simulator.onSubmit(CallMatcher.always(), CallFault.answer(Answer.json(200, answer)));
        SubmitRig submit = new SubmitRig(rig, rig.runOf(100));
        submit.rate = Rate.of("10/s");
        // what is open is in doubt as well, at most once more after the accepted one, and then three probes; without a
        // limit the pace keeps more open on a slow machine
        submit.parallel = 8;
        submit.patience = Duration.ofMinutes(2);
        submit.submit();
        assertThat(rig.stoppedBy()).isEqualTo(StopSignal.Kind.OUTAGE);
        assertThat(rig.count(ClipState.SUBMITTED)).isEqualTo(1);
        assertThat(rig.count(ClipState.IN_DOUBT)).isBetween(3, 8 + 8 + 3);
    }

    /** A page of a gateway or a CDN that says that it is tidying up, with status 200. */
    @Test
    void whenEvenStatusCallsAreAnsweredWithAPageThenNothingIsRiskedByProbes() throws Exception {
        Run run = rig.runOf(41);
        SubmitRig before = new SubmitRig(rig, run);
        before.rows = RowRanges.of("2");
        before.submit();
        rig.simulator.onSubmit(CallMatcher.always(), CallFault.htmlPage());
        rig.simulator.onStatus(CallMatcher.always(), CallFault.htmlPage());
        SubmitRig submit = new SubmitRig(rig, run);
        submit.patience = Duration.ofMinutes(3); // POSTs as probes would leave after 10, 40, 130 and 180 s
        submit.submit();
        assertThat(rig.stoppedBy()).isEqualTo(StopSignal.Kind.OUTAGE);
        assertThat(rig.count(ClipState.IN_DOUBT)).isBetween(3, 4 + 2);
    }

    @Test
    void whenSubmitsAreUnclearForAWhileThenTheRestIsSubmitted() throws Exception {
        rig.simulator.onSubmit(CallMatcher.first(5), CallFault.answer(ApiErrors.internalError()));
        SubmitRig submit = new SubmitRig(rig, rig.runOf(20));
        submit.patience = LONG;
        submit.submit();
        assertThat(rig.stop.causes()).isEmpty();
        assertThat(rig.count(ClipState.IN_DOUBT)).isEqualTo(5);
        assertThat(rig.count(ClipState.SUBMITTED)).isEqualTo(15);
    }

    @Test
    void whenNoCallIsAnsweredForMinutesThenNothingIsRiskedUntilStatusCallsAre() throws Exception {
        Run run = rig.runOf(41);
        SubmitRig before = new SubmitRig(rig, run);
        before.rows = RowRanges.of("2");
        before.submit();
        AtomicInteger looks = new AtomicInteger();
        rig.simulator.onSubmit(call -> looks.get() < 20, CallFault.processThenAnswer(ApiErrors.gatewayTimeout()));
        rig.simulator.onStatus(call -> looks.incrementAndGet() < 20, CallFault.answer(ApiErrors.gatewayTimeout()));
        SubmitRig submit = new SubmitRig(rig, run);
        submit.patience = LONG;
        submit.submit();
        assertThat(rig.stop.causes()).isEmpty();
        assertThat(rig.count(ClipState.IN_DOUBT)).isBetween(3, 4 + 2);
        assertThat(rig.count(ClipState.SUBMITTED)).isEqualTo(41 - rig.count(ClipState.IN_DOUBT));
        assertThat(looks).hasValue(20);
    }

    @Test
    void whenTheCostIsLimitedThenItIsNeverExceeded() throws Exception {
        new SubmitRig(rig, rig.runOf(40)).maxCost("28.50").submit(); // 10 at 2.84
        assertThat(rig.stoppedBy()).isEqualTo(StopSignal.Kind.MAX_COST);
        assertThat(rig.simulator.acceptedCount()).isEqualTo(10);
        assertThat(rig.count(ClipState.QUEUED)).isEqualTo(30);
    }

    @Test
    void whenInterruptedThenAnsweredPostsAreSubmittedAndTheOthersInDoubt() throws Exception {
        rig.close();
        rig = new StageRig(rig.out, StageRig.QUICK, 1); // or the 2 s for what is cut off would be 40 ms
        rig.simulator.onSubmit(CallMatcher.promptContains("slow"), CallFault.processThenDelay(Duration.ofMinutes(20)));
        Run run = rig.run("one", "two", "three", "slow 1", "slow 2", "slow 3");
        SubmitRig rigged = new SubmitRig(rig, run);
        rigged.parallel = 4;
        rigged.rate = Rate.of("5/s");
        CompletableFuture<Void> submit = rigged.start();
        await().until(() -> rig.simulator.acceptedCount() == 6);
        await().until(() -> rig.count(ClipState.SUBMITTED) == 3);
        rig.stop.stopAll(new StopSignal.Cause(StopSignal.Kind.INTERRUPTED, "Ctrl-C"));
        submit.get(60, TimeUnit.SECONDS);
        assertThat(rig.count(ClipState.IN_DOUBT)).isEqualTo(3);
        assertThat(rig.count(ClipState.SUBMITTED)).isEqualTo(3);
        assertThat(rig.outcomes()).doesNotContain("NULL");
    }

    @Test
    void whenAllStopsForAnotherReasonThenOpenPostsAreAwaited() throws Exception {
        rig.simulator.onSubmit(CallMatcher.always(), CallFault.processThenDelay(Duration.ofSeconds(40)));
        CompletableFuture<Void> submit = new SubmitRig(rig, rig.runOf(2)).start();
        await().until(() -> rig.simulator.acceptedCount() == 2);
        rig.stop.stopAll(new StopSignal.Cause(StopSignal.Kind.DISK, "full"));
        submit.get(60, TimeUnit.SECONDS);
        assertThat(rig.states()).containsOnly(ClipState.SUBMITTED);
    }

    @Test
    void whenClipsWaitForTheirTurnAtAStopThenTheyAreQueued() throws Exception {
        rig.simulator.onSubmit(
                CallMatcher.always(), CallFault.answer(ApiErrors.rateLimit().header("Retry-After", "3000")));
        CompletableFuture<Void> submit = new SubmitRig(rig, rig.runOf(30)).start();
        await().until(() -> rig.outcomes().contains("NOT_ACCEPTED"));
        rig.stop.stopAll(new StopSignal.Cause(StopSignal.Kind.INTERRUPTED, "Ctrl-C"));
        submit.get(60, TimeUnit.SECONDS);
        assertThat(rig.states()).containsOnly(ClipState.QUEUED);
        assertThat(rig.outcomes()).containsOnly("NOT_ACCEPTED");
        assertThat(rig.simulator.acceptedCount()).isZero();
    }

    @Test
    void whenAClipIsNotWhereItWasThenTheStepFailsAndSubmittingStops() {
        SubmitRig submit = new SubmitRig(rig, rig.runOf(30));
        submit.rate = Rate.of("10/s");
        rig.simulator.onSubmit(CallMatcher.always(), exchange -> {
            rig.ledger
                    .jdbc
                    .sql("update clip set state = 'FAILED' where state = 'QUEUED'")
                    .update();
            return exchange.process();
        });
        assertThatThrownBy(submit::submit).hasMessageContaining("no longer QUEUED");
        assertThat(rig.stoppedBy()).isEqualTo(StopSignal.Kind.DEFECT);
        assertThat(rig.outcomes()).doesNotContain("NULL");
    }

    @Test
    void whenPlacesInFlightAreLimitedThenNeverMoreTasksRun() throws Exception {
        SubmitRig submit = new SubmitRig(rig, rig.runOf(10));
        submit.maxInFlight = 3;
        CompletableFuture<Void> submitting = submit.start();
        for (int done = 0; done < 10; done++) {
            await().until(() -> rig.count(ClipState.SUBMITTED) > 0);
            assertThat(rig.count(ClipState.SUBMITTED) + rig.count(ClipState.SUBMITTING))
                    .isLessThanOrEqualTo(3);
            rig.ledger.polls.generated(rig.ledger.polls.open("modelverse").get(0), List.of(), null);
        }
        submitting.get(60, TimeUnit.SECONDS);
        assertThat(rig.count(ClipState.GENERATED)).isEqualTo(10);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
