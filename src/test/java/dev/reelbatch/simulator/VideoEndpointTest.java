package dev.reelbatch.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.time.SettableTime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VideoEndpointTest {

    private static final int PADDED = 300_000;

    private final SettableTime time = new SettableTime();
    private final Simulator simulator = Simulator.start(
            SimulatorSettings.defaults()
                    .generationTime(Duration.ZERO)
                    .urlLifetime(Duration.ofHours(1))
                    .videoBytes(PADDED),
            time);
    private final Caller caller = new Caller(simulator);
    private URI url;
    private HttpResponse<byte[]> whole;

    @BeforeEach
    void fetchWhole() throws Exception {
        url = caller.videoOf(caller.taskOf("A kite"));
        whole = caller.fetch(url);
    }

    @AfterEach
    void close() {
        simulator.close();
    }

    @Test
    void whenBytesAreWantedThenVideoIsPaddedAndDifferentForEveryTask() throws Exception {
        byte[] other = caller.fetch(caller.videoOf(caller.taskOf("A kite"))).body();
        assertThat(whole.body()).hasSize(PADDED).isNotEqualTo(other);
        assertThat(other).hasSize(PADDED);
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-99, 0, 100",
        "bytes=24000-24999, 24000, 25000",
        "bytes=299000-, 299000, 300000",
        "bytes=299000-999999, 299000, 300000",
        "bytes=-5, 299995, 300000",
    })
    void whenARangeIsRequestedThenThatPartIsSent(String range, int start, int end) throws Exception {
        HttpResponse<byte[]> part = caller.fetch(url, "Range", range);
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole.body(), start, end));
        assertThat(part.headers().firstValue("Content-Range"))
                .contains("bytes " + start + "-" + (end - 1) + "/" + PADDED);
    }

    @Test
    void whenRangeStartsBehindTheEndThen416() throws Exception {
        HttpResponse<byte[]> answer = caller.fetch(url, "Range", "bytes=300000-");
        assertThat(answer.statusCode()).isEqualTo(416);
        assertThat(answer.headers().firstValue("Content-Range")).contains("bytes */" + PADDED);
    }

    @Test
    void whenRangeIsNonsenseThenWholeVideo() throws Exception {
        assertThat(caller.fetch(url, "Range", "bytes=9-3").statusCode()).isEqualTo(200);
        assertThat(caller.fetch(url, "Range", "lines=1-2").statusCode()).isEqualTo(200);
    }

    @Test
    void whenIfRangeHoldsThenPartElseWhole() throws Exception {
        String eTag = whole.headers().firstValue("ETag").orElseThrow();
        assertThat(caller.fetch(url, "Range", "bytes=5-", "If-Range", eTag).statusCode())
                .isEqualTo(206);
        assertThat(caller.fetch(url, "Range", "bytes=5-", "If-Range", "\"other\"")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void whenUrlHasExpiredThen403InXmlAndAFreshOneWorks() throws Exception {
        String task = simulator.accepted().get(0).taskId();
        time.advance(Duration.ofHours(1).plusMillis(1));
        HttpResponse<byte[]> expired = caller.fetch(url);
        assertThat(expired.statusCode()).isEqualTo(403);
        assertThat(expired.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/xml"));
        assertThat(new String(expired.body(), UTF_8)).contains("<Code>AccessDenied</Code>");
        assertThat(caller.fetch(caller.videoOf(task)).body()).isEqualTo(whole.body());
    }

    @Test
    void whenVideoDoesNotExistThen404() throws Exception {
        URI second = URI.create(url.toString().replace("/1.mp4", "/2.mp4"));
        assertThat(caller.fetch(second).statusCode()).isEqualTo(404);
        URI garbled = URI.create(url.toString().replace("/v/", "/v/x"));
        assertThat(caller.fetch(garbled).statusCode()).isEqualTo(404);
    }

    @Test
    void whenVideoIsWrittenInPartsThenTheyMakeTheWhole() throws IOException {
        SampleVideo sampleVideo = new SampleVideo(new byte[] {1, 2, 3}, "label", 200_000);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        sampleVideo.part(0, sampleVideo.length()).writeTo(all);
        ByteArrayOutputStream parts = new ByteArrayOutputStream();
        for (long at = 0; at < sampleVideo.length(); at += 777) {
            sampleVideo.part(at, Math.min(sampleVideo.length(), at + 777)).writeTo(parts);
        }
        assertThat(parts.toByteArray()).hasSize(200_000).isEqualTo(all.toByteArray());
    }
}
