package dev.reelbatch.download;

import dev.reelbatch.api.StatusAnswer;
import dev.reelbatch.api.TasksClient;
import dev.reelbatch.api.VideoClient;
import dev.reelbatch.ledger.Clip;
import dev.reelbatch.ledger.ClipError;
import dev.reelbatch.ledger.DownloadLedger;
import dev.reelbatch.ledger.Video;
import dev.reelbatch.ledger.VideoFile;
import dev.reelbatch.stage.ApiSilence;
import dev.reelbatch.stage.RestingClips;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.stage.StopSignal.Cause;
import dev.reelbatch.stage.StopSignal.Kind;
import dev.reelbatch.text.Text;
import dev.reelbatch.time.Time;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An attempt to download all videos of a clip. It never waits: the caller tries again later. */
public final class ClipDownload {

    private static final Logger log = LoggerFactory.getLogger(ClipDownload.class);

    private final VideoClient videoClient;
    private final TasksClient tasksClient;
    private final VideoDownload download;
    private final FetchHistory history;
    private final DownloadLedger ledger;
    private final DownloadSettings settings;
    private final Predicate<Path> isInUse;
    private final ApiSilence apiSilence;
    private final BooleanSupplier over;
    private final StopSignal stop;
    private final Time time;

    /**
     * @param tasksClient gives fresh URLs
     * @param isInUse whether a folder belongs to a running run, which can't do without it
     * @param over true once no run waits for downloads any more
     */
    public ClipDownload(
            VideoClient videoClient,
            TasksClient tasksClient,
            DownloadLedger ledger,
            DownloadSettings settings,
            Predicate<Path> isInUse,
            ApiSilence apiSilence,
            BooleanSupplier over,
            StopSignal stop,
            Time time) {
        this.videoClient = videoClient;
        this.tasksClient = tasksClient;
        this.download = new VideoDownload(videoClient, ledger);
        this.history = new FetchHistory(ledger, time);
        this.ledger = ledger;
        this.settings = settings;
        this.isInUse = isInUse;
        this.apiSilence = apiSilence;
        this.over = over;
        this.stop = stop;
        this.time = time;
    }

    /** Returns whether downloads in progress are to be left as they are. */
    boolean isEnding() {
        return stop.isStopped() || over.getAsBoolean();
    }

    /** Cuts off the downloads in progress; they are resumed at the next start. */
    void abort() {
        videoClient.abortOpenCalls();
        tasksClient.abortOpenCalls();
    }

    /** Returns whether the clip is finished; if not, it is to be tried again after {@link PendingClip#nextWait}. */
    boolean attempt(PendingClip pending) {
        Clip clip = pending.clip();
        pending.attempt();
        try {
            List<Video> videos = fetchAll(pending);
            if (isEnding()) {
                return true;
            } else if (videos.stream().anyMatch(pending::isOpen) || (videos.isEmpty() && !pending.wasReached())) {
                return false;
            }
            finish(pending, videos);
        } catch (IOException e) {
            log.error("Can't write the video of clip {}", clip.id(), e);
            cannotWrite(pending, reason(e));
        }
        return true;
    }

    private void finish(PendingClip pending, List<Video> videos) {
        Clip clip = pending.clip();
        if (videos.stream().anyMatch(video -> pending.has(video) && isVideo(video))) {
            ledger.delivered(clip, pending.notes());
            return;
        }
        ClipError clipError = atRest(clip, why(pending, videos));
        log.warn("Clip {} can't be fetched: {}", clip.id(), clipError.message());
        undelivered(pending, clipError);
    }

    private static boolean isVideo(Video video) {
        return video.file() != null && VideoFile.isVideo(video.file());
    }

    private static ClipError why(PendingClip pending, List<Video> videos) {
        ClipError clipError = pending.firstFault();
        if (clipError != null) {
            return clipError;
        }
        return videos.stream()
                .map(Video::file)
                .filter(Objects::nonNull)
                .findFirst()
                .map(file -> new ClipError(
                        null,
                        "not_a_video",
                        Text.of(
                                "The download is %s, not a video; it is kept as %s",
                                FileKind.ofName(file).nameWithArticle(), file.getFileName())))
                .orElseGet(() -> new ClipError(
                        null, "no_url", Text.of("The task succeeded, but the API gave no address of a video")));
    }

