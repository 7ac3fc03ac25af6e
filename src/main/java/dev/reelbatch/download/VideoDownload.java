package dev.reelbatch.download;

import dev.reelbatch.api.ApiError;
import dev.reelbatch.api.NetworkErrors;
import dev.reelbatch.api.VideoAnswer;
import dev.reelbatch.api.VideoClient;
import dev.reelbatch.download.DownloadGuard.TooLargeException;
import dev.reelbatch.download.DownloadGuard.TooSlowException;
import dev.reelbatch.files.AtomicFile;
import dev.reelbatch.ledger.DownloadLedger;
import dev.reelbatch.ledger.Video;
import dev.reelbatch.ledger.VideoFile;
import dev.reelbatch.text.Text;
import dev.reelbatch.time.CrashPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A single try at one address: the file is fetched into a part file, unpacked, checked, its hash recorded, and renamed.
 *
 * <p>The hash is recorded before the file gets its name, so that after a crash between the two the file is known as
 * this clip's, and is neither fetched again nor taken for another's.
 */
final class VideoDownload {

    /** The result of a try. */
    sealed interface Result {
        /** Returns why there is no file; null if there is one. */
        @Nullable String message();

        /**
         * The file has its name.
         *
         * @param note a remark for a person; null if all is as it should be
         */
        record Done(@Nullable String note) implements Result {
            @Override
            public @Nullable String message() {
                return null;
            }
        }

        /** The URL no longer works: the task's status may give a fresh one. */
        record UrlExpired(String code, String message) implements Result {}

        /**
         * The same URL is worth another try.
         *
         * @param after the wait that the server requests; null if it names none
         */
        record TryAgain(@Nullable Duration after, String code, String message) implements Result {}

        /** Another try would end the same way. */
        record Hopeless(String code, String message) implements Result {}
    }

    private static final int PACKED_WITHIN_PACKED = 3;
    private static final int EXCERPT = 120;

    private final VideoClient client;
    private final DownloadLedger ledger;

    VideoDownload(VideoClient client, DownloadLedger ledger) {
        this.client = client;
        this.ledger = ledger;
    }

    /**
     * Fetches the video once.
     *
     * @throws PartFile.DiskException if the local disk fails
     */
    Result fetch(Video video, Path stem, DownloadGuard guard) throws IOException {
        PartFile part = new PartFile(VideoFile.of(stem, video.number(), "mp4"), Long.toString(video.clipId()));
        Path file = video.file();
        if (file != null && video.bytes() != null && video.sha256() != null && VideoFile.isVideo(file)) {
            if (FinishedFile.holds(file, video.sha256())) {
                return new Result.Done(
                        null); // a crash came between the rename and its record, or the file was there before
            } else if (part.holds(video.sha256())) {
                Path target = VideoFile.of(stem, video.number(), VideoFile.extension(file));
                return finish(video, target, part, new PartFile.Written(video.bytes(), video.sha256()), null);
            }
        }
        return fetch(video, stem, part, guard);
    }

    private Result fetch(Video video, Path stem, PartFile part, DownloadGuard guard) throws IOException {
        FileVersion version = part.version();
        VideoAnswer videoAnswer =
                client.fetch(video.url(), part.resumableBytes(), version == null ? null : version.tag());
        if (videoAnswer instanceof VideoAnswer.Expired expired) {
            return new Result.UrlExpired(expired.error().code(), message(expired.error()));
        } else if (videoAnswer instanceof VideoAnswer.Unavailable unavailable) {
            return new Result.TryAgain(
                    unavailable.retryAfter(), unavailable.error().code(), message(unavailable.error()));
        }
        PartFile.Written written;
        try (VideoAnswer.Opened opened = (VideoAnswer.Opened) videoAnswer) {
            FileVersion now = FileVersion.of(opened.validator(), opened.total());
            if (opened.from() > 0 && (version == null || !version.isSame(now))) {
                part.delete();
                return new Result.TryAgain(null, "changed", Text.of("The video changed while it was fetched"));
            }
            guard.begin(opened.total().orElse(0));
            written = part.write(opened.body(), opened.from(), now, guard);
            Result wrong = wrongLength(opened.total(), written, part);
            if (wrong != null) {
                return wrong;
            }
        } catch (PartFile.DiskException e) {
            throw e;
        } catch (IOException e) {
            return brokenOff(e, part);
        }
        return store(video, stem, part, written, guard);
    }

