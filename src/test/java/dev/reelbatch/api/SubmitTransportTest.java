package dev.reelbatch.api;

import static dev.reelbatch.api.RawServer.answers;
import static dev.reelbatch.api.RawServer.closes;
import static dev.reelbatch.api.RawServer.drips;
import static dev.reelbatch.api.RawServer.head;
import static dev.reelbatch.api.RawServer.isSilent;
import static dev.reelbatch.api.RawServer.write;
import static dev.reelbatch.api.RawServer.writes;
import static dev.reelbatch.api.SubmitAnswersTest.described;
import static dev.reelbatch.api.SubmitAnswersTest.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.api.RawServer.Behaviour;
import dev.reelbatch.api.SubmitAnswer.Accepted;
import dev.reelbatch.api.SubmitAnswer.StopReason;
import dev.reelbatch.api.SubmitAnswer.Unknown;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Once a submit was sent, anything that prevents its answer from being read leaves it in doubt. */
@Timeout(120)
class SubmitTransportTest {

    private static final String TASK = "{\"output\":{\"task_id\":\"t\"}}";
    private static final Accepted ACCEPTED = new Accepted("t", null);

    @Test
    void whenTheConnectionIsLostAfterTheRequestThenItIsInDoubt() throws IOException {
        assertInDoubt("connection_lost", closes());
        assertInDoubt("connection_lost", writes("HTTP/1.1 20"));
        assertInDoubt(
                "connection_lost", writes("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"output\":{\"task_id\":\"t"));
        assertInDoubt("connection_lost", writes("not http at all\r\n\r\n"));
        assertInDoubt("connection_lost", (request, socket) -> {
            socket.setSoLinger(true, 0); // a reset
            socket.close();
        });
    }

