package dev.reelbatch.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.simulator.Answer;
import dev.reelbatch.simulator.ApiErrors;
import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import dev.reelbatch.simulator.Simulator;
import dev.reelbatch.stage.StopSignal.Kind;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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

/** Whole runs whose second submit goes wrong. */
@Tag("fire")
@Timeout(120)
class SubmitChaosTest {

    private static final String NO_TASK =
            "{\"output\":{\"task_id\":\"t-1\"},\"error\":{\"code\":\"rate_limit\",\"message\":\"No\"}}";

    private static ChaosHome home;

    @BeforeAll
    static void open(@TempDir Path folder) throws InterruptedException {
        // one at a time, so that the second call is the second row's
        home = new ChaosHome(
                folder, 50, Map.of("reelbatch.submit.parallel", "1", "reelbatch.submit.lookup-for", "10s"));
    }

    @AfterAll
    static void close() {
        home.close();
    }

    private static ChaosCase second(String name, CallFault callFault, String rows, int paid) {
        return new ChaosCase(name, CallMatcher.nth(2), callFault, rows, paid);
    }

    private static ChaosCase stops(String name, CallFault callFault, Kind kind) {
        return new ChaosCase(name, CallMatcher.nth(2), callFault, "DPPPP", 1, kind);
    }

    private static ChaosCase says(String body) {
        return second("answers " + body, CallFault.processThenAnswer(Answer.json(200, body)), "D?DDD", 5);
    }

    /** The task is accepted, and is paid for, though the answer says that it is not. */
    private static CallFault refusesWithTask(int status) {
        return exchange -> {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            exchange.process().body().writeTo(body);
            return Answer.json(status, body.toString(StandardCharsets.UTF_8));
        };
    }

    private static ChaosCase stopsWithTask(int status) {
        return new ChaosCase(
                status + " with its task", CallMatcher.nth(2), refusesWithTask(status), "DDPPP", 2, Kind.REFUSED);
    }

    private static Answer error(int status) {
        return ApiErrors.error(status, "some_type", "some_code", "No");
    }

