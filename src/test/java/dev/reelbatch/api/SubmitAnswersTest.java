package dev.reelbatch.api;

import static dev.reelbatch.api.RawServer.answers;
import static dev.reelbatch.api.TestClients.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.api.SubmitAnswer.Accepted;
import dev.reelbatch.api.SubmitAnswer.NotAccepted;
import dev.reelbatch.api.SubmitAnswer.Refused;
import dev.reelbatch.api.SubmitAnswer.Stopped;
import dev.reelbatch.api.SubmitAnswer.Unknown;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The meaning of the API's answers for money, line by line of the vendor's pages. */
class SubmitAnswersTest {

    private static final String REQUEST =
            "{\"model\": \"openai/sora-2/text-to-video\",\n \"input\":{\"prompt\":\"猫 \\u732b 🎬\"}}";

    @Test
    void whenSubmittedThenTheTextIsSentAsItIsWithThePlainKey() throws IOException {
        try (RawServer server = RawServer.that(answers(200, "{\"output\":{\"task_id\":\"t\"}}"));
                TasksClient client = TestClients.tasks(server.url())) {
            client.submit(REQUEST, () -> {});
            RawServer.Request request = server.onlyRequest();
            assertThat(request.line()).isEqualTo("POST /v1/tasks/submit HTTP/1.1");
            assertThat(request.body()).isEqualTo(REQUEST);
            assertThat(request.header("Content-Type")).isEqualTo("application/json");
            assertThat(request.header("Authorization")).isEqualTo(SECRET);
        }
    }

