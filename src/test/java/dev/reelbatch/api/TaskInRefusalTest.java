package dev.reelbatch.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.api.HttpOutcome.Answer;
import dev.reelbatch.api.HttpOutcome.Failure;
import dev.reelbatch.api.SubmitAnswer.Accepted;
import dev.reelbatch.api.SubmitAnswer.StopReason;
import dev.reelbatch.api.SubmitAnswer.Stopped;
import dev.reelbatch.api.SubmitAnswer.Unknown;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Money: an answer that names a task never leads to another POST for its row, whatever else it says. */
class TaskInRefusalTest {

    private static final String ID = "57d5ad46-3e11-4c1c-a2c7-1f0f8a8cbb3e";
    private static final List<Integer> STATUSES = List.of(
            200, 201, 202, 203, 204, 206, 226, 300, 301, 302, 303, 304, 307, 308, 400, 401, 402, 403, 404, 405, 407,
            408, 409, 410, 413, 418, 422, 425, 429, 451, 499, 500, 501, 502, 503, 504, 520, 529, 999);

    /** The places where gateways put a task's id. */
    private static final List<String> PLACES = List.of(
            "\"output\":{\"task_id\":\"@\"}",
            "\"data\":{\"task_id\":\"@\"}",
            "\"data\":{\"output\":{\"task_id\":\"@\"}}",
            "\"task_id\":\"@\"",
            "\"taskId\":\"@\"",
            "\"TASK-ID\":\" @ \"",
            "\"task\":{\"id\":\"@\"}",
            "\"result\":{\"tasks\":[{\"taskID\":\"@\"}]}",
            "\"task_ids\":[\"@\"]",
            "\"output\":[{\"task_id\":\"@\"}]");

    /** The rest of the answer; %s is the place of the id. */
    private static final List<String> SHAPES = List.of(
            "{%s}",
            "{%s,\"request_id\":\"r\"}",
            "{\"error\":{\"code\":\"rate_limit\",\"message\":\"Slow down\"},%s}",
            "{%s,\"error\":{\"code\":\"param_error\",\"message\":\"No.\",\"type\":null,\"param\":null}}",
            "{%s,\"error\":{\"code\":\"sensitive_check_error\",\"message\":\"No.\"}}",
            "{%s,\"error\":{\"code\":\"insufficient_balance\",\"message\":\"余额不足\"}}",
            "{\"error\":\"busy\",%s}",
            "{%s,\"code\":\"forbidden\",\"message\":\"No.\"}",
            "{\"error\":{\"code\":\"model_error\",\"details\":{%s}}}",
            "{%s} and more",
            "[{%s}]",
            "data: {%s}\n\n",
            "{\"message\":\"upstream said {%s}\"",
            "<html>502 {%s}</html>",
            "{\"output\":{%s},\"output\":{}}");

    private final ErrorReader errors = new ErrorReader(TestClients.KEY, AuthForm.PLAIN);
    private final SubmitReader submits = new SubmitReader(
            Set.of(429, 503),
            new EmptyAccount(List.of("insufficient_balance"), List.of("余额不足")),
            TaskStatusWords.of(List.of(), List.of(), List.of()),
            errors);

