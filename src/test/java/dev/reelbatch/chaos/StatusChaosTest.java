package dev.reelbatch.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.simulator.Answer;
import dev.reelbatch.simulator.ApiErrors;
import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import dev.reelbatch.simulator.Simulator;
import dev.reelbatch.stage.StopSignal.Kind;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole runs whose status calls go wrong: no such call ever costs a row, nor another submit. */
@Tag("fire")
@Timeout(120)
class StatusChaosTest {

    private static final String ROWS = "DDD";
    private static ChaosHome home;

    @BeforeAll
    static void open(@TempDir Path folder) throws InterruptedException {
        home = new ChaosHome(folder, 50, Map.of());
    }

    @AfterAll
    static void close() {
        home.close();
    }

    private static ChaosCase passes(String name, CallFault callFault) {
        return new ChaosCase(name, CallMatcher.first(4), callFault, ROWS, 3);
    }

    private static ChaosCase says(String body) {
        return passes("answers " + body, CallFault.answer(Answer.json(200, body)));
    }

    /** A case in which every status answer has another text in place of this one. */
    private static ChaosCase always(String text, String instead, String rows) {
        return new ChaosCase(instead + " always", CallMatcher.always(), rewrite(text, instead), rows, 3);
    }

    private static ChaosCase stops(String name, Answer answer) {
        return new ChaosCase(name, CallMatcher.always(), CallFault.answer(answer), "PPP", 3, Kind.REFUSED);
    }

    private static CallFault rewrite(String text, String instead) {
        return CallFault.rewrite(answer -> answer.replaceFirst(text, instead));
    }

    private static Answer error(int status) {
        return ApiErrors.error(status, "some_type", "some_code", "No");
    }