    static Stream<ChaosCase> cases() {
        return Stream.of(
                second("dropped before", CallFault.drop(), "D?DDD", 4),
                second("dropped after", CallFault.processThenDrop(), "D?DDD", 5),
                stops("401", CallFault.answer(ApiErrors.authError()), Kind.REFUSED),
                stops("402", CallFault.answer(error(402)), Kind.REFUSED),
                stops("403", CallFault.answer(ApiErrors.forbidden()), Kind.FORBIDDEN),
                stops("model_error", CallFault.answer(ApiErrors.modelError()), Kind.REFUSED),
                stops("redirect", CallFault.redirectTo(URI.create("http://localhost:1/v1")), Kind.REFUSED),
                second("moderation", CallFault.answer(ApiErrors.moderation()), "DFDDD", 4),
                second("parameter", CallFault.answer(ApiErrors.paramError("no")), "DFDDD", 4),
                second("404", CallFault.answer(ApiErrors.notFound()), "DFDDD", 4),
                second("408", CallFault.answer(error(408)), "D?DDD", 4),
                second("408 after", CallFault.processThenAnswer(error(408)), "D?DDD", 5),
                second("429", CallFault.answer(ApiErrors.rateLimit()), "DDDDD", 5),
                second("500", CallFault.answer(ApiErrors.internalError()), "D?DDD", 4),
                second("500 after", CallFault.processThenAnswer(ApiErrors.internalError()), "D?DDD", 5),
                second("502 after", CallFault.processThenAnswer(Answer.html(502, "Bad Gateway")), "D?DDD", 5),
                second("503", CallFault.answer(ApiErrors.unavailable()), "DDDDD", 5),
                second("504", CallFault.answer(ApiErrors.gatewayTimeout()), "D?DDD", 4),
                second("504 after", CallFault.processThenAnswer(ApiErrors.gatewayTimeout()), "D?DDD", 5),
                second("byte by byte", CallFault.trickle(Duration.ofMillis(10)), "DDDDD", 5),
                second("garbage", CallFault.garbage(), "D?DDD", 5),
                says("{}"),
                says("{\"output\":{}}"),
                says("{\"output\":null}"),
                says("{\"output\":{\"task_id\":null}}"),
                says("{\"output\":{\"task_id\":\"\"}}"),
                says("{\"output\":{\"task_id\":\" \\r\\n\"}}"),
                says("[\"task_id\"]"),
                says("null"),
                says(""),
                second("a page with 200", CallFault.processThenAnswer(Answer.html(200, "<p>Hi")), "D?DDD", 5),
                second("new fields", with("{\"new\":[{\"a\":null}],\"output\":{\"more\":{},"), "DDDDD", 5),
                second("its task in data", with("{\"data\":{"), "DDDDD", 5),
                second("a queued id", itsId("{\"status\":\"queued\",\"id\":$1"), "DDDDD", 5),
                second("an id of something", itsId("{\"data\":{\"id\":$1}"), "DDDDD", 5),
                second("no request_id", CallFault.rewrite(s -> s.replaceFirst(",\"request_id\".*}", "}")), "DDDDD", 5),
                second("gzip", CallFault.gzip(), "DDDDD", 5),
                second("chunked", CallFault.chunked(), "DDDDD", 5),
                second("cut", CallFault.cutAfter(20), "D?DDD", 5),
                second("100 MB", CallFault.tooLong(100_000_000), "DDDDD", 5),
                second("100 MB, zipped", CallFault.gzip().then(CallFault.tooLong(100_000_000)), "DDDDD", 5),
                second("503 with its task", refusesWithTask(503), "DDDDD", 5),
                second("429 with its task", refusesWithTask(429), "DDDDD", 5),
                second("400 with its task", refusesWithTask(400), "DDDDD", 5),
                second("409 with its task", refusesWithTask(409), "DDDDD", 5),
                second("500 with its task", refusesWithTask(500), "DDDDD", 5),
                stopsWithTask(302),
                stopsWithTask(401),
                stopsWithTask(402),
                second("503 with a task that is none", CallFault.answer(Answer.json(503, NO_TASK)), "D?DDD", 4),
                second("200 with a task that is none", CallFault.answer(Answer.json(200, NO_TASK)), "D?DDD", 4),
                new ChaosCase("every one 503 with its task", CallMatcher.always(), refusesWithTask(503), "DDDDD", 5),
                new ChaosCase(
                        "five refusals",
                        CallMatcher.always(),
                        CallFault.answer(ApiErrors.notFound()),
                        "PPPPP",
                        0,
                        Kind.REFUSED),
                new ChaosCase("every one dropped", CallMatcher.always(), CallFault.drop(), "?????", 0));
    }

    private static CallFault itsId(String head) {
        return CallFault.rewrite(answer -> answer.replaceFirst("\\{\"output\":\\{\"task_id\":(\"[^\"]*\")}", head));
    }

