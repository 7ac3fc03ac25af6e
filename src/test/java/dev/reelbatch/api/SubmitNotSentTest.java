package dev.reelbatch.api;

import static dev.reelbatch.api.RawServer.answers;
import static dev.reelbatch.api.RawServer.closes;
import static dev.reelbatch.api.RawServer.isSilent;
import static dev.reelbatch.api.SubmitAnswersTest.described;
import static dev.reelbatch.api.SubmitAnswersTest.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.api.RawServer.Behaviour;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A submit of which nothing was sent was certainly not accepted. */
@Timeout(120)
class SubmitNotSentTest {

    @Test
    void whenNobodyListensThenNothingWasAccepted() throws IOException {
        try (ClosedPort closed = new ClosedPort()) {
            assertNotSent(closed.url());
        }
    }

    @Test
    void whenTheHostIsUnknownThenNothingWasAccepted() {
        assertNotSent(URI.create("https://no-such-host.invalid"));
    }

    @Test
    void whenTheServerSpeaksNoTlsThenNothingWasAccepted() throws IOException {
        try (RawServer server = RawServer.that(closes())) {
            // to the raw server a TLS hello is a line that never ends, so it times out or breaks
            assertNotSent(URI.create("https://127.0.0.1:" + server.port()));
            assertThat(server.requests()).noneMatch(request -> request.line().startsWith("POST"));
        }
    }

    @Test
    void whenNoConnectionIsMadeInTimeThenNothingWasAccepted() throws IOException {
        // Linux drops what a full backlog can't hold, so the connection is neither made nor refused.
        List<Socket> fillers = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Socket filler;
            do {
                filler = new Socket();
                fillers.add(filler);
            } while (connects(filler, full));
            assertNotSent(URI.create("http://127.0.0.1:" + full.getLocalPort()));
        } finally {
            for (Socket filler : fillers) {
                filler.close();
            }
        }
    }

    @Test
    void whenTheProxyRefusesTheTunnelThenNothingWasAcceptedAndItNeverSeesTheKey() throws IOException {
        try (RawServer proxy = RawServer.that(answers(503, "no"))) {
            System.setProperty("https.proxyHost", "127.0.0.1");
            System.setProperty("https.proxyPort", Integer.toString(proxy.port()));
            assertNotSent(URI.create("https://api.example.invalid"));
            assertThat(proxy.onlyRequest().line()).startsWith("CONNECT api.example.invalid:443");
            assertThat(proxy.requests().toString()).doesNotContain(TestClients.SECRET);
        } finally {
            System.clearProperty("https.proxyHost");
            System.clearProperty("https.proxyPort");
        }
    }

    @Test
    void whenAllConnectionsAreInUseThenNothingWasAccepted() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        Behaviour hold = (request, socket) -> {
            arrived.countDown();
            isSilent().answer(request, socket);
        };
        try (RawServer server = RawServer.that(hold);
                TasksClient client = TestClients.tasks(new ApiSettings(
                        server.url(), AuthForm.PLAIN, Duration.ofMillis(200), Duration.ofSeconds(20), Set.of(), 1))) {
            CompletableFuture<SubmitAnswer> first = CompletableFuture.supplyAsync(() -> client.submit("{}", () -> {}));
            arrived.await();
            assertThat(described(client.submit("{}", () -> {}))).isEqualTo("NotAccepted NO_CONNECTION");
            client.abortOpenCalls();
            assertThat(described(first.get())).isEqualTo("Unknown");
            assertThat(error(first.get()).code()).isEqualTo("aborted");
        }
    }

    @Test
    void whenTheClientIsClosedThenNothingWasAccepted() throws IOException {
        try (RawServer server = RawServer.that(answers(200, "{}"))) {
            TasksClient client = TestClients.tasks(server.url());
            client.close();
            assertThat(described(client.submit("{}", () -> {}))).isEqualTo("NotAccepted NO_CONNECTION");
            assertThat(server.requests()).isEmpty();
        }
    }

    private static void assertNotSent(URI url) {
        try (TasksClient client = TestClients.hurried(url)) {
            AtomicInteger left = new AtomicInteger();
            SubmitAnswer answer = client.submit("{}", left::incrementAndGet);
            assertThat(left).hasValue(0);
            assertThat(described(answer)).isEqualTo("NotAccepted NO_CONNECTION");
            assertThat(error(answer).code()).isEqualTo("no_connection");
            assertThat(error(answer).httpStatus()).isZero();
            assertThat(error(answer).message()).contains(url.getHost());
        }
    }

    private static boolean connects(Socket socket, ServerSocket to) {
        try {
            socket.connect(to.getLocalSocketAddress(), 1000);
            return true;
        } catch (IOException e) {
            return false; // there is no room left
        }
    }
}
