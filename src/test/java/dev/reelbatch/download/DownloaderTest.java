package dev.reelbatch.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelbatch.files.Sha256;
import dev.reelbatch.ledger.Clip;
import dev.reelbatch.ledger.ClipHistory;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.HistoryLine;
import dev.reelbatch.ledger.LedgerFixture;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.Video;
import dev.reelbatch.simulator.Answer;
import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import dev.reelbatch.stage.RestingClips;
import dev.reelbatch.stage.StopSignal;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
class DownloaderTest {

    private static final int BYTES = 300_000;

    private DownloadRig downloads;

    @BeforeEach
    void open(@TempDir Path out) {
        downloads = new DownloadRig(out);
    }

    @AfterEach
    void close() {
        downloads.close();
    }

    @Test
    void whenVideosAreThereThenEachBecomesAFile() throws Exception {
        downloads.generated("one", "two", "[two videos]");
        downloads.download();
        assertThat(downloads.rig.states()).containsOnly(ClipState.DELIVERED);
        assertThat(downloads.names())
                .containsExactly("0002-clip.mp4", "0003-clip.mp4", "0004-clip-2.mp4", "0004-clip.mp4");
        assertThat(downloads.rig.simulator.keySeenByVideoHost()).isFalse();
        assertThat(Files.size(downloads.file(2))).isEqualTo(BYTES);
    }

