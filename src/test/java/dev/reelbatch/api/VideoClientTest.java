package dev.reelbatch.api;

import static dev.reelbatch.api.RawServer.answers;
import static dev.reelbatch.api.RawServer.drips;
import static dev.reelbatch.api.RawServer.head;
import static dev.reelbatch.api.RawServer.write;
import static dev.reelbatch.api.RawServer.writes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.api.RawServer.Behaviour;
import dev.reelbatch.api.RawServer.Request;
import dev.reelbatch.api.VideoAnswer.Opened;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class VideoClientTest {

    private static final byte[] NONE = new byte[0];

    @Test
    void whenAVideoIsFetchedThenNoKeyGoesOutAndTheUrlStaysAsItWas() throws IOException {
        String signed = "/a%2Fb//c%20d.mp4?sig=x%2By+z%3D%3d&e=1";
        try (RawServer server = RawServer.that(answers(200, "0123456789", "ETag: \"v1\""));
                VideoClient client = TestClients.videos();
                Opened opened = (Opened) client.fetch(server.url() + signed, 0, null)) {
            assertThat(text(opened)).isEqualTo("0123456789");
            assertThat(opened.from()).isZero();
            assertThat(opened.total()).hasValue(10);
            assertThat(opened.validator()).isEqualTo("\"v1\"");
            Request request = server.onlyRequest();
            assertThat(request.target()).isEqualTo(signed);
            assertThat(request.headers()).doesNotContainKeys("authorization", "cookie", "range", "if-range");
            assertThat(request.header("Accept-Encoding")).isEqualTo("identity");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /视频 1.mp4   | /%E8%A7%86%E9%A2%91%201.mp4
            /a{1}         | /a%7B1%7D
            /a?x="1"^     | /a?x=%221%22%5E
            //a           | //a
            /a?x=1&amp;y=2 | /a?x=1&y=2
            ?x            | /?x
            """)
    void whenAUrlHoldsWhatNoUrlMayThenOnlyThatIsEncoded(String path, String expected) throws IOException {
        try (RawServer server = RawServer.that(answers(200, "x"));
                VideoClient client = TestClients.videos();
                Opened opened = (Opened) client.fetch(" " + server.url() + path + "\n", 0, null)) {
            assertThat(text(opened)).isEqualTo("x");
            assertThat(server.onlyRequest().target()).isEqualTo(expected);
        }
    }

    @Test
    void whenAPartIsThereThenOnlyTheRestIsFetched() throws IOException {
        try (RawServer server = RawServer.that(answers(206, "456789", "Content-Range: bytes 4-9/10", "ETag: \"v1\""));
                VideoClient client = TestClients.videos();
                Opened opened = (Opened) client.fetch(server.url() + "/v", 4, "\"v1\"")) {
            assertThat(text(opened)).isEqualTo("456789");
            assertThat(opened.from()).isEqualTo(4);
            assertThat(opened.total()).hasValue(10);
            assertThat(server.onlyRequest().header("Range")).isEqualTo("bytes=4-");
            assertThat(server.onlyRequest().header("If-Range")).isEqualTo("\"v1\"");
        }
    }

    @Test
    void whenTheFileHasChangedThenItStartsOver() throws IOException {
        assertWhole(1, 4, "\"v1\"", answers(200, "0123456789"));
    }

    @Test
    void whenThereIsNoValidatorThenNoRangeIsRequested() throws IOException {
        assertWhole(1, 4, null, answers(200, "0123456789"));
    }

    @Test
    void whenTheRangeIsNotAvailableThenTheWholeFileIsRequested() throws IOException {
        Behaviour whole = answers(200, "0123456789");
        assertWhole(2, 10, "\"v1\"", answers(416, "", "Content-Range: bytes */10"), whole);
        assertWhole(2, 4, "\"v1\"", answers(206, "01234", "Content-Range: bytes 0-4/10"), whole);
        assertWhole(2, 4, "\"v1\"", answers(206, "456789"), whole);
        assertWhole(2, 4, "\"v1\"", answers(206, "x", "Content-Range: bytes 9-4/1"), whole);
    }

    @Test
    void whenTheLengthIsNotSaidThenItIsUnknown() throws IOException {
        try (RawServer server = RawServer.that(
                        writes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"));
                VideoClient client = TestClients.videos();
                Opened opened = (Opened) client.fetch(server.url() + "/v", 0, null)) {
            assertThat(opened.total()).isEqualTo(OptionalLong.empty());
            assertThat(text(opened)).isEqualTo("abc");
        }
    }

    @ParameterizedTest
    @CsvSource({"\"v1\", \"v1\"", "W/\"v1\",", "v1,", ","})
    void whenThereIsNoStrongETagThenNothingCanBeResumed(@Nullable String etag, @Nullable String expected)
            throws IOException {
        try (RawServer server = RawServer.that(
                        answers(200, "x", "ETag: " + etag, "Last-Modified: Sat, 28 Nov 2020 10:00:00 GMT"));
                VideoClient client = TestClients.videos();
                Opened opened = (Opened) client.fetch(server.url() + "/v", 0, null)) {
            assertThat(opened.validator()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "deflate", "aws-chunked", "binary", "none", "utf-8", "identity", "x, y", ""})
    void whenTheCodingIsForeignThenTheBytesComeAsTheyAre(String coding) throws IOException {
        try (RawServer server = RawServer.that(answers(200, "0123456789", "Content-Encoding: " + coding));
                VideoClient client = TestClients.videos();
                Opened opened = (Opened) client.fetch(server.url() + "/v", 0, null)) {
            assertThat(text(opened)).isEqualTo("0123456789");
            assertThat(opened.total()).hasValue(10);
        }
    }

    @Test
    void whenTheBodyIsSlowButComesThenNoDeadlineEndsIt() throws IOException {
        try (RawServer server = RawServer.that(drips(head(200, 100)));
                VideoClient client = TestClients.hurriedVideos();
                Opened opened = (Opened) client.fetch(server.url() + "/v", 0, null)) {
            assertThat(text(opened)).hasSize(100); // takes twice the deadline
        }
    }

    @Test
    void whenClosedEarlyThenTheRestIsNotDrained() throws Exception {
        CountDownLatch hungUp = new CountDownLatch(1);
        Behaviour endless = (request, socket) -> {
            try {
                write(socket, head(200, Long.MAX_VALUE), NONE);
                OutputStream out = socket.getOutputStream();
                while (true) {
                    out.write(new byte[8192]);
                }
            } finally {
                hungUp.countDown();
            }
        };
        try (RawServer server = RawServer.that(endless);
                VideoClient client = TestClients.videos()) {
            Opened opened = (Opened) client.fetch(server.url() + "/v", 0, null);
            assertThat(opened.body().read()).isZero();
            opened.close();
            opened.close();
            hungUp.await();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void whenRedirectedToAnotherHostThenItIsFollowedWithItsRange(int status) throws IOException {
        try (RawServer target = RawServer.that(answers(206, "456789", "Content-Range: bytes 4-9/10"));
                RawServer server = RawServer.that(
                        answers(status, "moved", "Location: /next", "Set-Cookie: a=b"),
                        answers(status, "moved", "Location: " + target.url() + "/v?s=%2B"));
                VideoClient client = TestClients.videos();
                Opened opened = (Opened) client.fetch(server.url() + "/v", 4, "\"v1\"")) {
            assertThat(text(opened)).isEqualTo("456789");
            assertThat(server.requests().get(1).target()).isEqualTo("/next");
            assertThat(server.requests().get(1).headers()).doesNotContainKey("cookie");
            assertThat(target.onlyRequest().target()).isEqualTo("/v?s=%2B");
            assertThat(target.onlyRequest().header("Range")).isEqualTo("bytes=4-");
            assertThat(target.onlyRequest().headers()).doesNotContainKey("authorization");
        }
    }

    private static void assertWhole(int requests, long from, @Nullable String validator, Behaviour... behaviours)
            throws IOException {
        try (RawServer server = RawServer.that(behaviours);
                VideoClient client = TestClients.videos();
                Opened opened = (Opened) client.fetch(server.url() + "/v", from, validator)) {
            assertThat(text(opened)).isEqualTo("0123456789");
            assertThat(opened.from()).isZero();
            assertThat(opened.total()).hasValue(10);
            assertThat(server.requests()).hasSize(requests);
            boolean ranged = server.requests().get(requests - 1).headers().containsKey("range");
            assertThat(ranged).isEqualTo(requests == 1 && validator != null);
        }
    }

    private static String text(Opened opened) throws IOException {
        return new String(opened.body().readAllBytes(), StandardCharsets.UTF_8);
    }
}