    @Test
    void whenTheBearerFormIsSetThenTheKeyIsSentInIt() throws IOException {
        try (RawServer server = RawServer.that(answers(401, ""));
                TasksClient client = TestClients.tasks(new ApiSettings(
                        server.url(), AuthForm.BEARER, Duration.ofSeconds(5), Duration.ofSeconds(5), Set.of(), 1))) {
            SubmitAnswer answer = client.submit("{}", () -> {});
            assertThat(server.onlyRequest().header("Authorization")).isEqualTo("Bearer " + SECRET);
            assertThat(error(answer).message()).contains("api.auth=bearer").contains("try plain");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"output":{"task_id":"0123456789abcdef0123456789abcdef"},"request_id":"r"} | 0123456789abcdef0123456789abcdef | r
            {"output":{"task_id":"57d5ad46-3e11-4c1c-a2c7-1f0f8a8cbb3e"},"request_id":""} | 57d5ad46-3e11-4c1c-a2c7-1f0f8a8cbb3e |
            {"output":{"task_id":1756959000123456789012},"request_id":7}  | 1756959000123456789012 | 7
            {"output":{"task_id":" t 1 ","new":[1]},"request_id":{"a":1}} | t 1 |
            {"output":{"task_id":"t"},"code":0,"message":"ok"}            | t |
            {"output":{"task_id":"t"},"error":null,"request_id":null} bye | t |
            """)
    void whenATaskIdComesThenItIsAccepted(String body, String taskId, String requestId) throws IOException {
        assertThat(answer(200, body)).isEqualTo(new Accepted(taskId, requestId));
        assertThat(answer(202, "\uFEFF" + body)).isEqualTo(new Accepted(taskId, requestId));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | param_error             | Refused PARAMETERS
            400 | tokens_too_long         | Refused PARAMETERS
            400 | invalid_messages        | Refused MODERATION
            400 | sensitive_check_error   | Refused MODERATION
            400 | Sensitive_Check_Error   | Refused MODERATION
            400 | model_error             | Stopped
            400 | quota_exceeded          | Refused OTHER
            400 |                         | Refused OTHER
            400 | rate_limit              | NotAccepted RATE_LIMITED
            400 | internal_error          | Unknown
            401 | auth_error              | Stopped
            401 | param_error             | Stopped
            402 |                         | Stopped
            403 | forbidden               | Stopped
            403 | sensitive_check_error   | Refused MODERATION
            404 |                         | Refused OTHER
            407 |                         | Stopped
            408 | timeout                 | Unknown
            409 |                         | Refused OTHER
            413 | tokens_too_long         | Refused PARAMETERS
            422 | param_error             | Refused PARAMETERS
            429 | rate_limit              | NotAccepted RATE_LIMITED
            429 |                         | NotAccepted RATE_LIMITED
            500 | internal_error          | Unknown
            500 | model_server_error      | Unknown
            500 | param_error             | Unknown
            502 |                         | Unknown
            503 |                         | NotAccepted UNAVAILABLE
            504 | gateway_timeout_error   | Unknown
            529 |                         | Unknown
            300 |                         | Stopped
            304 |                         | Unknown
            """)
    void whenAnErrorComesThenTheVendorsTableDecides(int status, String code, String expected) throws IOException {
        String json = code == null ? "null" : "\"" + code + "\"";
        String body = "{\"error\":{\"message\":\"No.\",\"type\":\"x\",\"param\":null,\"code\":" + json + "}}";
        assertThat(described(answer(status, body))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"code":"sensitive_check_error","message":"m"}            | Refused MODERATION       | sensitive_check_error
            {"code":"param_error","message":"m","output":null}        | Refused PARAMETERS       | param_error
            {"code":"rate_limit","message":"m"}                       | Unknown                  | rate_limit
            {"error":{"code":"auth_error","message":"m"},"output":{}} | Stopped                  | auth_error
            {"code":"internal_error","message":"m"}                   | Unknown                  | internal_error
            {"code":"something_new","message":"m"}                    | Unknown                  | something_new
            {"code":1301,"message":"m"}                               | Unknown                  | 1301
            {"error":"m"}                                             | Unknown                  | http_200
            {"output":{"task_id":null},"message":"m"}                 | Unknown                  | http_200
            {"output":{"task_id":"  "},"message":"m"}                 | Unknown                  | http_200
            {"output":{"task_id":{"id":1}},"message":"m"}             | Unknown                  | http_200
            """)
    void whenA2xxHasNoTaskIdThenAKnownCodeDecidesAndElseItIsInDoubt(String body, String expected, String code)
            throws IOException {
        SubmitAnswer answer = answer(200, body);
        assertThat(described(answer)).isEqualTo(expected);
        assertThat(error(answer).code()).isEqualTo(code);
        assertThat(error(answer).message()).isEqualTo("m");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"t\"",
                "{\"output\":{\"task_id\":\"t",
                "<html>maintenance</html>",
                "\u0000\u0001"
            })
    void whenA2xxIsUnreadableThenItIsInDoubt(String body) throws IOException {
        SubmitAnswer answer = answer(200, body);
        assertThat(answer).isInstanceOf(Unknown.class);
        assertThat(error(answer).code()).isEqualTo("unreadable_answer");
        assertThat(error(answer).httpStatus()).isEqualTo(200);
    }

    @Test
    void whenTheAnswerIsNestedWithoutEndThenItIsInDoubt() throws IOException {
        assertThat(answer(200, "{\"a\":".repeat(50_000))).isInstanceOf(Unknown.class);
    }

    @Test
    void whenOtherStatusesAreSetAsNotAcceptedThenTheyAloneAre() throws IOException {
        Set<Integer> set = Set.of(500);
        assertThat(described(answer(set, 500, ""))).isEqualTo("NotAccepted UNAVAILABLE");
        assertThat(described(answer(set, 503, ""))).isEqualTo("Unknown");
        assertThat(described(answer(set, 429, ""))).isEqualTo("Unknown");
    }

    @Test
    void whenRetryAfterIsSaidThenItIsHandedOn() throws IOException {
        NotAccepted limited = (NotAccepted) answer(429, "", "Retry-After: 7");
        assertThat(limited.retryAfter()).isEqualTo(Duration.ofSeconds(7));
        NotAccepted unavailable = (NotAccepted) answer(503, "", "Retry-After: Wed, 01 Apr 2026 00:01:00 GMT");
        assertThat(unavailable.retryAfter()).isEqualTo(Duration.ofMinutes(1));
        assertThat(((NotAccepted) answer(429, "")).retryAfter()).isNull();
    }

    @Test
    void whenTheErrorIsCompleteThenEverythingIsKept() throws IOException {
        String body = "{\"error\":{\"message\":\"Bad\\r\\n\\u001b[31msize\\u202e\",\"type\":\"invalid_request_error\","
                + "\"param\":\"0f3a-77b1-trace\",\"code\":\"param_error\"}}";
        assertThat(error(answer(400, body)))
                .isEqualTo(
                        new ApiError(400, "invalid_request_error", "param_error", "Bad [31msize", "0f3a-77b1-trace"));
    }

    @Test
    void whenParamNamesAParameterThenItIsPartOfTheMessage() throws IOException {
        ApiError error = error(
                answer(
                        400,
                        "{\"error\":{\"message\":\"Bad\",\"param\":\"parameters.size\",\"code\":\"param_error\"},\"request_id\":\"r-1\"}"));
        assertThat(error.message()).isEqualTo("Bad [parameters.size]");
        assertThat(error.trace()).isEqualTo("r-1");
    }

    @Test
    void whenAGatewayAnswersInHtmlThenItsTextIsTheMessage() throws IOException {
        ApiError error = error(answer(
                502, "<html><head><style>a{b}</style><title>502 Bad Gateway</title></head><body>nginx</body></html>"));
        assertThat(error.code()).isEqualTo("http_502");
        assertThat(error.message()).isEqualTo("HTTP 502: 502 Bad Gateway nginx");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 302, 400, 401, 500})
    void whenTheServerEchoesTheKeyThenItIsMasked(int status) throws IOException {
        String echo = SECRET + " " + "x".repeat(190) + SECRET;
        for (String body : new String[] {
            echo,
            "{\"error\":\"" + echo + "\"}",
            "{\"error\":{\"message\":\"" + echo + "\",\"type\":\"" + SECRET + "\",\"param\":\"" + SECRET
                    + "\",\"code\":\"" + SECRET + "\"},\"request_id\":\"" + SECRET + "\"}"
        }) {
            SubmitAnswer answer = answer(status, body, "Location: http://h/" + SECRET);
            assertThat(answer.toString()).doesNotContain("sk-Top").doesNotContainIgnoringCase(SECRET);
        }
    }

    private static SubmitAnswer answer(int status, String body, String... headers) throws IOException {
        return answer(Set.of(429, 503), status, body, headers);
    }

    private static SubmitAnswer answer(Set<Integer> notAccepted, int status, String body, String... headers)
            throws IOException {
        Duration far = Duration.ofSeconds(20);
        try (RawServer server = RawServer.that(answers(status, status == 304 ? "" : body, headers));
                TasksClient client =
                        TestClients.tasks(new ApiSettings(server.url(), AuthForm.PLAIN, far, far, notAccepted, 1))) {
            SubmitAnswer answer = client.submit("{}", () -> {});
            server.onlyRequest();
            return answer;
        }
    }

    static String described(SubmitAnswer answer) {
        if (answer instanceof NotAccepted not) {
            return "NotAccepted " + not.cause();
        }
        return answer instanceof Refused refused
                ? "Refused " + refused.kind()
                : answer.getClass().getSimpleName();
    }

    static ApiError error(SubmitAnswer answer) {
        if (answer instanceof NotAccepted not) {
            return not.error();
        }
        if (answer instanceof Refused refused) {
            return refused.error();
        }
        return answer instanceof Stopped stopped ? stopped.error() : ((Unknown) answer).error();
    }
}