    @Test
    void whenTheServerTakesTooLongThenItIsInDoubt() throws IOException {
        assertInDoubt("timeout", isSilent());
        assertInDoubt("timeout", (request, socket) -> {
            write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{", new byte[0]);
            isSilent().answer(request, socket);
        });
    }

    @Test
    void whenTheServerAnswersByteByByteThenItIsCutOff() throws IOException {
        assertInDoubt("timeout", drips("HTTP/1.1 200 OK\r\nX-Slow: "));
        assertInDoubt("timeout", drips("HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n"));
    }

    @Test
    void whenTheAnswerIsWholeThoughTheConnectionBreaksThenTheTaskIsKept() throws IOException {
        assertThat(answer(writes(head(200, 99) + TASK))).isEqualTo(ACCEPTED);
        assertThat(answer(writes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1b\r\n" + TASK)))
                .isEqualTo(ACCEPTED);
    }

    @Test
    void whenARefusalLosesItsBodyThenItsStatusCountsUnlessMoreMayHaveBeenSaid() throws IOException {
        assertThat(described(answer(writes(head(429, 99))))).isEqualTo("NotAccepted RATE_LIMITED");
        assertThat(described(answer(writes(head(503, 99) + "<html>")))).isEqualTo("NotAccepted UNAVAILABLE");
        assertThat(described(answer(writes(head(429, 99) + "{")))).isEqualTo("Unknown");
        Unknown cut = (Unknown) answer(writes(head(401, 99) + "{\"output\":{\"task_id\":\"t"));
        assertThat(cut.taskId()).isNull();
        assertThat(Objects.requireNonNull(cut.stops()).reason()).isEqualTo(StopReason.KEY);
        assertThat(cut.error().code()).isEqualTo("refusal_cut_short");
        byte[] broken = Arrays.copyOf(gzip("{\"error\":{\"code\":\"rate_limit\"}}"), 20);
        assertThat(described(answer((request, socket) -> write(socket, head(429, broken.length), broken))))
                .isEqualTo("Unknown");
    }

    @Test
    void whenTheAnswerIsTooLargeThenItIsInDoubtAndNotReadOn() throws IOException {
        assertInDoubt("unreadable_answer", (request, socket) -> {
            write(socket, head(200, 1L << 40), "{\"output\":{".getBytes(StandardCharsets.UTF_8));
            OutputStream out = socket.getOutputStream();
            while (true) {
                out.write(new byte[8192]); // ends when the client hangs up
            }
        });
    }

    @Test
    void whenTheAnswerIsChunkedOrCompressedThenItIsRead() throws IOException {
        assertThat(answer(writes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"out\r\n"
                        + Integer.toHexString(TASK.length() - 5) + "\r\n" + TASK.substring(5) + "\r\n0\r\n\r\n")))
                .isEqualTo(ACCEPTED);
        byte[] gzip = gzip(TASK);
        assertThat(answer((request, socket) -> write(socket, head(200, gzip.length, "Content-Encoding: gzip"), gzip)))
                .isEqualTo(ACCEPTED);
        assertThat(answer(answers(200, TASK, "Content-Encoding: gzip"))).isEqualTo(ACCEPTED);
        assertThat(answer(answers(200, TASK, "Content-Encoding: br"))).isEqualTo(ACCEPTED);
        assertThat(answer((request, socket) -> write(socket, head(200, gzip.length), gzip)))
                .isEqualTo(ACCEPTED);
    }

    @Test
    void whenTheContentTypeIsNonsenseThenTheAnswerIsReadAllTheSame() throws IOException {
        assertThat(answer(answers(200, TASK, "Content-Type: text/html; charset=klingon")))
                .isEqualTo(ACCEPTED);
        assertThat(answer(answers(200, TASK, "Content-Type: ;;;"))).isEqualTo(ACCEPTED);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void whenRedirectedThenItStopsAndTheTargetIsNeverCalled(int status) throws IOException {
        try (RawServer target = RawServer.that(answers(200, TASK));
                RawServer server = RawServer.that(answers(status, "", "Location: " + target.url() + "/x?token=1"));
                TasksClient client = TestClients.tasks(server.url())) {
            SubmitAnswer answer = client.submit("{}", () -> {});
            assertThat(described(answer)).isEqualTo(status == 303 ? "Unknown" : "Stopped");
            assertThat(error(answer).code()).isEqualTo("redirect");
            assertThat(error(answer).message()).contains(target.url() + "/x").doesNotContain("token");
            assertThat(client.status("t")).isInstanceOf(StatusAnswer.Denied.class);
            assertThat(target.connections()).isZero();
        }
    }

    @Test
    void whenTheServerFailsThenNothingIsEverSentTwice() throws IOException {
        for (Behaviour failure : List.of(
                answers(429, "", "Retry-After: 0"),
                answers(503, "", "Retry-After: 0"),
                answers(500, ""),
                answers(401, "", "WWW-Authenticate: Basic realm=\"x\""),
                answers(408, "", "Connection: close"),
                closes())) {
            try (RawServer server = RawServer.that(failure);
                    TasksClient client = TestClients.tasks(server.url())) {
                AtomicInteger left = new AtomicInteger();
                client.submit("{}", left::incrementAndGet);
                server.onlyRequest();
                assertThat(left).hasValue(1);
            }
        }
    }

    /** HTTP/1.1 tells only by the order which answer belongs to which request. */
    @Test
    void whenTheServerAnswersOnceTooOftenThenNoOtherRowGetsThatAnswer() throws IOException {
        AtomicInteger tasks = new AtomicInteger();
        Behaviour twice = (request, socket) -> {
            String body = "{\"output\":{\"task_id\":\"t" + tasks.incrementAndGet() + "\"}}";
            String surplus = head(429, 2) + "{}";
            write(socket, head(200, body.length()) + body + surplus, new byte[0]);
        };
        try (RawServer server = RawServer.that(twice);
                TasksClient client = TestClients.tasks(server.url())) {
            for (int row = 1; row <= 5; row++) {
                assertThat(client.submit("{}", () -> {})).isEqualTo(new Accepted("t" + row, null));
                assertThat(server.connections()).isEqualTo(row);
            }
            assertThat(server.requests())
                    .allMatch(request -> request.header("Connection").equals("close"));
        }
    }

    @Test
    void whenInformationComesBeforeTheAnswerThenTheAnswerCounts() throws IOException {
        String before = "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n";
        assertThat(answer(writes(before + head(200, TASK.length()) + TASK))).isEqualTo(ACCEPTED);
        assertThat(answer(writes("HTTP/1.0 200 OK\r\n\r\n" + TASK))).isEqualTo(ACCEPTED);
        assertInDoubt("connection_lost", writes(before));
    }

    private static SubmitAnswer answer(Behaviour behaviour) throws IOException {
        try (RawServer server = RawServer.that(behaviour);
                TasksClient client = TestClients.tasks(server.url())) {
            return client.submit("{}", () -> {});
        }
    }

    private static void assertInDoubt(String code, Behaviour behaviour) throws IOException {
        try (RawServer server = RawServer.that(behaviour);
                TasksClient client =
                        code.equals("timeout") ? TestClients.hurried(server.url()) : TestClients.tasks(server.url())) {
            SubmitAnswer answer = client.submit("{}", () -> {});
            assertThat(described(answer)).isEqualTo("Unknown");
            assertThat(error(answer).code()).isEqualTo(code);
            server.onlyRequest();
        }
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