    static Stream<String> bodies() {
        return SHAPES.stream().flatMap(shape -> PLACES.stream().map(shape::formatted));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void whenABodyNamesATaskThenItIsKeptUnderEveryStatus(String body) {
        for (int status : STATUSES) {
            String whole = body.replace("@", ID);
            assertThat(taskIn(submits.read(answer(status, whole, null))))
                    .as("%d %s", status, whole)
                    .isEqualTo(ID);
            // quoted inside the text of another answer
            String quoted = "{\"error\":\"" + whole.replace("\"", "\\\"").replace("\n", "") + "\"}";
            assertThat(taskIn(submits.read(answer(status, quoted, null))))
                    .as(quoted)
                    .isEqualTo(ID);
        }
    }

    @Property(tries = 500)
    void whenABodyWithATaskBreaksOffThenNothingIsSentAgain(
            @ForAll @IntRange(min = 0, max = 38) int status,
            @ForAll @IntRange(min = 0, max = 149) int shape,
            @ForAll @IntRange(min = 1, max = 300) int length) {
        String body = bodies().toList().get(shape).replace("@", ID);
        String start = body.substring(0, Math.min(length, body.length() - 1));
        SubmitAnswer answer = submits.read(
                new Answer(STATUSES.get(status), null, null, start, new Failure("connection_lost", "lost")));
        if (!start.startsWith("<")) {
            assertThat(answer).as("%d %s", STATUSES.get(status), start).isInstanceOfAny(Unknown.class, Accepted.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 302, 303, 307, 401, 503})
    void whenTheTaskIsInTheAddressThatFollowsThenItIsKept(int status) {
        SubmitAnswer answer =
                submits.read(new Answer(status, null, "/v1/tasks/status?x=1&task_id=" + ID + "&y=2", "", null));
        assertThat(taskIn(answer)).isEqualTo(ID);
    }

    @Test
    void whenOtherRowsWouldBeRefusedTooThenTheAnswerSaysSoBesides() {
        String body = "{\"output\":{\"task_id\":\"t\"}}";
        assertThat(stop(submits.read(answer(401, body, null))).reason()).isEqualTo(StopReason.KEY);
        Stopped redirected = stop(submits.read(answer(302, body, null)));
        assertThat(redirected.reason()).isEqualTo(StopReason.REDIRECT);
        assertThat(redirected.error().code()).isEqualTo("redirect");
        assertThat(((Unknown) submits.read(answer(503, body, null))).stops()).isNull();
        assertThat(((Unknown) submits.read(answer(429, body, null))).error().code())
                .isEqualTo("task_in_refusal");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 302, 400, 401, 409, 429, 500, 503})
    void whenARefusalHasAPlainIdBesideARunningStateThenItIsKept(int status) {
        String refusal = "\"error\":{\"code\":\"param_error\",\"message\":\"No.\"}";
        for (String shape : List.of("{%s,@}", "{\"data\":{%s},@}", "{\"output\":{%s},@}")) {
            String running = shape.formatted("\"id\":\"" + ID + "\",\"status\":\"Pending\"");
            assertThat(taskIn(submits.read(answer(status, running.replace("@", refusal), null))))
                    .as("%d %s", status, running)
                    .isEqualTo(ID);
        }
        String ofRequest = "{\"id\":\"" + ID + "\",\"status\":\"error\"," + refusal + "}";
        assertThat(submits.read(answer(status, ofRequest, null)))
                .as("the id of the request")
                .isNotInstanceOf(Accepted.class);
    }

    @Test
    void whenRedirectedAsAfterAProcessedPostThenItIsInDoubtAndStops() {
        Stopped stop = stop(submits.read(answer(303, "", null)));
        assertThat(stop.reason()).isEqualTo(StopReason.REDIRECT);
    }

    /** Objects with empty fields, as many servers send them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"output\":{\"task_id\":\"\"},\"error\":{\"code\":\"rate_limit\",\"message\":\"m\"}}",
                "{\"task_id\":null,\"error\":{\"code\":\"rate_limit\",\"message\":\"m\"}}",
                "{\"data\":{\"task_id\":0},\"error\":{\"code\":\"rate_limit\",\"message\":\"m\"}}",
                "{\"task_id\":\"  \",\"error\":{\"code\":\"rate_limit\",\"message\":\"m\"}}",
                "{\"taskId\":\"null\",\"error\":{\"code\":\"rate_limit\",\"message\":\"m\"}}",
                "{\"error\":{\"code\":\"rate_limit\",\"message\":\"the field task_id is not allowed\"}}",
            })
    void whenTheIdIsEmptyThenTheRefusalCounts(String body) {
        assertThat(SubmitAnswersTest.described(submits.read(answer(429, body, null))))
                .isEqualTo("NotAccepted RATE_LIMITED");
    }

    @Test
    void whenASuccessSaysNoErrorThenItsTaskIsAccepted() {
        for (String rest : List.of(
                "\"error\":null",
                "\"error\":{}",
                "\"error\":\"\"",
                "\"error\":{\"code\":0,\"message\":\"\"}",
                "\"error\":{\"code\":\"\",\"message\":\"ok\"}".replace("\"ok\"", "\"\""),
                "\"code\":200,\"message\":\"success\"",
                "\"base_resp\":{\"status_code\":0,\"status_msg\":\"success\"}")) {
            String body = "{\"output\":{\"task_id\":\"t\"}," + rest + "}";
            assertThat(submits.read(answer(200, body, null))).as(body).isEqualTo(new Accepted("t", null));
        }
        assertThat(IntStream.of(200, 201, 202, 203, 206)
                        .mapToObj(status -> submits.read(answer(status, "{\"task_id\":7}", null))))
                .containsOnly(new Accepted("7", null));
    }

    private static Answer answer(int status, String body, @Nullable String location) {
        return new Answer(status, null, location, body, null);
    }

    private static Stopped stop(SubmitAnswer answer) {
        return Objects.requireNonNull(((Unknown) answer).stops());
    }

    private static @Nullable String taskIn(SubmitAnswer answer) {
        return answer instanceof Accepted accepted
                ? accepted.taskId()
                : answer instanceof Unknown unknown ? unknown.taskId() : null;
    }
}
