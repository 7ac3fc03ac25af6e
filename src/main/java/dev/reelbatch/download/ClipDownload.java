package dev.reelbatch.download;

import dev.reelbatch.api.StatusAnswer;
import dev.reelbatch.ledger.Clip;
import dev.reelbatch.ledger.DownloadLedger;
import dev.reelbatch.ledger.Fault;
import dev.reelbatch.ledger.Video;
import dev.reelbatch.pump.StopSignal;
import dev.reelbatch.pump.StopSignal.Cause;
import dev.reelbatch.pump.StopSignal.Kind;
import dev.reelbatch.text.Text;
import dev.reelbatch.time.Time;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings all videos of a GENERATED clip to the disk, with fresh URLs and further tries where needed. */
final class ClipDownload {

    private static final Logger log = LoggerFactory.getLogger(ClipDownload.class);
    private static final int TRIES = 5;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(16);
    private static final Duration GLANCE = Duration.ofMillis(200);

    private final VideoDownload download;
    private final DownloadCollaborators with;
    private final DownloadLedger ledger;
    private final StopSignal stop;
    private final Time time;

    ClipDownload(DownloadCollaborators with) {
        this.with = with;
        this.ledger = with.ledger();
        this.stop = with.stop();
        this.time = with.time();
        this.download = new VideoDownload(with.videos(), ledger, stop);
    }

    /** Returns when the clip is DELIVERED or UNDELIVERED, or when all is stopped. */
    void deliver(Clip clip) {
        try {
            Fault fault = fetchAll(clip);
            if (fault == null) {
                ledger.delivered(clip);
            } else if (!stop.isStopped()) {
                log.warn("Clip {} can't be fetched: {}", clip.id(), fault.message());
                ledger.undelivered(clip, fault);
            }
        } catch (IOException e) {
            log.error("Can't write the video of clip {}", clip.id(), e);
            cannotWrite(clip, reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What an earlier run left in a folder that is gone by now is no reason to end others. */
    private void cannotWrite(Clip clip, String why) {
        Path folder = Path.of(Objects.requireNonNull(clip.fileStem())).getParent();
        if (with.isInUse().test(folder)) {
            stop.stopAll(new Cause(
                    Kind.DISK,
                    Text.of(
                            "Can't write videos to %s: %s. Make room or make it writable, then run again to go on; nothing that was paid for is lost.",
                            folder, why)));
        } else if (!stop.isStopped()) {
            ledger.undelivered(
                    clip,
                    new Fault(
                            null,
                            "folder_not_writable",
                            Text.of("%s can't be written (%s); run again to fetch it, free of charge", folder, why)));
        }
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    /** Null when every video is on the disk. */
    private @Nullable Fault fetchAll(Clip clip) throws IOException, InterruptedException {
        if (ledger.videos(clip.id()).isEmpty()) {
            askForUrls(clip); // the task succeeded and named no address
        }
        List<Video> videos = ledger.videos(clip.id());
        if (videos.isEmpty()) {
            return new Fault(null, "no_url", Text.of("The task succeeded, but the API names no address of a video"));
        }
        for (int i = 0; i < videos.size(); i++) {
            Video video = videos.get(i);
            Fault fault = video.delivered() ? null : fetch(clip, video.number());
            if (fault != null) {
                return fault;
            }
            videos = ledger.videos(clip.id()); // an answer with fresh addresses may have named more
            if (video.number() < videos.size()) { // the last one with the clip
                ledger.fileIsThere(video);
            }
        }
        return null;
    }

    private @Nullable Fault fetch(Clip clip, int number) throws IOException, InterruptedException {
        Path stem = Path.of(Objects.requireNonNull(clip.fileStem(), "a submitted clip has a file stem"));
        Duration wait = FIRST_WAIT;
        Fault last = new Fault(null, "stopped", Text.of("Stopped before it was fetched"));
        int tries = 0;
        while (tries < TRIES && !stop.isStopped()) {
            boolean reached = true;
            VideoDownload.Result result = download.fetch(current(clip, number), stem);
            if (result instanceof VideoDownload.Result.Done) {
                return null;
            } else if (result instanceof VideoDownload.Result.UrlExpired expired) {
                last = new Fault(null, expired.code(), expired.message());
                reached = askForUrls(clip);
            }
            Duration asked = Duration.ZERO;
            if (result instanceof VideoDownload.Result.TryAgain again) {
                last = new Fault(null, again.code(), again.message());
                asked = again.after() == null ? asked : again.after();
            }
            log.info("Clip {} video {}, try {}: {}", clip.id(), number, tries + 1, last.message());
            if (reached) { // or the network is down, which is not this video's fault and up to the patience
                tries++;
            }
            pause(tries == TRIES ? Duration.ZERO : asked.compareTo(wait) > 0 ? asked : wait);
            wait = wait.compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : wait;
        }
        return last;
    }

    private Video current(Clip clip, int number) {
        return ledger.videos(clip.id()).get(number - 1);
    }

    /** Whether the API could be reached at all. */
    private boolean askForUrls(Clip clip) {
        StatusAnswer answer = with.api().status(Objects.requireNonNull(clip.taskId()));
        if (answer instanceof StatusAnswer.Succeeded success && !success.urls().isEmpty()) {
            ledger.freshUrls(clip.id(), success.urls());
        }
        if (answer instanceof StatusAnswer.Unanswered none && !none.reached()) {
            with.patience().unanswered(none.error().message());
            with.patience().check();
            return false;
        }
        with.patience().answered();
        return true;
    }

    private void pause(Duration duration) throws InterruptedException {
        long start = time.nanos();
        while (!stop.isStopped() && time.since(start).compareTo(duration) < 0) {
            time.sleep(GLANCE);
        }
    }
}
