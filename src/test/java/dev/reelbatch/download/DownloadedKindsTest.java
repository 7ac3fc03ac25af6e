package dev.reelbatch.download;

import static dev.reelbatch.download.Media.FTYP;
import static dev.reelbatch.download.Media.MDAT;
import static dev.reelbatch.download.Media.MOV;
import static dev.reelbatch.download.Media.MP4;
import static dev.reelbatch.download.Media.WEBM;
import static dev.reelbatch.download.Media.all;
import static dev.reelbatch.download.Media.awsChunked;
import static dev.reelbatch.download.Media.box;
import static dev.reelbatch.download.Media.deflate;
import static dev.reelbatch.download.Media.gzip;
import static dev.reelbatch.download.Media.hex;
import static dev.reelbatch.download.Media.noise;
import static dev.reelbatch.download.Media.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.reelbatch.files.Sha256;
import dev.reelbatch.ledger.Clip;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.Video;
import dev.reelbatch.simulator.Answer;
import dev.reelbatch.simulator.Body;
import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The outcome of a clip by the bytes that its addresses give, whatever their hosts claim. */
@Timeout(120)
class DownloadedKindsTest {

    private static final byte[] COVER = all(hex("FFD8FFE0"), noise(500));

    private DownloadRig downloads;

    @BeforeEach
    void open(@TempDir Path out) {
        downloads = new DownloadRig(out);
    }

    @AfterEach
    void close() {
        downloads.close();
    }

    private static Answer answer(String type, byte[] bytes) {
        return Answer.of(200, new Body.Text(type, bytes)).header("ETag", "\"v\"");
    }

    private void host(byte[] first, byte[] others) {
        downloads.rig.simulator.onDownload(CallMatcher.always(), exchange -> {
            byte[] bytes = exchange.call().path().endsWith("/1.mp4") ? first : others;
            return answer("video/mp4", bytes);
        });
    }

    private Clip clip() {
        Run run = downloads
                .rig
                .ledger
                .runs
                .latestRun(downloads.rig.ledger.jobs.job("job").orElseThrow())
                .orElseThrow();
        return downloads.rig.ledger.clip(run, 2);
    }

    static Stream<Arguments> codings() throws Exception {
        byte[] page = text("<html><body>Sorry</body></html>");
        return Stream.of(
                        Stream.of(
                                        "aws-chunked",
                                        "binary",
                                        "none",
                                        "utf-8",
                                        "identity",
                                        "br",
                                        "gzip",
                                        "deflate",
                                        "zstd",
                                        "x, y")
                                .map(coding -> arguments(coding, MP4, "0002-clip.mp4", MP4)),
                        Stream.of("gzip", "x-gzip", "GZIP", "", "aws-chunked,gzip")
                                .map(coding -> arguments(coding, zipped(MP4), "0002-clip.mp4", MP4)),
                        Stream.of(
                                arguments("deflate", deflate(MP4, false), "0002-clip.mp4", MP4),
                                arguments("deflate", deflate(MP4, true), "0002-clip.mp4", MP4),
                                arguments("gzip, gzip", gzip(gzip(MP4)), "0002-clip.mp4", MP4),
                                arguments("aws-chunked", awsChunked(MP4, true), "0002-clip.mp4", MP4),
                                arguments("aws-chunked", awsChunked(MP4, false), "0002-clip.mp4", MP4),
                                arguments("", awsChunked(MP4, true), "0002-clip.mp4", MP4),
                                arguments("aws-chunked,gzip", awsChunked(gzip(MP4), true), "0002-clip.mp4", MP4),
                                arguments("", WEBM, "0002-clip.webm", WEBM),
                                arguments("gzip", gzip(WEBM), "0002-clip.webm", WEBM),
                                arguments("br", MOV, "0002-clip.mov", MOV)),
                        Stream.of(
                                arguments("gzip", Arrays.copyOf(gzip(MP4), 2000), null, text("damaged")),
                                arguments("gzip", gzip(Arrays.copyOf(MP4, 2000)), null, text("wrong_length")),
                                arguments(
                                        "aws-chunked",
                                        Arrays.copyOf(awsChunked(MP4, true), 2000),
                                        null,
                                        text("damaged")),
                                arguments("", Arrays.copyOf(MP4, 2000), null, text("wrong_length")),
                                arguments("", all(FTYP, new byte[3000]), null, text("wrong_length")),
                                arguments("", page, null, text("not_a_video: The download is a web page (HTML)")),
                                arguments(
                                        "gzip",
                                        gzip(page),
                                        null,
                                        text("not_a_video: The download is a web page (HTML)")),
                                arguments(
                                        "",
                                        text("{\"error\":\"x\"}"),
                                        null,
                                        text("not_a_video: The download is a document (JSON), not a "
                                                + "video: {\"error\":\"x\"}")),
                                arguments(
                                        "",
                                        text("<Error><Code>No</Code></Error>"),
                                        null,
                                        text("not_a_video: The download is a document (XML)")),
                                arguments("", new byte[0], null, text("not_a_video: The download is an empty file")),
                                arguments(
                                        "",
                                        noise(5000),
                                        null,
                                        text("not_a_video: The download is a file of an unknown kind")),
                                arguments(
                                        "",
                                        COVER,
                                        null,
                                        text("not_a_video: The download is an image (JPG), not a video; "
                                                + "it is kept as 0002-clip.jpg"))))
                .flatMap(cases -> cases);
    }

