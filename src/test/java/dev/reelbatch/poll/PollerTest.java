package dev.reelbatch.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.reelbatch.ledger.ClipHistory;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.HistoryLine;
import dev.reelbatch.ledger.LedgerFixture;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.simulator.Answer;
import dev.reelbatch.simulator.ApiErrors;
import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import dev.reelbatch.stage.StageRig;
import dev.reelbatch.stage.StopSignal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
class PollerTest {

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

    @Test
    void whenTasksEndThenEachEndIsRecorded() throws Exception {
        polls.submit(rig.run("fine", "[fails]", "[expires]", "[cancelled]", "[two videos]"));
        assertThat(polls.poll())
                .containsExactly(
                        ClipState.GENERATED, ClipState.FAILED, ClipState.FAILED, ClipState.FAILED, ClipState.GENERATED);
        assertThat(errorCodes()).contains("failure", "expired", "cancelled");
        assertThat(videos()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"success, GENERATED, 1", "SUCCESS, GENERATED, 1", "failed, FAILED, 2", "FAILURE, FAILED, 2"})
    void whenTheWordIsInAnotherCaseThenItMeansTheSame(String word, ClipState state, int calls) throws Exception {
        rig.simulator.onStatus(CallMatcher.first(calls), says(word));
        polls.submit(rig.runOf(1));
        assertThat(polls.poll()).containsExactly(state);
        assertThat(rig.simulator.statusCalls()).isEqualTo(calls);
    }

    @Test
    void whenAFailureIsTakenBackThenThePaidVideoIsFetched() throws Exception {
        rig.simulator.onStatus(CallMatcher.first(1), says("Failure"));
        polls.submit(rig.runOf(1));
        assertThat(polls.poll()).containsExactly(ClipState.GENERATED);
    }

    @Test
    void whenARefusalNamedATaskThatExistsThenItIsTheRows() throws Exception {
        rig.simulator.onStatus(
                CallMatcher.first(2),
                CallFault.answer(ApiErrors.unknownTask())); // the task may become visible a moment later
        polls.refuse(rig.run("fine", "[fails]"));
        assertThat(polls.poll()).containsExactly(ClipState.GENERATED, ClipState.FAILED);
    }

    @Test
    void whenARefusalNamedATaskThatDoesNotExistThenItStaysInDoubtAndHoldsUpNobody() throws Exception {
        rig.simulator.onStatus(CallMatcher.always(), CallFault.answer(ApiErrors.unknownTask()));
        polls.refuse(rig.run("fine"));
        assertThat(polls.poll()).containsExactly(ClipState.IN_DOUBT);
        assertThat(rig.simulator.statusCalls()).isEqualTo(5);
        assertThat(rig.stop.isStopped()).isFalse();
    }

    @Test
    void whenAWordIsNotKnownThenItIsShownAndKeptWithTheRow() throws Exception {
        rig.simulator.onStatus(CallMatcher.always(), says("Zombie"));
        polls.submit(rig.runOf(1));
        Poller poller = polls.poller();
        CompletableFuture<Void> polling = polls.start(poller);
        await().until(() -> poller.unknownStatuses() != null);
        assertThat(poller.unknownStatuses()).contains("\"Zombie\"");
        await().untilAsserted(() -> assertThat(errorCodes()).contains("unknown_status"));
        rig.simulator.clearFaults();
        polling.get(20, TimeUnit.SECONDS);
        assertThat(poller.unknownStatuses()).isNull();
        assertThat(rig.states()).containsExactly(ClipState.GENERATED);
    }

    static Stream<CallFault> noAnswers() {
        return Stream.of(
                says("Pondering"),
                says("Running"),
                CallFault.answer(ApiErrors.unknownTask()),
                CallFault.answer(ApiErrors.internalError()),
                CallFault.answer(ApiErrors.gatewayTimeout()),
                CallFault.answer(ApiErrors.rateLimit()),
                CallFault.answer(ApiErrors.forbidden()),
                CallFault.answer(Answer.json(200, "{\"output\":")),
                CallFault.answer(Answer.html(200, "<html>")),
                CallFault.drop());
    }

