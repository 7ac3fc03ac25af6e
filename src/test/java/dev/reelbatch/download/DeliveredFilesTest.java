package dev.reelbatch.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.LedgerFixture;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.Video;
import dev.reelbatch.ledger.VideoFile;
import dev.reelbatch.simulator.Answer;
import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DeliveredFilesTest {

    private DownloadRig downloads;
    private DeliveredFiles delivered;
    private Run run;

    @BeforeEach
    void open(@TempDir Path out) throws Exception {
        downloads = new DownloadRig(out);
        run = downloads.generated("one", "two");
        downloads.download();
        delivered = new DeliveredFiles(downloads.rig.ledger.downloads.files());
    }

    @AfterEach
    void close() {
        downloads.close();
    }

    @Test
    void whenAFileHasVanishedThenItIsFetchedAgainFreeOfCharge() throws Exception {
        Files.delete(downloads.file(2));
        assertThat(delivered.vanished(run)).hasSize(1);
        assertThat(delivered.fetchVanishedAgain(run)).isEqualTo(1);
        assertThat(downloads.rig.states()).containsExactly(ClipState.GENERATED, ClipState.DELIVERED);
        downloads.download();
        assertThat(downloads.rig.states()).containsOnly(ClipState.DELIVERED);
        assertThat(downloads.file(2)).exists();
        assertThat(downloads.rig.simulator.acceptedCount()).isEqualTo(2);
    }

    @Test
    void whenAllFilesAreThereThenNothingIsFetched() {
        assertThat(delivered.fetchVanishedAgain(run)).isZero();
        assertThat(downloads.rig.states()).containsOnly(ClipState.DELIVERED);
    }

    @Test
    void whenTheRunHasAnotherOutThenItsFilesAreLinkedThere(@TempDir Path elsewhere) throws Exception {
        Run moved = movedTo(elsewhere);
        delivered.linkFromElsewhere(moved);
        delivered.linkFromElsewhere(moved);
        assertThat(elsewhere.resolve("videos/0002-clip.mp4")).hasSameBinaryContentAs(downloads.file(2));
        Files.delete(downloads.file(2));
        assertThat(delivered.vanished(moved)).as("the link is as good").isEmpty();
    }

    @Test
    void whenAFileIsInTheWayThenItIsNotReplacedByALink(@TempDir Path elsewhere) throws Exception {
        downloads
                .rig
                .ledger
                .jdbc
                .sql("update run set out_dir = ?")
                .param(elsewhere.toString())
                .update();
        Files.createDirectories(elsewhere.resolve("videos"));
        Files.writeString(elsewhere.resolve("videos/0002-clip.mp4"), "mine");
        delivered.linkFromElsewhere(downloads.rig.ledger.runs.run(run.id()));
        assertThat(elsewhere.resolve("videos/0002-clip.mp4")).hasContent("mine");
    }

    @Test
    void whenFilesAreBackThatHadVanishedThenTheyAreDeliveredThoughTheirAddressesAreGone(@TempDir Path away)
            throws Exception {
        Files.move(downloads.videosFolder(), away.resolve("videos")); // for example a disk that is not mounted
        downloads.rig.simulator.onDownload(
                CallMatcher.always(), CallFault.answer(Answer.xml(403, "<Error>expired</Error>")));
        assertThat(delivered.fetchVanishedAgain(run)).isEqualTo(2);
        downloads.download();
        assertThat(downloads.rig.states()).containsOnly(ClipState.UNDELIVERED);

        Files.deleteIfExists(downloads.videosFolder());
        Files.move(away.resolve("videos"), downloads.videosFolder());
        downloads.rig.ledger.downloads.fetchAgain(LedgerFixture.API, run.id(), Instant.EPOCH);
        downloads.download();
        assertThat(downloads.rig.states()).containsOnly(ClipState.DELIVERED);
        assertThat(downloads.names()).containsExactly("0002-clip.mp4", "0003-clip.mp4");
    }

    @Test
    void whenAnotherVideoOfTheSameLengthIsInTheWayThenItIsNotTakenForTheClips(@TempDir Path elsewhere)
            throws Exception {
        Run moved = movedTo(elsewhere);
        Path theirs = elsewhere.resolve("videos/0002-clip.mp4");
        Files.createDirectories(theirs.getParent());
        Files.write(theirs, new byte[(int) Files.size(downloads.file(2))]);
        Files.setLastModifiedTime(theirs, Files.getLastModifiedTime(downloads.file(2))); // made in the same second
        Video video = downloads.video(1, 1);
        assertThat(VideoFile.in(elsewhere, "0002-clip", video, downloads.file(2), downloads.rig.ledger.reports::holds))
                .isEqualTo(downloads.file(2));
        Files.delete(downloads.file(2));
        assertThat(delivered.vanished(moved)).hasSize(1);
    }

    @Test
    void whenACopyOfItIsThereThenItIsShownAndReadOnce(@TempDir Path elsewhere) throws Exception {
        Path copy = elsewhere.resolve("videos/0002-clip.mp4");
        Files.createDirectories(copy.getParent());
        Files.copy(downloads.file(2), copy);
        Video video = downloads.video(1, 1);
        List<Path> read = new ArrayList<>();
        BiPredicate<Path, String> holds = (file, sha256) -> {
            read.add(file);
            return downloads.rig.ledger.reports.holds(file, sha256);
        };
        assertThat(VideoFile.in(elsewhere, "0002-clip", video, downloads.file(2), holds))
                .isEqualTo(copy);
        FileTime time = Files.getLastModifiedTime(copy);
        Files.write(copy, new byte[(int) Files.size(copy)]);
        Files.setLastModifiedTime(copy, time);
        assertThat(VideoFile.in(elsewhere, "0002-clip", video, downloads.file(2), holds))
                .as("known by its length and its time")
                .isEqualTo(copy);
        Files.setLastModifiedTime(copy, FileTime.from(Instant.parse("2026-04-01T00:00:00Z")));
        assertThat(VideoFile.in(elsewhere, "0002-clip", video, downloads.file(2), holds))
                .isEqualTo(downloads.file(2));
        Files.delete(copy);
        Files.createLink(copy, downloads.file(2));
        read.clear();
        assertThat(VideoFile.in(elsewhere, "0002-clip", video, downloads.file(2), holds))
                .isEqualTo(copy);
        assertThat(read).as("two names of one file").isEmpty();
    }

    @Test
    void whenAnotherVideoOfTheSameLengthHasTakenItsPlaceThenItIsFetchedAgain() throws Exception {
        FileTime made = Files.getLastModifiedTime(downloads.file(2));
        Files.write(downloads.file(2), new byte[(int) Files.size(downloads.file(2))]);
        Files.setLastModifiedTime(
                downloads.file(2), FileTime.from(made.toInstant().plusMillis(3)));
        assertThat(delivered.vanished(run)).hasSize(1);
        assertThat(delivered.vanished(run)).as("also when asked again").hasSize(1);
        assertThat(delivered.fetchVanishedAgain(run)).isEqualTo(1);
        downloads.download();
        assertThat(delivered.vanished(run)).isEmpty();
        assertThat(downloads.names()).hasSize(3);
    }

    @Test
    void whenAFileWasOnlyTouchedOrCopiedBackThenItIsStillTheVideo() throws Exception {
        Files.setLastModifiedTime(downloads.file(2), FileTime.from(Instant.parse("2026-04-01T00:00:00Z")));
        assertThat(delivered.vanished(run)).isEmpty();
    }

    private Run movedTo(Path out) {
        downloads
                .rig
                .ledger
                .jdbc
                .sql("update run set out_dir = ?")
                .param(out.toString())
                .update();
        return downloads.rig.ledger.runs.run(run.id());
    }
}
