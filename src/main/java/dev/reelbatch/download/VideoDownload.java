package dev.reelbatch.download;

import dev.reelbatch.api.ApiError;
import dev.reelbatch.api.Fetch;
import dev.reelbatch.api.NetworkWords;
import dev.reelbatch.api.VideoClient;
import dev.reelbatch.fault.FaultPoint;
import dev.reelbatch.ledger.DownloadLedger;
import dev.reelbatch.ledger.Video;
import dev.reelbatch.ledger.VideoFile;
import dev.reelbatch.pump.StopSignal;
import dev.reelbatch.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One try at one video: fetched into a part file, checked, its hash recorded, renamed.
 *
 * <p>The hash is recorded before the file gets its name, so that after a crash between the two the
 * file is known as this clip's and neither fetched again nor taken for somebody else's.
 */
final class VideoDownload {

    /** How the try ended. */
    sealed interface Result {
        /** The file has its name. */
        record Done() implements Result {}

        /** The URL is no good: ask the status for a fresh one. */
        record UrlExpired(String code, String message) implements Result {}

        /** Worth another try with the same URL. */
        record TryAgain(@Nullable Duration after, String code, String message) implements Result {}
    }

    private final VideoClient client;
    private final DownloadLedger ledger;
    private final StopSignal stop;

    VideoDownload(VideoClient client, DownloadLedger ledger, StopSignal stop) {
        this.client = client;
        this.ledger = ledger;
        this.stop = stop;
    }

    /** @throws PartFile.DiskException if the local disk fails */
    Result fetch(Video video, Path stem) throws IOException {
        if (isThere(video)) {
            return new Result.Done();
        }
        Path target = VideoFile.of(stem, video.number());
        PartFile part = new PartFile(target, Long.toString(video.clipId()));
        if (video.bytes() != null && video.sha256() != null && part.holds(video.sha256())) {
            return finish(video, target, part, new PartFile.Written(video.bytes(), video.sha256()));
        }
        return fetch(video, target, part);
    }

    private Result fetch(Video video, Path target, PartFile part) throws IOException {
        Fetch fetch = client.fetch(video.url(), part.resumableBytes(), part.validator());
        if (fetch instanceof Fetch.Expired expired) {
            return new Result.UrlExpired(expired.error().code(), words(expired.error()));
        } else if (fetch instanceof Fetch.Unavailable unavailable) {
            return new Result.TryAgain(
                    unavailable.retryAfter(), unavailable.error().code(), words(unavailable.error()));
        }
        try (Fetch.Opened opened = (Fetch.Opened) fetch) {
            return store(video, target, part, opened);
        }
    }

    /** A crash came between the rename and its record, or the file was there all along. */
    private static boolean isThere(Video video) throws IOException {
        return video.file() != null && video.sha256() != null && FinishedFile.holds(video.file(), video.sha256());
    }

    private Result store(Video video, Path target, PartFile part, Fetch.Opened opened) throws IOException {
        if (opened.from() > 0
                && opened.validator() != null
                && !opened.validator().equals(part.validator())) {
            part.delete();
            return new Result.TryAgain(null, "changed", Text.of("The video changed while it was fetched"));
        }
        PartFile.Written written;
        try {
            written = part.write(opened.body(), opened.from(), opened.validator(), stop::isStopped);
        } catch (PartFile.DiskException e) {
            throw e;
        } catch (IOException e) {
            return new Result.TryAgain(
                    null, "connection_lost", Text.of("The download broke off: %s", NetworkWords.of(e)));
        }
        OptionalLong announced = opened.total();
        if (announced.isPresent() && announced.getAsLong() != written.bytes()) {
            if (written.bytes() > announced.getAsLong()) {
                part.delete();
            }
            return new Result.TryAgain(
                    null,
                    "wrong_length",
                    Text.of("%d bytes came where %d were announced", written.bytes(), announced.getAsLong()));
        }
        if (!part.startsAsMp4()) {
            part.delete();
            return new Result.UrlExpired("not_a_video", Text.of("What came is not an MP4 video"));
        }
        if (announced.isEmpty() && Mp4Boxes.isCutShort(part.path())) {
            part.delete();
            return new Result.TryAgain(null, "wrong_length", Text.of("The video ends in the middle"));
        }
        return finish(video, target, part, written);
    }

    private Result finish(Video video, Path target, PartFile part, PartFile.Written written) throws IOException {
        try {
            Path file = name(video, target, part, written);
            FinishedFile.forceFolder(file);
            ledger.checked(file, written.sha256());
            Files.deleteIfExists(part.validatorPath());
        } catch (IOException e) {
            throw new PartFile.DiskException(e);
        }
        return new Result.Done();
    }

    /** One at a time: two clips may wish for the same name, and a rename replaces what is there. */
    private synchronized Path name(Video video, Path target, PartFile part, PartFile.Written written)
            throws IOException {
        Path file = FinishedFile.nameFor(target, written.sha256());
        ledger.verified(video, file, written.bytes(), written.sha256());
        FaultPoint.BEFORE_RENAME.reach();
        FinishedFile.moveIntoPlace(part.path(), file); // which is free, or holds this very content
        FaultPoint.AFTER_RENAME.reach();
        return file;
    }

    private static String words(ApiError error) {
        return error.httpStatus() == 0
                ? error.message()
                : Text.of("The video's address answered %d: %s", error.httpStatus(), error.message());
    }
}