    private static Result brokenOff(IOException e, PartFile part) throws IOException {
        if (e instanceof TooLargeException large) {
            part.delete();
            return new Result.Hopeless("too_large", String.valueOf(large.getMessage()));
        } else if (e instanceof TooSlowException slow) {
            return new Result.TryAgain(null, "too_slow", String.valueOf(slow.getMessage()));
        }
        return new Result.TryAgain(null, "connection_lost", Text.of("The download broke off: %s", NetworkErrors.of(e)));
    }

    private static @Nullable Result wrongLength(OptionalLong announced, PartFile.Written written, PartFile part)
            throws IOException {
        if (announced.isEmpty() || announced.getAsLong() == written.bytes()) {
            return null;
        }
        if (written.bytes() > announced.getAsLong()) {
            part.delete();
        }
        return new Result.TryAgain(
                null,
                "wrong_length",
                Text.of("%d bytes arrived, but %d were announced", written.bytes(), announced.getAsLong()));
    }

    private Result store(Video video, Path stem, PartFile part, PartFile.Written came, DownloadGuard guard)
            throws IOException {
        PartFile.Written written;
        try {
            written = unpacked(part, came, guard);
        } catch (PartFile.DiskException e) {
            throw e;
        } catch (TooLargeException e) {
            return brokenOff(e, part);
        } catch (IOException e) {
            part.delete();
            return new Result.TryAgain(
                    null,
                    "damaged",
                    Text.of("The download is compressed and can't be unpacked: %s", NetworkErrors.of(e)));
        }
        CheckedFile file = CheckedFile.of(part.path());
        String extension = file.kind().extension();
        if (extension == null) {
            part.delete();
            return new Result.UrlExpired("not_a_video", notAVideo(file));
        }
        if (file.isCutShort() || !file.hasMedia()) {
            part.delete();
            return new Result.TryAgain(null, "wrong_length", Text.of("The video is incomplete"));
        }
        String note = file.hasIndex() ? null : Text.of("The video has no index (moov), so most players can't play it.");
        return finish(video, VideoFile.of(stem, video.number(), extension), part, written, note);
    }

    private static PartFile.Written unpacked(PartFile part, PartFile.Written came, DownloadGuard guard)
            throws IOException {
        PartFile.Written written = came;
        Packing packing = part.packing();
        for (int layer = 0; packing != null && layer < PACKED_WITHIN_PACKED; layer++) {
            written = part.unpack(packing, guard);
            packing = part.packing();
        }
        return written;
    }

    private static String notAVideo(CheckedFile file) {
        String what = file.kind().nameWithArticle();
        return file.kind().isReadable()
                ? Text.of(
                        "The download is %s, not a video: %s", what, file.head().text(EXCERPT))
                : Text.of("The download is %s, not a video", what);
    }

    private Result finish(Video video, Path target, PartFile part, PartFile.Written written, @Nullable String note)
            throws IOException {
        try {
            Path file = name(video, target, part, written);
            AtomicFile.forceFolder(file);
            ledger.files().checked(file, written.sha256());
            Files.deleteIfExists(part.validatorPath());
        } catch (IOException e) {
            throw new PartFile.DiskException(e);
        }
        return new Result.Done(note);
    }

    /** Names the file, one at a time: two clips may request the same name, and a rename replaces an existing file. */
    private synchronized Path name(Video video, Path target, PartFile part, PartFile.Written written)
            throws IOException {
        Path file = FinishedFile.nameFor(target, written.sha256());
        ledger.verified(video, file, written.bytes(), written.sha256());
        CrashPoint.BEFORE_RENAME.reach();
        FinishedFile.moveIntoPlace(part.path(), file); // free, or with this content
        CrashPoint.AFTER_RENAME.reach();
        return file;
    }

    private static String message(ApiError error) {
        return error.httpStatus() == 0
                ? error.message()
                : Text.of("The video's address answered HTTP %d: %s", error.httpStatus(), error.message());
    }
}
