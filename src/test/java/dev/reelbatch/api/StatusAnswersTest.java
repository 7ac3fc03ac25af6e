package dev.reelbatch.api;

import static dev.reelbatch.api.RawServer.answers;
import static dev.reelbatch.api.RawServer.closes;
import static dev.reelbatch.api.RawServer.isSilent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.api.StatusAnswer.Denied;
import dev.reelbatch.api.StatusAnswer.Ended;
import dev.reelbatch.api.StatusAnswer.Running;
import dev.reelbatch.api.StatusAnswer.Succeeded;
import dev.reelbatch.api.StatusAnswer.Unanswered;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class StatusAnswersTest {

    @Test
    void whenATaskIsRequestedThenItsIdIsEncodedAndTheKeySent() throws IOException {
        try (RawServer server = RawServer.that(answers(200, "{}"));
                TasksClient client = TestClients.tasks(server.url())) {
            client.status("a b/ü&x=1+");
            assertThat(server.onlyRequest().line())
                    .isEqualTo("GET /v1/tasks/status?task_id=a%20b%2F%C3%BC%26x%3D1%2B HTTP/1.1");
            assertThat(server.onlyRequest().header("Authorization")).isEqualTo(TestClients.SECRET);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Pending, true", "Running, true", "PENDING, true", "' running ', true",
        "Queued, false", "Succeeded, false", "Canceling, false", "7, false"
    })
    void whenTheWordIsNoLastOneThenTheTaskRuns(String word, boolean known) throws IOException {
        assertThat(task(word, "")).isEqualTo(new Running(word.strip(), known));
    }

    @Test
    void whenTheSeedsExampleComesThenAllOfItIsRead() throws IOException {
        String body = """
                {"output": {"task_id": "t", "task_status": "Success", "urls": ["https://xxxxx/xxxx.mp4"],
                  "submit_time": 1756959000, "finish_time": 1756959050},
                 "usage": {"duration": 4}, "request_id": ""}
                """;
        assertThat(answer(200, body))
                .isEqualTo(new Succeeded(
                        List.of("https://xxxxx/xxxx.mp4"),
                        Instant.ofEpochSecond(1756959000),
                        Instant.ofEpochSecond(1756959050),
                        new BigDecimal(4)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ["http://a/1.mp4","https://b/2.mp4?x=%2B"] | http://a/1.mp4 https://b/2.mp4?x=%2B
            ["https://a/1"," https://a/1 ",null,7,{},""] | https://a/1
            "https://a/1"                              | https://a/1
            []                                         | ''
            null                                       | ''
            {"a":"b"}                                  | ''
            """)
    void whenSuccessfulThenEveryUrlIsKeptOnce(String urls, String expected) throws IOException {
        Succeeded succeeded = (Succeeded) task("sUCCESS", ",\"urls\":" + urls);
        assertThat(String.join(" ", succeeded.urls())).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Failure", "Failed", "Expired", "Cancelled", "FAILURE", "failed"})
    void whenTheWordIsALastOneThenTheTaskHasEnded(String word) throws IOException {
        Ended ended = (Ended) task(word, ",\"error_message\":\"line 1\\nline 2\"");
        assertThat(ended.word()).isEqualTo(word);
        assertThat(ended.message()).isEqualTo("line 1 line 2");
        assertThat(((Ended) task(word, ",\"error_message\":{\"message\":\"m\"}")).message())
                .isEqualTo("m");
        assertThat(((Ended) task(word, ",\"error_message\":null")).message()).isEqualTo("The API gives no reason.");
    }

    @Test
    void whenAFailureCarriesUsageThenItIsKept() throws IOException {
        Ended ended = (Ended) answer(200, "{\"output\":{\"task_status\":\"Failure\"},\"usage\":{\"duration\":8}}");
        assertThat(ended.usageSeconds()).isEqualByComparingTo("8");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1756959000        | 4     | 1756959000 | 4
            "1756959000"      | "4.5" | 1756959000 | 4.5
            1756959000.7      | 0     | 1756959000 | 0
            0                 | -1    |            |
            null              | null  |            |
            "soon"            | {}    |            |
            1756959000000     | 86401 |            |
            7258118399        | 1     | 7258118399 | 1
            7258118400        | 1     |            | 1
            1e99999           | 1e-99 |            |
            """)
    void whenTimesAndUsageAreOfAnyTypeThenPlausibleValuesAreRead(
            String time, String usage, @Nullable Long seconds, @Nullable BigDecimal duration) throws IOException {
        Succeeded answer = (Succeeded) answer(
                200,
                "{\"output\":{\"task_status\":\"Success\",\"finish_time\":" + time + "},\"usage\":{\"duration\":"
                        + usage + "}}");
        assertThat(answer.submitTime()).isNull();
        assertThat(answer.finishTime()).isEqualTo(seconds == null ? null : Instant.ofEpochSecond(seconds));
        assertThat(answer.usageSeconds()).isEqualTo(duration);
    }

    @ParameterizedTest
    @CsvSource({"400", "404", "408", "409", "429", "500", "502", "503", "504"})
    void whenTheQuestionFailsThenItIsAskedAgain(int status) throws IOException {
        // the body lies: only a 2xx describes the task
        Unanswered answer = (Unanswered) answer(status, "{\"output\":{\"task_status\":\"Failure\"}}", "Retry-After: 3");
        assertThat(answer.reached()).isTrue();
        assertThat(answer.retryAfter()).isEqualTo(Duration.ofSeconds(3));
        assertThat(answer.error().code()).isEqualTo("http_" + status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html/>",
                "[]",
                "{}",
                "{\"output\":null}",
                "{\"output\":{\"task_status\":null}}",
                "{\"output\":{\"task_status\":\" \"}}",
                "{\"code\":\"internal_error\",\"message\":\"m\"}",
                "{\"error\":\"m\"}"
            })
    void whenA2xxSaysNothingOfTheTaskThenItIsAskedAgain(String body) throws IOException {
        assertThat(((Unanswered) answer(200, body)).reached()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"401, auth_error", "402, x", "403, forbidden", "407, x", "400, auth_error", "200, auth_error", "302, x"
    })
    void whenTheKeyIsRefusedThenItIsDenied(int status, String code) throws IOException {
        assertThat(answer(status, "{\"error\":{\"message\":\"m\",\"code\":\"" + code + "\"}}"))
                .isInstanceOf(Denied.class);
    }

    @ParameterizedTest
    @CsvSource({"t, true", "T, true", "-t-, true", "u, false", "tt, false", "7, false"})
    void whenTheAnswerIsAnotherTasksThenItIsAskedAgain(String named, boolean ours) throws IOException {
        String body = "{\"output\":{\"task_id\":\"%s\",\"task_status\":\"Success\",\"urls\":[\"https://a/1.mp4\"]}}";
        StatusAnswer answer = answer(200, body.formatted(named));
        if (ours) {
            assertThat(answer).isInstanceOf(Succeeded.class);
        } else {
            assertThat(((Unanswered) answer).error().code()).isEqualTo("other_task");
        }
    }

    @Test
    void whenTheConnectionFailsThenItIsAskedAgain() throws IOException {
        try (RawServer server = RawServer.that(closes());
                TasksClient client = TestClients.tasks(server.url())) {
            assertUnreached(client.status("t"), "connection_lost");
            server.onlyRequest();
        }
        try (ClosedPort closed = new ClosedPort();
                TasksClient client = TestClients.tasks(closed.url())) {
            assertUnreached(client.status("t"), "no_connection");
        }
        try (RawServer server = RawServer.that(isSilent());
                TasksClient client = TestClients.hurried(server.url())) {
            assertUnreached(client.status("t"), "timeout");
        }
    }

    private static void assertUnreached(StatusAnswer answer, String code) {
        assertThat(((Unanswered) answer).reached()).isFalse();
        assertThat(((Unanswered) answer).error().code()).isEqualTo(code);
    }

    private static StatusAnswer task(String word, String more) throws IOException {
        return answer(200, "{\"output\":{\"task_status\":\"" + word + "\"" + more + "},\"usage\":{}}");
    }

    private static StatusAnswer answer(int status, String body, String... headers) throws IOException {
        try (RawServer server = RawServer.that(answers(status, body, headers));
                TasksClient client = TestClients.tasks(server.url())) {
            return client.status("t");
        }
    }
}
