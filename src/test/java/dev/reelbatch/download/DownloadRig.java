package dev.reelbatch.download;

import dev.reelbatch.api.Proxies;
import dev.reelbatch.api.StatusAnswer;
import dev.reelbatch.api.SubmitAnswer;
import dev.reelbatch.api.VideoClient;
import dev.reelbatch.api.VideoSettings;
import dev.reelbatch.ledger.Clip;
import dev.reelbatch.ledger.DownloadLedger;
import dev.reelbatch.ledger.LedgerFixture;
import dev.reelbatch.ledger.OpenSubmission;
import dev.reelbatch.ledger.OpenTask;
import dev.reelbatch.ledger.QueuedClip;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.SpendingLimits;
import dev.reelbatch.ledger.SubmitLedger;
import dev.reelbatch.ledger.Video;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.stage.ApiSilence;
import dev.reelbatch.stage.StageRig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Turns rows into GENERATED clips without the earlier steps, and runs a downloader. */
final class DownloadRig implements AutoCloseable {

    final StageRig rig;
    Set<Long> runs = Set.of();
    DownloadSettings settings = new DownloadSettings(4, 1024, 1 << 30, Duration.ofDays(7));
    private final VideoClient videos;

    DownloadRig(Path out) {
        this(new StageRig(out, StageRig.QUICK.videoBytes(300_000)));
    }

    DownloadRig(StageRig rig) {
        this.rig = rig;
        this.videos = new VideoClient(
                new VideoSettings(Duration.ofSeconds(2), Duration.ofSeconds(20), 8), Proxies.NONE, rig.time);
    }

    Path videosFolder() {
        return rig.out.resolve("videos");
    }

    Path file(int row) {
        return videosFolder().resolve("%04d-clip.mp4".formatted(row));
    }

    /** Creates tasks of the simulator that have succeeded, in the ledger with their URLs. */
    Run generated(String... prompts) {
        rig.ledger.time.setWallClock(rig.time.now()); // otherwise the clips would be months old at once
        Run run = rig.run(prompts);
        for (QueuedClip clip : rig.ledger.queued(run)) {
            OpenSubmission open = ((SubmitLedger.Begin.Begun) rig.ledger.submits.begin(
                            clip, run.id(), Wish.NONE, videosFolder(), SpendingLimits.NONE, null))
                    .submission();
            SubmitAnswer.Accepted yes =
                    (SubmitAnswer.Accepted) rig.api.submit(clip.clip().request(), () -> {});
            rig.ledger.submits.accepted(open, yes.taskId(), yes.requestId());
        }
        for (OpenTask task : rig.ledger.polls.open(LedgerFixture.API)) {
            StatusAnswer.Succeeded success = (StatusAnswer.Succeeded) Awaitility.await()
                    .until(() -> rig.api.status(task.taskId()), StatusAnswer.Succeeded.class::isInstance);
            rig.ledger.polls.generated(task, success.urls(), null);
        }
        return run;
    }

    void download() throws InterruptedException {
        AtomicReference<Downloader> self = new AtomicReference<>(); // ends when nothing is left to fetch
        ClipDownload clipDownload = new ClipDownload(
                videos,
                rig.api,
                rig.ledger.downloads,
                settings,
                folder -> folder.startsWith(rig.out),
                new ApiSilence(Duration.ofMinutes(15), rig.stop, rig.time),
                () -> Objects.requireNonNull(self.get()).isIdle(),
                rig.stop,
                rig.time);
        Downloader downloader = new Downloader(
                LedgerFixture.API, clipDownload, rig.ledger.downloads, settings, () -> runs, rig.stop, rig.time);
        self.set(downloader);
        rig.ledger.journal.listen(downloader);
        downloader.run();
    }

    List<Clip> waiting() {
        return rig.ledger.downloads.generated(LedgerFixture.API, Set.of(), 1000).stream()
                .map(DownloadLedger.Waiting::clip)
                .toList();
    }

    Video video(long clip, int number) {
        return rig.ledger.downloads.videos(clip).get(number - 1);
    }

    /** Returns the names of all files that are not hidden. */
    List<String> files() throws IOException {
        return names().stream().filter(name -> !name.startsWith(".")).toList();
    }

    List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(videosFolder())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Override
    public void close() {
        videos.close();
        rig.close();
    }
}