    private static CallFault with(String head) {
        return CallFault.rewrite(answer -> answer.replace("{\"output\":{", head));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whenASubmitGoesWrongThenEachRowEndsAsItShould(ChaosCase chaos) {
        ChaosSheet sheet = home.sheet(5);
        try (Simulator simulator = home.simulator(ChaosHome.QUICK)) {
            simulator.onSubmit(chaos.when(), chaos.fault());
            ChaosSheet.Outcome outcome = sheet.run(simulator);
            assertThat(ChaosCase.letters(outcome)).isEqualTo(chaos.rows());
            assertThat(sheet.paid()).hasSize(chaos.paid());
            assertThat(outcome.stopped().orElse(null)).isEqualTo(chaos.stop());
            if (chaos.rows().contains("P")) {
                goesOn(sheet, simulator, chaos);
            }
        }
    }

    /** Those whose answer is lost, beside others that are accepted, and names no task. */
    static Stream<ChaosCase> lostAnswers() {
        return cases().filter(
                        chaos -> chaos.rows().equals("D?DDD") && !chaos.name().contains("that is none"));
    }

    @ParameterizedTest
    @MethodSource("lostAnswers")
    void whenTheModelTakesAnIdOfOursThenNoRowStaysInDoubt(ChaosCase chaos) {
        ChaosSheet sheet = home.sheet(5);
        sheet.model = "kling-v3";
        try (Simulator simulator = home.simulator(ChaosHome.QUICK)) {
            simulator.onSubmit(chaos.when(), chaos.fault());
            assertThat(ChaosCase.letters(sheet.run(simulator))).isEqualTo("DDDDD");
            assertThat(sheet.paid()).hasSize(5);
        }
    }

    @Test
    void whenTheApiCantBeAskedByIdsOfOursThenTheRowIsInDoubtAndANextRunDoesNotPay() {
        ChaosSheet sheet = home.sheet(5);
        sheet.model = "kling-v3";
        try (Simulator simulator = home.simulator(ChaosHome.QUICK)) {
            simulator
                    .onSubmit(CallMatcher.nth(2), CallFault.drop())
                    .onStatus(CallMatcher.byExternalId(), CallFault.answer(ApiErrors.unknownTask()));
            assertThat(ChaosCase.letters(sheet.run(simulator))).isEqualTo("D?DDD");
            assertThat(ChaosCase.letters(sheet.run(simulator))).isEqualTo("D?DDD");
            assertThat(sheet.paid()).hasSize(4);
            simulator.clearFaults();
            assertThat(ChaosCase.letters(sheet.run(simulator))).isEqualTo("DDDDD");
            assertThat(sheet.paid()).hasSize(5);
        }
    }

    @Test
    void whenTheSubmitIsAcceptedAfterTheClientGaveUpThenItIsFound() {
        ChaosSheet sheet = home.sheet(5);
        sheet.model = "kling-v3";
        sheet.responseTimeout = Duration.ofMillis(1500);
        try (Simulator simulator = home.simulator(ChaosHome.QUICK)) {
            simulator.onSubmit(CallMatcher.promptContains("scene 3."), CallFault.delay(Duration.ofSeconds(79)));
            assertThat(ChaosCase.letters(sheet.run(simulator))).isEqualTo("DDDDD");
            assertThat(sheet.paid()).hasSize(5);
        }
    }

    /** The next try delivers what was pending and leaves alone what may have been paid for. */
    private static void goesOn(ChaosSheet sheet, Simulator simulator, ChaosCase chaos) {
        simulator.clearFaults();
        ChaosSheet.Outcome next = sheet.run(simulator);
        assertThat(ChaosCase.letters(next)).isEqualTo(chaos.rows().replace('P', 'D'));
        assertThat(next.stopped()).isEmpty();
    }

    @Test
    void whenTheAnswerNamesAnotherRowsTaskThenNoVideoIsShownTwice() {
        ChaosSheet sheet = home.sheet(5);
        try (Simulator simulator = home.simulator(ChaosHome.QUICK)) {
            simulator.onSubmit(CallMatcher.nth(3), exchange -> {
                exchange.process();
                String first = simulator.accepted().get(0).taskId();
                return Answer.json(200, "{\"output\":{\"task_id\":\"%s\"},\"request_id\":\"r\"}".formatted(first));
            });
            assertThat(ChaosCase.letters(sheet.run(simulator))).isEqualTo("DD?DD");
            assertThat(sheet.paid()).hasSize(5);
        }
    }

    @Test
    void whenSubmitsAreRedirectedThenTheOtherHostIsNeverAsked() {
        ChaosSheet sheet = home.sheet(2);
        try (Simulator simulator = home.simulator(ChaosHome.QUICK);
                Simulator other = home.simulator(ChaosHome.QUICK)) {
            simulator.onSubmit(
                    CallMatcher.always(), CallFault.redirectTo(other.apiUrl().resolve("/v1/tasks/submit")));
            simulator.onStatus(
                    CallMatcher.always(), CallFault.redirectTo(other.apiUrl().resolve("/v1/tasks/status")));
            assertThat(ChaosCase.letters(sheet.run(simulator))).isEqualTo("PP");
            assertThat(other.submitCalls() + other.statusCalls()).isZero();
        }
    }

    @Test
    void whenAnswersComeAfterTheTimeOutThenRowsAreInDoubtWhetherOrNotTheyWereAccepted() {
        ChaosSheet sheet = home.sheet(5);
        sheet.responseTimeout = Duration.ofMillis(1500);
        try (Simulator simulator = home.simulator(ChaosHome.QUICK)) {
            simulator.onSubmit(CallMatcher.promptContains("scene 3."), CallFault.delay(Duration.ofDays(1)));
            simulator.onSubmit(CallMatcher.promptContains("scene 5."), CallFault.processThenDelay(Duration.ofDays(1)));
            assertThat(ChaosCase.letters(sheet.run(simulator))).isEqualTo("D?D?D");
            assertThat(sheet.paid()).hasSize(4);
        }
    }
}
