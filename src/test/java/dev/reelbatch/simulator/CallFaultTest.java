package dev.reelbatch.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelbatch.time.SettableTime;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallFaultTest {

    private final SettableTime time = new SettableTime();
    private final Simulator simulator =
            Simulator.start(SimulatorSettings.defaults().generationTime(Duration.ZERO), time);
    private final Caller caller = new Caller(simulator);

    @AfterEach
    void close() {
        simulator.close();
    }

    @Test
    void whenAnsweredThenNothingIsAccepted() throws Exception {
        simulator.onSubmit(
                CallMatcher.first(1), CallFault.answer(ApiErrors.rateLimit().header("Retry-After", "7")));
        HttpResponse<String> refused = caller.submit("A kite");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("7");
        assertThat(simulator.acceptedCount()).isZero();
        assertThat(caller.submit("A kite").statusCode()).isEqualTo(200);
    }

    @Test
    void whenDroppedThenNoAnswerAndNothingAccepted() {
        simulator.onSubmit(CallMatcher.always(), CallFault.drop());
        assertThatThrownBy(() -> caller.submit("A kite")).isInstanceOf(IOException.class);
        assertThat(simulator.submitCalls()).isEqualTo(1);
        assertThat(simulator.acceptedCount()).isZero();
    }

    @Test
    void whenProcessedThenDroppedThenNoAnswerButAccepted() {
        simulator.onSubmit(CallMatcher.always(), CallFault.processThenDrop());
        assertThatThrownBy(() -> caller.submit("A kite")).isInstanceOf(IOException.class);
        assertThat(simulator.acceptedCount()).isEqualTo(1);
    }

    @Test
    void whenAnswerIsGarbageThenAcceptedAllTheSame() throws Exception {
        simulator.onSubmit(CallMatcher.always(), CallFault.garbage());
        HttpResponse<String> answer = caller.submit("A kite");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(SimulatorJson.object(answer.body())).isEmpty();
        assertThat(simulator.acceptedCount()).isEqualTo(1);
    }

    @Test
    void whenDelayedThenBeforeOrAfterProcessing() throws Exception {
        simulator.onSubmit(CallMatcher.promptContains("early"), CallFault.processThenDelay(Duration.ofSeconds(20)));
        simulator.onSubmit(CallMatcher.promptContains("late"), CallFault.delay(Duration.ofSeconds(20)));
        var start = time.now();
        caller.submit("early");
        caller.submit("late");
        assertThat(simulator.accepted()).extracting(AcceptedSubmit::at).containsExactly(start, start.plusSeconds(40));
    }

    @Test
    void whenTrickledThenEveryByteTakesItsTime() throws Exception {
        simulator.onStatus(CallMatcher.always(), CallFault.trickle(Duration.ofMillis(10)));
        String answer = caller.askFor(caller.taskOf("A kite")).body();
        assertThat(SimulatorJson.object(answer)).isPresent();
        assertThat(time.slept()).isEqualTo(Duration.ofMillis(10L * answer.length()));
    }

    @Test
    void whenCutThenFewerBytesThanAnnounced() throws Exception {
        URI url = caller.videoOf(caller.taskOf("A kite"));
        simulator.onDownload(CallMatcher.first(1), CallFault.cutAfter(1000));
        assertThatThrownBy(() -> caller.fetch(url))
                .isInstanceOf(IOException.class)
                .hasStackTraceContaining("received: 1000");
        assertThat(caller.fetch(url).statusCode()).isEqualTo(200);
    }

    @Test
    void whenPageOrRedirectThenNoVideo() throws Exception {
        URI url = caller.videoOf(caller.taskOf("A kite"));
        URI elsewhere = URI.create("http://localhost:1/elsewhere.mp4");
        simulator.onDownload(CallMatcher.nth(1), CallFault.htmlPage());
        simulator.onDownload(CallMatcher.always(), CallFault.redirectTo(elsewhere));
        HttpResponse<byte[]> page = caller.fetch(url);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).startsWith('<');
        HttpResponse<byte[]> redirect = caller.fetch(url);
        assertThat(redirect.statusCode()).isEqualTo(302);
        assertThat(redirect.headers().firstValue("Location")).contains(elsewhere.toString());
    }

    @Test
    void whenHostKnowsNoRangesThenWholeVideo() throws Exception {
        URI url = caller.videoOf(caller.taskOf("A kite"));
        simulator.onDownload(CallMatcher.always(), CallFault.withoutRanges());
        assertThat(caller.fetch(url, "Range", "bytes=5-").statusCode()).isEqualTo(200);
    }

    @Test
    void whenVideoHasChangedThenIfRangeGivesTheWholeUnderAnotherETag() throws Exception {
        URI url = caller.videoOf(caller.taskOf("A kite"));
        String eTag = caller.fetch(url).headers().firstValue("ETag").orElseThrow();
        simulator.onDownload(CallMatcher.always(), CallFault.changedETag());
        HttpResponse<byte[]> changed = caller.fetch(url, "Range", "bytes=5-", "If-Range", eTag);
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.headers().firstValue("ETag").orElseThrow()).isNotEqualTo(eTag);
    }

    @Test
    void whenFaultsAreCombinedThenOuterComesFirst() throws Exception {
        simulator.onSubmit(
                CallMatcher.always(),
                CallFault.delay(Duration.ofSeconds(5)).then(CallFault.answer(ApiErrors.gatewayTimeout())));
        assertThat(caller.submit("A kite").statusCode()).isEqualTo(504);
        assertThat(time.slept()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void whenFaultsAreClearedThenAllGoesWell() throws Exception {
        simulator.onSubmit(CallMatcher.always(), CallFault.answer(ApiErrors.internalError()));
        assertThat(caller.submit("A kite").statusCode()).isEqualTo(500);
        simulator.clearFaults();
        assertThat(caller.submit("A kite").statusCode()).isEqualTo(200);
    }

    @Test
    void whenConditionsAreCombinedThenTheSecondCountsWhatTheFirstLetsThrough() throws Exception {
        simulator.onSubmit(
                CallMatcher.promptContains("cat").and(CallMatcher.nth(2)), CallFault.answer(ApiErrors.modelError()));
        List<Integer> answers = new ArrayList<>();
        for (String prompt : List.of("cat 1", "dog", "cat 2", "cat 3")) {
            answers.add(caller.submit(prompt).statusCode());
        }
        assertThat(answers).containsExactly(200, 200, 400, 200);
    }

    @Test
    void whenShareIsSetThenTheSameCallsAreHitEveryTime() {
        CallMatcher share = CallMatcher.share(0.1, 3);
        CallMatcher same = CallMatcher.share(0.1, 3);
        Call call = new Call("GET", "/", Map.of(), Map.of(), "", Map.of());
        int hits = 0;
        for (int i = 0; i < 1000; i++) {
            boolean hit = share.applies(call);
            assertThat(same.applies(call)).isEqualTo(hit);
            hits += hit ? 1 : 0;
        }
        assertThat(hits).isBetween(70, 130);
    }
}