    static Stream<ChaosCase> cases() {
        return Stream.of(
                passes("dropped before", CallFault.drop()),
                passes("dropped after", CallFault.processThenDrop()),
                passes("402", CallFault.answer(error(402))),
                passes("403", CallFault.answer(ApiErrors.forbidden())),
                passes("404 for a young task", CallFault.answer(ApiErrors.unknownTask())),
                passes("408", CallFault.answer(error(408))),
                passes("429", CallFault.answer(ApiErrors.rateLimit())),
                passes("500", CallFault.answer(ApiErrors.internalError())),
                passes("502", CallFault.answer(Answer.html(502, "Bad Gateway"))),
                passes("503", CallFault.answer(ApiErrors.unavailable())),
                passes("504", CallFault.answer(ApiErrors.gatewayTimeout())),
                passes("byte by byte", CallFault.trickle(Duration.ofMillis(2))),
                passes("garbage", CallFault.garbage()),
                passes("a page with 200", CallFault.htmlPage()),
                passes("a redirect now and then", CallFault.redirectTo(URI.create("http://localhost:1/"))),
                passes("gzip", CallFault.gzip()),
                passes("chunked", CallFault.chunked()),
                passes("cut", CallFault.cutAfter(20)),
                passes("100 MB", CallFault.tooLong(100_000_000)),
                says("{\"error\":\"later\"}"),
                says("{\"output\":{}}"),
                says("{\"output\":{\"task_status\":null,\"urls\":[\"http://localhost:1/a.mp4\"]}}"),
                says("{\"code\":7,\"message\":\"later\"}"),
                says(""),
                passes("another task's", rewrite("\"task_id\":\"[^\"]*\"", "\"task_id\":\"another\"")),
                passes("no urls", rewrite("\"urls\":\\[[^]]*]", "\"urls\":[]")),
                passes("null urls", rewrite("\"urls\":\\[[^]]*]", "\"urls\":null")),
                passes("urls are missing", rewrite("\"urls\"", "\"links\"")),
                passes("an unknown word", rewrite("\"Success\"", "\"Polishing\"")),
                always("\"urls\":\\[[^]]*]", "\"urls\":[]", "UUU"),
                always("\"urls\":", "\"new\":{\"a\":[1,null]},\"urls\":", ROWS),
                always(",\"(finish|submit)_time\":\\d+", "", ROWS),
                always("\"usage\":\\{[^}]*}", "\"usage\":{}", ROWS),
                always("\"usage\":\\{[^}]*}", "\"usage\":null", ROWS),
                always("\"output\"", "\"data\"", ROWS),
                always("\"urls\":\\[(\"[^\"]*\")]", "\"videos\":[{\"url\":$1}]", ROWS),
                always("\"output\":\\{\"task_id\":([^,]*),\"task_", "\"id\":$1,\"data\":{\"", ROWS),
                always("\"Success\"", "\"success\"", ROWS),
                always("\"Success\"", "\"SUCCESS\"", ROWS),
                always("\"Success\"", "\"Failure\"", "FFF"),
                always("\"Success\"", "\"failed\"", "FFF"),
                always("\"Success\"", "\"Expired\"", "FFF"),
                always("\"Success\"", "\"Cancelled\"", "FFF"),
                stops("401 always", ApiErrors.authError()),
                stops("402 always", error(402)),
                stops("403 always", ApiErrors.forbidden()),
                stops("redirect always", Answer.html(302, "").header("Location", "http://localhost:1/")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whenStatusCallsGoWrongThenEachRowEndsAsItShould(ChaosCase chaos) {
        ChaosSheet sheet = home.sheet(3);
        try (Simulator simulator = home.simulator(ChaosHome.QUICK)) {
            simulator.onStatus(chaos.when(), chaos.fault());
            ChaosSheet.Outcome outcome = sheet.run(simulator);
            if (chaos.stop() == null) {
                assertThat(ChaosCase.letters(outcome)).isEqualTo(chaos.rows());
                assertThat(simulator.submitCalls()).isEqualTo(chaos.paid());
            }
            assertThat(outcome.stopped().orElse(null)).isEqualTo(chaos.stop());
            if (!chaos.rows().equals(ROWS)) {
                simulator.clearFaults();
                ChaosSheet.Outcome next = sheet.run(simulator);
                assertThat(ChaosCase.letters(next)).isEqualTo(chaos.rows().replaceAll("[PU]", "D"));
            }
            assertThat(sheet.paid()).hasSize(3);
        }
    }

    @Test
    void whenATaskHasSeveralVideosThenAllAreSavedEachOnce() {
        ChaosSheet sheet = home.sheet(2).first("[two videos]");
        try (Simulator simulator = home.simulator(ChaosHome.QUICK)) {
            simulator.onStatus(CallMatcher.always(), rewrite("\"urls\":\\[(\"[^\"]*\")", "\"urls\":[$1,$1"));
            ChaosSheet.Outcome outcome = sheet.run(simulator);
            assertThat(outcome.statuses()).containsOnly("delivered");
            assertThat(outcome.rows())
                    .extracting(row -> row.path("files").size())
                    .containsExactly(2, 1);
        }
    }

    @Test
    void whenStatusAnswersComeAfterTheTimeOutThenTheyAreAskedForAgain() {
        ChaosSheet sheet = home.sheet(3);
        sheet.responseTimeout = Duration.ofMillis(1500);
        try (Simulator simulator = home.simulator(ChaosHome.QUICK)) {
            simulator.onStatus(CallMatcher.first(3), CallFault.delay(Duration.ofDays(1)));
            assertThat(ChaosCase.letters(sheet.run(simulator))).isEqualTo(ROWS);
            assertThat(simulator.submitCalls()).isEqualTo(3);
        }
    }

    @Test
    void whenNoAnswerEverEndsATaskThenItIsGivenUpAndTheNextTryDeliversIt(@TempDir Path folder) throws Exception {
        try (ChaosHome hurried = new ChaosHome(folder, 50, Map.of("reelbatch.poll.give-up-after", "30s"));
                Simulator simulator = hurried.simulator(ChaosHome.QUICK)) {
            ChaosSheet sheet = hurried.sheet(2);
            simulator.onStatus(CallMatcher.first(2), rewrite("\"Success\"", "\"Polishing\""));
            simulator.onStatus(CallMatcher.always(), CallFault.answer(ApiErrors.unknownTask()));
            assertThat(ChaosCase.letters(sheet.run(simulator))).isEqualTo("TT");
            simulator.clearFaults();
            assertThat(ChaosCase.letters(sheet.run(simulator))).isEqualTo("DD");
            assertThat(simulator.submitCalls()).isEqualTo(2);
        }
    }
}