    @ParameterizedTest
    @MethodSource("noAnswers")
    void whenAQuestionFindsNoEndThenItIsAskedAgain(CallFault callFault) throws Exception {
        rig.simulator.onStatus(CallMatcher.first(3), callFault);
        polls.submit(rig.runOf(1));
        assertThat(polls.poll()).containsExactly(ClipState.GENERATED);
        assertThat(rig.simulator.statusCalls()).isEqualTo(4);
        assertThat(rig.stop.causes()).isEmpty();
    }

    @Test
    void whenUrlsFollowLaterThenTheyAreWaitedForAFewTimes() throws Exception {
        rig.simulator.onStatus(CallMatcher.first(2), says("Success"));
        polls.submit(rig.runOf(1));
        assertThat(polls.poll()).containsExactly(ClipState.GENERATED);
        assertThat(videos()).isEqualTo(1);
    }

    @Test
    void whenUrlsNeverComeThenTheDownloadStepIsToSeeToIt() throws Exception {
        polls.submit(rig.run("[no videos]"));
        assertThat(polls.poll()).containsExactly(ClipState.GENERATED);
        assertThat(videos()).isZero();
        assertThat(rig.simulator.statusCalls()).isEqualTo(5);
    }

    @Test
    void whenATaskNeverEndsThenItTimesOutAndIsAskedAgainByTheNextTry() throws Exception {
        giveUpAfterTenSeconds();
        polls.submit(rig.run("[stuck]", "fine"));
        assertThat(polls.poll()).containsExactly(ClipState.TIMED_OUT, ClipState.GENERATED);
        rig.simulator.onStatus(CallMatcher.always(), says("Failure"));
        assertThat(rig.ledger.polls.timedOutTasks().askAgain("modelverse", 1, Instant.EPOCH))
                .isEqualTo(1);
        assertThat(polls.poll()).containsExactly(ClipState.FAILED, ClipState.GENERATED);
        assertThat(rig.simulator.acceptedCount()).isEqualTo(2);
    }

    @Test
    void whenATaskMayTakeLongerOffPeakThenItDoesNotTimeOutEarlier() throws Exception {
        giveUpAfterTenSeconds();
        polls.mayTake = Duration.ofMinutes(1);
        Instant start = rig.time.now();
        polls.submit(rig.run("[stuck]"));
        assertThat(polls.poll()).containsExactly(ClipState.TIMED_OUT);
        assertThat(Duration.between(start, rig.time.now())).isGreaterThanOrEqualTo(rig.time.onWallClock(polls.mayTake));
        assertThat(rig.ledger
                        .jdbc
                        .sql("select error_message from clip")
                        .query(String.class)
                        .single())
                .startsWith("Not done after 1 min");
    }

    @Test
    void whenAnEarlierRunGaveATaskUpThenItIsPolledOnceAndItsEndCounts() throws Exception {
        giveUpAfterTenSeconds();
        polls.submit(rig.run("[stuck]"));
        assertThat(polls.poll()).containsExactly(ClipState.TIMED_OUT);
        String stuck = rig.ledger
                .jdbc
                .sql("select task_id from clip")
                .query(String.class)
                .single();

        List<String> asked = Collections.synchronizedList(new ArrayList<>());
        rig.simulator.onStatus(CallMatcher.always(), exchange -> {
            asked.add(exchange.call().query().get("task_id"));
            return exchange.process();
        });
        Run other = rig.runAt("other", LedgerFixture.API, "fine");
        polls.submit(other);
        polls.runs = Set.of(other.id());
        assertThat(polls.poll()).containsExactly(ClipState.TIMED_OUT, ClipState.GENERATED);
        assertThat(asked).containsOnlyOnce(stuck);

        rig.simulator.clearFaults();
        rig.simulator.onStatus(CallMatcher.always(), says("Failure"));
        other = rig.runAt("third", LedgerFixture.API, "fine");
        polls.submit(other);
        polls.runs = Set.of(other.id());
        assertThat(polls.poll()).startsWith(ClipState.FAILED);
    }