    private static byte[] zipped(byte[] bytes) {
        try {
            return gzip(bytes);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("codings")
    void whenAHostSaysAnythingThenTheBytesDecide(String coding, byte[] sent, String name, byte[] expected)
            throws Exception {
        downloads.generated("one");
        Answer answer = answer("text/html", sent);
        downloads.rig.simulator.onDownload(
                CallMatcher.always(),
                CallFault.answer(coding.isEmpty() ? answer : answer.header("Content-Encoding", coding)));
        downloads.download();
        if (name == null) {
            assertThat(downloads.rig.states()).containsExactly(ClipState.UNDELIVERED);
            assertThat(clip().errorCode() + ": " + clip().errorMessage()).startsWith(new String(expected));
            return;
        }
        assertThat(downloads.rig.states()).containsExactly(ClipState.DELIVERED);
        assertThat(downloads.names()).containsExactly(name);
        Video video = downloads.video(clip().id(), 1);
        assertThat(Files.readAllBytes(Objects.requireNonNull(video.file()))).isEqualTo(expected);
        assertThat(Sha256.of(video.file())).isEqualTo(video.sha256());
        assertThat(video.bytes()).isEqualTo(expected.length);
    }

    @Test
    void whenACoverComesWithAVideoThenBothAreKeptUnderTheirOwnNames() throws Exception {
        downloads.generated("[two videos]");
        host(MP4, COVER);
        downloads.download();
        assertThat(downloads.rig.states()).containsExactly(ClipState.DELIVERED);
        assertThat(downloads.names()).containsExactly("0002-clip-2.jpg", "0002-clip.mp4");
    }

    @Test
    void whenTheCoverComesFirstThenTheClipIsDeliveredAllTheSame() throws Exception {
        downloads.generated("[two videos]");
        host(COVER, MP4);
        downloads.download();
        assertThat(downloads.rig.states()).containsExactly(ClipState.DELIVERED);
        assertThat(downloads.names()).containsExactly("0002-clip-2.mp4", "0002-clip.jpg");
        assertThat(downloads.rig.simulator.downloadCalls()).isEqualTo(2);
    }

    @Test
    void whenAnotherAddressGivesNothingThenTheVideoIsDeliveredAndThatIsNoted() throws Exception {
        Run run = downloads.generated("[two videos]");
        host(MP4, text("<html>gone</html>"));
        downloads.download();
        assertThat(downloads.rig.states()).containsExactly(ClipState.DELIVERED);
        assertThat(downloads.names()).containsExactly("0002-clip.mp4");
        assertThat(downloads.rig.ledger.reports.notes(run.id()).of(clip().id()))
                .isEqualTo("Address 2 gave no file: The download is a web page (HTML), not a video");
    }

    @Test
    void whenAVideoHasNoIndexThenItIsDeliveredAndThatIsNoted() throws Exception {
        Run run = downloads.generated("one");
        host(all(FTYP, MDAT), FTYP);
        downloads.download();
        assertThat(downloads.rig.states()).containsExactly(ClipState.DELIVERED);
        assertThat(downloads.rig.ledger.reports.notes(run.id()).of(clip().id())).contains("no index (moov)");
    }

    @Test
    void whenTwoRowsGetTheSameVideoThenBothAreDeliveredAndThatIsNoted() throws Exception {
        Run run = downloads.generated("one", "two");
        host(MP4, MP4);
        downloads.download();
        assertThat(downloads.rig.states()).containsOnly(ClipState.DELIVERED);
        assertThat(downloads.rig.ledger.reports.notes(run.id()).of(clip().id()))
                .isEqualTo("The video is identical, byte for byte, to that of row 3.");
    }

    @Test
    void whenOnlyAnImageCameThenALaterTryAsksForTheVideoAgain() throws Exception {
        downloads.generated("one");
        host(COVER, COVER);
        downloads.download();
        assertThat(downloads.rig.states()).containsExactly(ClipState.UNDELIVERED);
        downloads.rig.ledger.reruns.askAgain(downloads.rig.ledger.reruns.rows(clip().runId()));
        downloads.rig.simulator.clearFaults();
        host(MP4, MP4);
        downloads.download();
        assertThat(downloads.rig.states()).containsExactly(ClipState.DELIVERED);
        assertThat(downloads.files()).contains("0002-clip.mp4");
    }

    @Test
    void whenAPackedFileSwellsBeyondTheLimitThenItIsGivenUpAtOnce() throws Exception {
        downloads.settings = new DownloadSettings(4, 0, 10_000, Duration.ofDays(7));
        downloads.generated("one");
        byte[] bomb = gzip(all(MP4, box("free", new byte[1_000_000])));
        assertThat(bomb.length).isLessThan(10_000);
        host(bomb, bomb);
        downloads.download();
        assertThat(clip().errorCode()).isEqualTo("too_large");
        assertThat(downloads.file(2)).doesNotExist();
        assertThat(downloads.rig.simulator.downloadCalls()).isEqualTo(1);
    }

    static Stream<CallFault> tooLong() {
        return Stream.of(CallFault.withoutRanges(), CallFault.chunked());
    }

    @ParameterizedTest
    @MethodSource("tooLong")
    void whenAFileIsLongerThanTheLimitThenItIsGivenUpAtOnce(CallFault callFault) throws Exception {
        downloads.settings = new DownloadSettings(4, 0, 10_000, Duration.ofDays(7));
        downloads.generated("one");
        downloads.rig.simulator.onDownload(CallMatcher.always(), callFault);
        downloads.download();
        assertThat(clip().errorCode()).isEqualTo("too_large");
        assertThat(clip().errorMessage()).contains("reelbatch.download.max-size");
        assertThat(downloads.file(2)).doesNotExist();
        assertThat(downloads.rig.simulator.downloadCalls()).isEqualTo(1);
    }

    static Stream<Arguments> others() {
        return Stream.of(
                arguments("ETag", "\"other\"", true),
                arguments("ETag", "W/\"v\"", true),
                arguments("Last-Modified", "Sat, 28 Nov 2020 10:00:00 GMT", true),
                arguments("X-Nothing", "x", true));
    }

    /** The host sends the rest of another file, with another validator, an equal date, or none. */
    @ParameterizedTest
    @MethodSource("others")
    void whenTheRestIsOfAnotherFileThenItStartsOver(String header, String value, boolean tagFirst) throws Exception {
        downloads.generated("one");
        byte[] other = all(FTYP, Media.MOOV, box("mdat", noise(3001)));
        CallFault cut = exchange -> {
            Answer whole = Answer.of(200, new Body.Text("video/mp4", MP4))
                    .header("Last-Modified", "Sat, 28 Nov 2020 10:00:00 GMT");
            return tagFirst ? whole.header("ETag", "\"v\"") : whole;
        };
        CallFault rest = exchange -> {
            String range = exchange.call().header("Range");
            if (range == null) {
                return Answer.of(200, new Body.Text("video/mp4", other)).header(header, value);
            }
            int from = Integer.parseInt(range.replaceAll("\\D", ""));
            byte[] tail = Arrays.copyOfRange(other, from, other.length);
            return Answer.of(206, new Body.Text("video/mp4", tail))
                    .header("Content-Range", "bytes %d-%d/%d".formatted(from, other.length - 1, other.length))
                    .header(header, value);
        };
        downloads
                .rig
                .simulator
                .onDownload(CallMatcher.nth(1), CallFault.cutAfter(1000).then(cut))
                .onDownload(CallMatcher.always(), rest);
        downloads.download();
        assertThat(downloads.rig.states()).containsExactly(ClipState.DELIVERED);
        assertThat(Files.readAllBytes(downloads.file(2))).isEqualTo(other);
    }

    @Test
    void whenTheRestIsOfALongerFileThenItStartsOver() throws Exception {
        whenTheRestIsOfAnotherFileThenItStartsOver("ETag", "\"v\"", true);
    }

    @Test
    void whenThereIsOnlyADateThenItStartsOver() throws Exception {
        whenTheRestIsOfAnotherFileThenItStartsOver("Last-Modified", "Sat, 28 Nov 2020 10:00:00 GMT", false);
    }
}