    static Stream<CallFault> troubles() {
        return Stream.of(
                CallFault.cutAfter(100_000),
                CallFault.cutAfter(0),
                CallFault.cutAfter(100_000).then(CallFault.withoutRanges()),
                CallFault.cutAfter(100_000).then(CallFault.changedETag()),
                CallFault.htmlPage(),
                CallFault.drop(),
                CallFault.answer(Answer.html(500, "oops")),
                CallFault.answer(Answer.html(429, "later").header("Retry-After", "7")),
                CallFault.answer(Answer.xml(403, "<Error>expired</Error>")),
                CallFault.answer(Answer.xml(410, "<Error>gone</Error>")));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void whenTheFirstTriesGoWrongThenTheFileIsWholeInTheEnd(CallFault callFault) throws Exception {
        downloads.generated("one");
        Clip clip = downloads.waiting().get(0);
        downloads.rig.simulator.onDownload(CallMatcher.first(2), callFault);
        downloads.download();
        assertDelivered(clip);
    }

    @Test
    void whenTheHostKnowsNoRangesThenItStartsOver() throws Exception {
        downloads.generated("one");
        Clip clip = downloads.waiting().get(0);
        downloads
                .rig
                .simulator
                .onDownload(CallMatcher.nth(1), CallFault.cutAfter(50_000))
                .onDownload(CallMatcher.always(), CallFault.withoutRanges());
        downloads.download();
        assertDelivered(clip);
    }

    @Test
    void whenTheVideoChangesBetweenTwoTriesThenItIsNotPutTogetherFromBoth() throws Exception {
        downloads.generated("one");
        Clip clip = downloads.waiting().get(0);
        downloads
                .rig
                .simulator
                .onDownload(CallMatcher.nth(1), CallFault.cutAfter(50_000))
                .onDownload(CallMatcher.always(), CallFault.changedETag());
        downloads.download();
        assertDelivered(clip);
    }

    @Test
    void whenItIsResumedThenOnlyTheRestIsRequested() throws Exception {
        downloads.generated("one");
        Clip clip = downloads.waiting().get(0);
        List<String> ranges = new CopyOnWriteArrayList<>();
        downloads
                .rig
                .simulator
                .onDownload(CallMatcher.nth(1), CallFault.cutAfter(50_000))
                .onDownload(CallMatcher.always(), exchange -> {
                    ranges.add(Objects.requireNonNullElse(exchange.call().header("Range"), "none"));
                    return exchange.process();
                });
        downloads.download();
        assertThat(ranges).hasSize(1).first().asString().matches("bytes=[1-9]\\d*-");
        assertDelivered(clip);
    }

    @Test
    void whenTheHostRedirectsToAnotherThenItIsFollowedWithoutTheKey() throws Exception {
        downloads.generated("one");
        Clip clip = downloads.waiting().get(0);
        URI there = URI.create(downloads.video(clip.id(), 1).url().replace("localhost", "127.0.0.1"));
        downloads.rig.simulator.onDownload(CallMatcher.nth(1), CallFault.redirectTo(there));
        downloads.download();
        assertDelivered(clip);
        assertThat(downloads.rig.simulator.keySeenByVideoHost()).isFalse();
    }

    @Test
    void whenTheVideoNeverComesThenItIsUndeliveredAndALaterTryFetchesIt() throws Exception {
        downloads.generated("one");
        Clip clip = downloads.waiting().get(0);
        downloads.rig.simulator.onDownload(CallMatcher.always(), CallFault.answer(Answer.html(500, "oops")));
        downloads.download();
        assertThat(downloads.rig.states()).containsExactly(ClipState.UNDELIVERED);
        assertThat(downloads.rig.simulator.downloadCalls()).isEqualTo(5);
        downloads.rig.simulator.clearFaults();
        downloads.rig.ledger.downloads.fetchAgain("modelverse", clip.runId(), Instant.EPOCH);
        downloads.download();
        assertDelivered(clip);
        assertThat(downloads.rig.simulator.acceptedCount()).isEqualTo(1);
    }

    @Test
    void whenTheTaskHasNoVideoThenItIsUndelivered() throws Exception {
        downloads.generated("[no videos]");
        downloads.download();
        assertThat(downloads.rig.states()).containsExactly(ClipState.UNDELIVERED);
    }

    @Test
    void whenSomebodysFileHasTheNameThenItStaysAndTheVideoGetsAnother() throws Exception {
        downloads.generated("one");
        Clip clip = downloads.waiting().get(0);
        Files.createDirectories(downloads.videosFolder());
        Files.writeString(downloads.file(2), "mine");
        downloads.download();
        assertDelivered(clip);
        assertThat(downloads.file(2)).hasContent("mine");
        assertThat(downloads.files()).hasSize(2).anyMatch(name -> name.matches("0002-clip-[0-9a-f]{8}\\.mp4"));
    }

    @Test
    void whenManyClipsWishForOneNameThenEachGetsItsOwnVideo() throws Exception {
        downloads.generated("one", "two", "three", "four", "five", "six");
        String stem = downloads.videosFolder().resolve("intro").toString();
        downloads
                .rig
                .ledger
                .jdbc
                .sql("update clip set file_stem = ?")
                .param(stem)
                .update();
        List<Clip> clips = downloads.waiting();
        downloads.download();
        for (Clip clip : clips) {
            assertDelivered(clip);
        }
        assertThat(downloads.names()).hasSize(6);
    }

    @Test
    void whenTheFolderCannotBeWrittenThenAllStopsAndTheClipWaits() throws Exception {
        downloads.generated("one");
        Files.writeString(downloads.videosFolder(), "a file where the folder should be");
        downloads.download();
        assertThat(downloads.rig.stoppedBy()).isEqualTo(StopSignal.Kind.DISK);
        assertThat(downloads.rig.states()).containsExactly(ClipState.GENERATED);
        assertThat(downloads.rig.simulator.downloadCalls()).isEqualTo(1);
    }

    @Test
    void whenTheFolderOfAnEarlierRunIsGoneThenTheOthersAreFetchedAllTheSame(@TempDir Path other) throws Exception {
        downloads.generated("one", "two");
        Path gone = Files.writeString(other.resolve("gone"), "a disk that is not there any more");
        downloads
                .rig
                .ledger
                .jdbc
                .sql("update clip set file_stem = ? where id = 1")
                .param(gone.resolve("videos/0002-clip").toString())
                .update();
        downloads.download();
        assertThat(downloads.rig.states()).containsExactly(ClipState.UNDELIVERED, ClipState.DELIVERED);

        Files.delete(gone);
        downloads.rig.ledger.downloads.fetchAgain(LedgerFixture.API, 1, Instant.EPOCH);
        downloads.download();
        assertThat(gone.resolve("videos/0002-clip.mp4")).exists();
    }

    @Test
    void whenTheLedgerRefusesADeliveryThenTheStepFails() {
        downloads.generated("one");
        downloads.rig.simulator.onDownload(CallMatcher.always(), exchange -> {
            downloads.rig.ledger.jdbc.sql("update clip set state = 'FAILED'").update();
            return exchange.process();
        });
        assertThatThrownBy(downloads::download).hasMessageContaining("no longer GENERATED");
        assertThat(downloads.rig.stoppedBy()).isEqualTo(StopSignal.Kind.DEFECT);
    }

    private void assertDelivered(Clip clip) throws Exception {
        Video video = downloads.video(clip.id(), 1);
        assertThat(video.delivered()).isTrue();
        Path file = Objects.requireNonNull(video.file());
        assertThat(Files.size(file)).isEqualTo(BYTES);
        assertThat(Sha256.of(file)).isEqualTo(video.sha256());
        assertThat(downloads.names()).as("no part is left").noneMatch(name -> name.startsWith("."));
        downloads.rig.simulator.clearFaults();
        try (InputStream now = URI.create(video.url()).toURL().openStream()) {
            assertThat(Files.readAllBytes(file)).isEqualTo(now.readAllBytes());
        }
    }

    @Test
    void whenTheFreshAnswerNamesMoreVideosThenTheseAreFetchedToo() throws Exception {
        downloads.generated("[two videos]");
        downloads.rig.ledger.jdbc.sql("delete from video where number = 2").update();
        downloads.rig.simulator.onDownload(
                CallMatcher.first(1), CallFault.answer(Answer.xml(403, "<Error>expired</Error>")));
        downloads.download();
        assertThat(downloads.rig.states()).containsOnly(ClipState.DELIVERED);
        assertThat(downloads.names()).containsExactly("0002-clip-2.mp4", "0002-clip.mp4");
    }

    @Test
    void whenAHostAsksToWaitThenItsClipHoldsNoPlaceMeanwhile() throws Exception {
        downloads.settings = new DownloadSettings(1, 0, 1 << 30, Duration.ofDays(7));
        downloads.generated("one", "two", "three");
        long first = downloads.waiting().get(0).id();
        String path = URI.create(downloads.video(first, 1).url()).getPath();
        List<String> asked = new CopyOnWriteArrayList<>();
        downloads.rig.simulator.onDownload(CallMatcher.always(), exchange -> {
            boolean again = asked.contains(path);
            asked.add(exchange.call().path());
            return exchange.call().path().equals(path) && !again
                    ? Answer.html(503, "later").header("Retry-After", "60")
                    : exchange.process();
        });
        downloads.download();
        assertThat(downloads.rig.states()).containsOnly(ClipState.DELIVERED);
        assertThat(asked).hasSize(4).startsWith(path).endsWith(path);
    }

    @Test
    void whenADownloadTricklesThenItIsBrokenOffAndResumed() throws Exception {
        downloads.settings = new DownloadSettings(1, 1024, 1 << 30, Duration.ofDays(7));
        downloads.generated("one");
        Clip clip = downloads.waiting().get(0);
        downloads.rig.simulator.onDownload(CallMatcher.nth(1), CallFault.trickle(Duration.ofSeconds(2)));
        downloads.download();
        assertThat(downloads.rig.simulator.downloadCalls()).isEqualTo(2);
        assertDelivered(clip);
    }

    @Test
    void whenWhatARunWaitsForIsThereThenItComesBeforeTheRest() throws Exception {
        downloads.settings = new DownloadSettings(1, 0, 1 << 30, Duration.ofDays(7));
        downloads.generated("one", "two");
        Run wanted = downloads.generated("three");
        downloads.runs = Set.of(wanted.id());
        downloads.download();
        assertThat(downloads.rig.states()).containsOnly(ClipState.DELIVERED);
        List<Instant> at = downloads
                .rig
                .ledger
                .jdbc
                .sql("select changed_at from clip order by id")
                .query((rs, n) -> rs.getTimestamp(1).toInstant())
                .list();
        assertThat(at.get(2)).isBeforeOrEqualTo(at.get(0)).isBeforeOrEqualTo(at.get(1));
    }

    @Test
    void whenAnEarlierRunGaveAVideoUpThenItIsTriedOnceAndStaysSoUnlessThatGoesWell() throws Exception {
        Run dead = downloads.generated("one");
        downloads.rig.simulator.onDownload(CallMatcher.always(), CallFault.answer(Answer.html(500, "oops")));
        downloads.runs = Set.of(dead.id());
        downloads.download();
        Clip clip = downloads.rig.ledger.clip(dead, 2);
        assertThat(clip.state()).isEqualTo(ClipState.UNDELIVERED);

        downloads.runs = Set.of(downloads.generated("two").id());
        int calls = downloads.rig.simulator.downloadCalls();
        downloads.rig.simulator.clearFaults();
        String path = URI.create(downloads.video(clip.id(), 1).url()).getPath();
        downloads.rig.simulator.onDownload(
                CallMatcher.always(),
                exchange -> exchange.call().path().equals(path) ? Answer.html(500, "oops") : exchange.process());
        downloads.download();
        assertThat(downloads.rig.states()).containsExactly(ClipState.UNDELIVERED, ClipState.DELIVERED);
        assertThat(downloads.rig.simulator.downloadCalls() - calls).isEqualTo(2);

        downloads.rig.simulator.clearFaults();
        downloads.download();
        assertThat(downloads.rig.states()).containsOnly(ClipState.DELIVERED);
    }

    @Test
    void whenAVideoWasGivenUpLongAgoThenItRests() throws Exception {
        downloads.generated("one");
        downloads.rig.simulator.onDownload(CallMatcher.always(), CallFault.answer(Answer.html(500, "oops")));
        downloads.settings = new DownloadSettings(1, 0, 1 << 30, Duration.ofMillis(1));
        downloads.download();
        int calls = downloads.rig.simulator.downloadCalls();
        downloads.rig.simulator.clearFaults();
        downloads.download();
        assertThat(downloads.rig.simulator.downloadCalls()).isEqualTo(calls);
        assertThat(downloads
                        .rig
                        .ledger
                        .jdbc
                        .sql("select error_code from clip")
                        .query(String.class)
                        .single())
                .isEqualTo(RestingClips.CODE);
    }

    @Test
    void whenATryBreaksOffThenItAndTheNextOneAreInTheHistory() throws Exception {
        downloads.generated("one");
        Clip clip = downloads.waiting().get(0);
        downloads.rig.simulator.onDownload(CallMatcher.first(1), CallFault.cutAfter(100_000));
        downloads.download();
        LedgerFixture ledger = downloads.rig.ledger;
        List<HistoryLine> tries = new ClipHistory(ledger.jdbc, ledger.journal).of(clip.id());
        assertThat(tries)
                .extracting(HistoryLine::kind)
                .containsExactly(HistoryLine.Kind.NOT_FETCHED, HistoryLine.Kind.FETCHED);
        assertThat(tries.get(0).said()).contains("broke off");
        assertThat(tries.get(0).host()).isEqualTo("localhost");
        assertThat(tries.get(0).bytes()).isEqualTo(100_000);
        assertThat(tries.get(1).said()).isNull();
        assertThat(tries.get(1).bytes()).isEqualTo(BYTES - 100_000); // it is resumed
    }
}