    @ParameterizedTest
    @CsvSource({"401, 1, 4", "403, 5, 8"})
    void whenTheKeyMayNotAskThenAllStopsAndTasksAreKept(int status, int atLeast, int atMost) throws Exception {
        polls.submit(rig.runOf(8));
        rig.simulator.onStatus(CallMatcher.always(), CallFault.answer(ApiErrors.error(status, "x", "no", "No")));
        assertThat(polls.poll()).containsOnly(ClipState.SUBMITTED);
        assertThat(rig.stoppedBy()).isEqualTo(StopSignal.Kind.REFUSED);
        assertThat(rig.stop.isStopped()).isTrue();
        assertThat(rig.simulator.statusCalls()).isBetween(atLeast, atMost);
    }

    @Test
    void whenTheApiIsGoneThenPatienceEnds() throws Exception {
        polls.submit(rig.runOf(3));
        polls.patience = Duration.ofSeconds(20);
        rig.simulator.onStatus(CallMatcher.always(), CallFault.drop());
        assertThat(polls.poll()).containsOnly(ClipState.SUBMITTED);
        assertThat(rig.stoppedBy()).isEqualTo(StopSignal.Kind.NO_ANSWER);
    }

    @Test
    void whenTheTaskIsOfAnotherRunThenItIsPolledAndOfAnotherApiThenNot() throws Exception {
        polls.submit(rig.runAt("older", "modelverse", "one"));
        polls.submit(rig.runAt("elsewhere", "http://127.0.0.1", "two"));
        polls.submit(rig.run("three"));
        assertThat(polls.poll()).containsExactly(ClipState.GENERATED, ClipState.SUBMITTED, ClipState.GENERATED);
        assertThat(rig.ledger.submissions.inFlight("modelverse")).isZero();
    }

    @Test
    void whenTheLedgerRefusesAnAnswerThenTheStepFailsAndAllStop() throws Exception {
        polls.submit(rig.runOf(1));
        rig.simulator.onStatus(CallMatcher.always(), exchange -> {
            rig.ledger.jdbc.sql("update clip set state = 'FAILED'").update();
            return exchange.process();
        });
        assertThatThrownBy(polls::poll).hasMessageContaining("no longer SUBMITTED");
        assertThat(rig.stoppedBy()).isEqualTo(StopSignal.Kind.DEFECT);
    }

    private static CallFault says(String word) {
        return exchange -> {
            String id = exchange.call().taskId();
            String urls = word.equalsIgnoreCase("success") && !word.equals("Success") ? "[\"http://x/1\"]" : "[]";
            return Answer.json(
                    200,
                    "{\"output\":{\"task_id\":\"%s\",\"task_status\":\"%s\",\"urls\":%s}}".formatted(id, word, urls));
        };
    }

    @Test
    void whenATaskIsPolledThenEachChangeOfItsAnswersIsInTheHistory() throws Exception {
        rig.simulator.onStatus(CallMatcher.first(1), CallFault.answer(Answer.html(502, "oops")));
        polls.submit(rig.run("[fails]"));
        assertThat(polls.poll()).containsExactly(ClipState.FAILED);
        long clip = rig.ledger.jdbc.sql("select id from clip").query(Long.class).single();
        List<HistoryLine> history = new ClipHistory(rig.ledger.jdbc, rig.ledger.journal).of(clip);
        assertThat(history.get(0).kind()).isEqualTo(HistoryLine.Kind.NO_ANSWER);
        assertThat(history.get(0).said()).contains("502");
        HistoryLine end = history.get(history.size() - 1);
        assertThat(end.kind()).isEqualTo(HistoryLine.Kind.ENDED);
        assertThat(end.times()).isEqualTo(2); // the first one is not believed
        assertThat(history.stream().mapToInt(HistoryLine::times).sum()).isEqualTo(rig.simulator.statusCalls());
    }

    private int videos() {
        return rig.ledger
                .jdbc
                .sql("select count(*) from video")
                .query(Integer.class)
                .single();
    }

    private List<String> errorCodes() {
        return rig.ledger
                .jdbc
                .sql("select error_code from clip where error_code is not null")
                .query(String.class)
                .list();
    }

    private void giveUpAfterTenSeconds() {
        polls.settings = new PollSettings(
                Duration.ofSeconds(1),
                Duration.ofMillis(1),
                Duration.ofMillis(1),
                Duration.ofSeconds(10),
                Duration.ofDays(7),
                Duration.ofSeconds(10),
                4);
    }
}
