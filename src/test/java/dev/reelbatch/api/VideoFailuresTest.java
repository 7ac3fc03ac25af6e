package dev.reelbatch.api;

import static dev.reelbatch.api.RawServer.answers;
import static dev.reelbatch.api.RawServer.closes;
import static dev.reelbatch.api.RawServer.drips;
import static dev.reelbatch.api.RawServer.head;
import static dev.reelbatch.api.RawServer.isSilent;
import static dev.reelbatch.api.RawServer.write;
import static dev.reelbatch.api.RawServer.writes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.reelbatch.api.RawServer.Behaviour;
import dev.reelbatch.api.VideoAnswer.Expired;
import dev.reelbatch.api.VideoAnswer.Opened;
import dev.reelbatch.api.VideoAnswer.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The judgement of video hosts that give nothing, nothing yet, or not all. */
@Timeout(120)
class VideoFailuresTest {

    private static final byte[] NONE = new byte[0];

    @Test
    void whenAProxyRefusesTheTunnelThenItIsExpired() throws IOException {
        try (RawServer proxy = RawServer.that(answers(429, "no"));
                VideoClient client = TestClients.videos()) {
            System.setProperty("https.proxyHost", "127.0.0.1");
            System.setProperty("https.proxyPort", Integer.toString(proxy.port()));
            Expired expired = (Expired) client.fetch("https://cdn.example.invalid/v", 0, null);
            assertThat(expired.error().message()).contains("proxy").contains("429");
        } finally {
            System.clearProperty("https.proxyHost");
            System.clearProperty("https.proxyPort");
        }
    }

    @Test
    void whenEvenTheWholeIsNoRangeThenItIsUnavailable() throws IOException {
        assertThat(fetch(4, answers(416, ""))).isInstanceOf(Unavailable.class);
        assertThat(fetch(0, answers(206, "x"))).isInstanceOf(Unavailable.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410, 405, 451, 300, 304})
    void whenTheUrlGivesNothingThenItIsExpired(int status) throws IOException {
        Expired expired = (Expired) fetch(
                0,
                answers(
                        status,
                        status == 304 ? "" : "<Error><Code>AccessDenied</Code><Message>Expired</Message></Error>"));
        assertThat(expired.error().code()).isEqualTo("http_" + status);
        assertThat(expired.error().message()).startsWith("127.0.0.1:").contains("HTTP " + status);
        if (status != 304) {
            assertThat(expired.error().message()).endsWith(": AccessDenied Expired");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504, 204})
    void whenTheHostCannotNowThenItIsUnavailable(int status) throws IOException {
        Unavailable unavailable = (Unavailable) fetch(0, answers(status, "", "Retry-After: 9"));
        assertThat(unavailable.retryAfter()).isEqualTo(Duration.ofSeconds(9));
        assertThat(unavailable.error().httpStatus()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "identity", "aws-chunked", "utf-8"})
    void whenTheHostNamesAnEncodingThenTheBodyIsOpenedAsItComes(String encoding) throws IOException {
        assertThat(fetch(0, answers(200, "x", "Content-Encoding: " + encoding))).isInstanceOf(Opened.class);
    }

    @Test
    void whenTheHostIsNotThereThenItIsExpired() throws IOException {
        try (ClosedPort closed = new ClosedPort();
                VideoClient client = TestClients.hurriedVideos()) {
            for (String url : new String[] {
                closed.url() + "/v",
                "http://no-such-host.invalid/v",
                "https" + closed.url().toString().substring(4)
            }) {
                Expired expired = (Expired) client.fetch(url, 0, null);
                assertThat(expired.error().code()).isEqualTo("no_connection");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v.mp4",
                "ftp://h/v",
                "file:///etc/passwd",
                "https:///v",
                "http://h:port/%",
                "http:h",
                "http://h:65536/v",
                "http://h_h:65536/v",
                "http://h/\uD800v"
            })
    void whenTheUrlIsNoWebAddressThenItIsExpired(String url) {
        try (VideoClient client = TestClients.videos()) {
            assertThat(((Expired) client.fetch(url, 0, null)).error().code()).isEqualTo("bad_url");
        }
    }

    @Test
    void whenTheConnectionBreaksBeforeAnAnswerThenItIsUnavailable() throws IOException {
        assertThat(fetch(0, closes())).isInstanceOf(Unavailable.class);
        for (Behaviour slow : new Behaviour[] {isSilent(), drips("HTTP/1.1 200 OK\r\nX: ")}) {
            try (RawServer server = RawServer.that(slow);
                    VideoClient client = TestClients.hurriedVideos()) {
                Unavailable late = (Unavailable) client.fetch(server.url() + "/v", 0, null);
                assertThat(late.error().code()).isEqualTo("timeout");
            }
        }
    }

    @Test
    void whenTheBodyBreaksOffThenReadingSaysSo() throws IOException {
        assertBreaks(TestClients.videos(), writes(head(200, 99) + "abc"));
        assertBreaks(TestClients.hurriedVideos(), (request, socket) -> {
            write(socket, head(200, 99) + "abc", NONE);
            isSilent().answer(request, socket);
        });
    }

    @Test
    void whenAbortedThenTheReadEnds() throws IOException {
        try (RawServer server = RawServer.that((request, socket) -> {
                    write(socket, head(200, 99) + "abc", NONE);
                    isSilent().answer(request, socket);
                });
                VideoClient client = TestClients.videos();
                Opened opened = (Opened) client.fetch(server.url() + "/v", 0, null)) {
            assertThat(opened.body().readNBytes(3)).hasSize(3);
            client.abortOpenCalls();
            assertThatIOException().isThrownBy(() -> opened.body().read());
        }
    }

    @Test
    void whenClosedThenNothingIsFetched() throws IOException {
        try (RawServer server = RawServer.that(answers(200, "x"))) {
            VideoClient client = TestClients.videos();
            client.close();
            assertThat(client.fetch(server.url() + "/v", 0, null)).isInstanceOf(Expired.class);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void whenRedirectsGoNowhereThenItIsExpired() throws IOException {
        try (RawServer server = RawServer.that(answers(302, "", "Location: /again"));
                VideoClient client = TestClients.videos()) {
            assertThat(((Expired) client.fetch(server.url() + "/v", 0, null))
                            .error()
                            .code())
                    .isEqualTo("redirect");
            assertThat(server.requests()).hasSize(6);
        }
        for (String location : new String[] {"X-None: 1", "Location: file:///etc/passwd", "Location: http://%"}) {
            assertThat(((Expired) fetch(0, answers(302, "", location))).error().code())
                    .isEqualTo("redirect");
        }
    }

    private static void assertBreaks(VideoClient client, Behaviour behaviour) throws IOException {
        try (RawServer server = RawServer.that(behaviour);
                client;
                Opened opened = (Opened) client.fetch(server.url() + "/v", 0, null)) {
            InputStream body = opened.body();
            assertThat(body.readNBytes(3)).isEqualTo("abc".getBytes(StandardCharsets.UTF_8));
            assertThatIOException().isThrownBy(body::read);
        }
    }

    private static VideoAnswer fetch(long from, Behaviour behaviour) throws IOException {
        try (RawServer server = RawServer.that(behaviour);
                VideoClient client = TestClients.videos()) {
            return client.fetch(server.url() + "/v", from, "\"v1\"");
        }
    }
}