    private ClipError atRest(Clip clip, ClipError clipError) {
        Instant submitted = clip.submittedAt(); // not since it was generated, which only the API tells
        boolean forGood =
                submitted != null && Duration.between(submitted, time.now()).compareTo(settings.restAfter()) >= 0;
        return forGood
                ? new ClipError(
                        null, RestingClips.CODE, RestingClips.ofVideo(settings.restAfter(), clipError.message()))
                : clipError;
    }

    private void undelivered(PendingClip pending, ClipError clipError) {
        if (!pending.wasGivenUp()) {
            ledger.undelivered(pending.clip(), clipError);
        }
    }

    /** Records that a file can't be written; the missing folder of an earlier run stops no other runs. */
    private void cannotWrite(PendingClip pending, String why) {
        Path folder = stem(pending.clip()).getParent();
        if (isInUse.test(folder)) {
            stop.stopAll(new Cause(
                    Kind.DISK,
                    Text.of(
                            "Can't write videos to %s: %s. Free some space or make the folder writable, "
                                    + "then run the same command to resume; nothing you paid for is lost.",
                            folder, why)));
        } else if (!isEnding()) {
            undelivered(
                    pending,
                    new ClipError(
                            null,
                            "folder_not_writable",
                            Text.of(
                                    "%s can't be written (%s); run the same command to fetch it, free of charge",
                                    folder, why)));
        }
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    private static Path stem(Clip clip) {
        return Path.of(Objects.requireNonNull(clip.fileStem(), "a submitted clip has a file stem"));
    }

    /** Returns the videos of all known addresses after fetching them. */
    private List<Video> fetchAll(PendingClip pending) throws IOException {
        Clip clip = pending.clip();
        List<Video> videos = ledger.videos(clip.id());
        if (videos.isEmpty()) { // the task succeeded without naming an address
            if (!askForUrls(pending)) {
                return videos;
            }
            videos = ledger.videos(clip.id());
        }
        for (int i = 0; i < videos.size() && !isEnding(); i++) {
            if (pending.isOpen(videos.get(i))) {
                fetch(pending, videos.get(i));
                videos = ledger.videos(clip.id()); // an answer with fresh addresses may have named more
            }
            Video video = videos.get(i);
            if (!video.delivered()
                    && pending.has(video)
                    && i + 1 < videos.size()) { // the last one is recorded together with the clip
                ledger.fileIsThere(video);
            }
        }
        return videos;
    }

    private void fetch(PendingClip pending, Video video) throws IOException {
        Clip clip = pending.clip();
        DownloadGuard guard = new DownloadGuard(settings, this::isEnding, time);
        Instant began = time.now();
        VideoDownload.Result result = download.fetch(video, stem(clip), guard);
        history.add(video, began, result, guard.received());
        if (isEnding() && !(result instanceof VideoDownload.Result.Done)) {
            return; // cut off, which does not count as a failure
        }
        if (result instanceof VideoDownload.Result.Done done) {
            pending.fetched(video.number(), done.note());
        } else if (result instanceof VideoDownload.Result.Hopeless no) {
            pending.giveUp(video.number(), new ClipError(null, no.code(), no.message()));
        } else if (result instanceof VideoDownload.Result.UrlExpired no) {
            boolean reached = askForUrls(pending);
            pending.failed(video.number(), new ClipError(null, no.code(), no.message()), reached, null);
        } else if (result instanceof VideoDownload.Result.TryAgain no) {
            pending.failed(video.number(), new ClipError(null, no.code(), no.message()), true, no.after());
        }
        log.info("Clip {} video {}: {}", clip.id(), video.number(), result);
    }

    /** Returns whether the API could be reached; if not, the network is down, and {@code --patience} decides. */
    private boolean askForUrls(PendingClip pending) {
        Clip clip = pending.clip();
        StatusAnswer answer = tasksClient.status(Objects.requireNonNull(clip.taskId()));
        if (answer instanceof StatusAnswer.Succeeded success && !success.urls().isEmpty()) {
            ledger.freshUrls(clip.id(), success.urls());
        }
        if (answer instanceof StatusAnswer.Unanswered none && !none.reached()) {
            apiSilence.unanswered(none.error().message());
            apiSilence.check();
            pending.failed(new ClipError(null, none.error().code(), none.error().message()));
            return false;
        }
        apiSilence.answered();
        return true;
    }
}
