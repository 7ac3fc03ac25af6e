package dev.reelbatch.report;

import dev.reelbatch.ledger.Clip;
import dev.reelbatch.ledger.ReportRow;
import dev.reelbatch.ledger.VideoFile;
import dev.reelbatch.stage.RestingClips;
import dev.reelbatch.text.Text;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One line of the manifest, computed once for all files.
 *
 * @param videos the downloaded files, videos first, then the addresses that gave no file
 * @param note a remark on the files for people; empty if there is none
 * @param draftColumn the column that takes the task of this draft, to make its real video; null for any other row
 * @param other the columns that pass through to the manifest
 * @param cells the row in the input's own columns
 */
record ManifestEntry(
        ReportRow row,
        ManifestStatus status,
        List<EntryVideo> videos,
        String note,
        @Nullable String draftColumn,
        ObjectNode other,
        ObjectNode cells) {

    static final String INVALID_ROW = "invalid_row";

    /**
     * One URL of the row's task.
     *
     * @param file the file to show; null unless the row is delivered
     * @param name the file's name in the manifest: with forward slashes, and relative if it is under OUT
     */
    record EntryVideo(
            String url,
            @Nullable Path file,
            @Nullable String name,
            @Nullable Long bytes,
            @Nullable String sha256) {

        /** Returns false for a cover image or another file that is no video, and for an address that gave no file. */
        boolean isVideo() {
            return file != null && VideoFile.isVideo(file);
        }
    }

    /** Returns true for the video of a draft. */
    boolean isDraft() {
        return draftColumn != null;
    }

    /** Returns the remark on the files, and on what kind of video they are. */
    String fileNote() {
        return Stream.of(isDraft() ? Text.of("a draft, not the real video") : "", note)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; "));
    }

    @Nullable Clip clip() {
        return row.clip();
    }

    @Nullable String errorCode() {
        return row.clip() == null ? INVALID_ROW : row.clip().errorCode();
    }

    @Nullable String errorMessage() {
        return row.clip() == null ? row.error() : row.clip().errorMessage();
    }

    /** Returns the time at which the latest submission of the clip was sent; null if none was sent. */
    @Nullable Instant sentAt() {
        return row.clip() == null ? null : row.clip().submittedAt();
    }

    /** Returns true if a person accepted the row without a video. */
    boolean isAccepted() {
        return row.clip() != null && row.clip().isAccepted();
    }

    /** Returns true if later runs no longer check the row; only a rerun does. */
    boolean isAtRest() {
        return row.clip() != null && RestingClips.CODE.equals(row.clip().errorCode()) && !isAccepted();
    }

    /** Returns true if a person has to act on the row. */
    boolean needsWork() {
        return status.isProblem() && !isAccepted();
    }

    /** Joins error code and message for people. */
    String error() {
        String error = errorText(errorCode(), errorMessage());
        return error.isEmpty() ? status.label() : error;
    }

    /**
     * Joins an API code and its message. People look the API's codes up, so they are shown; the code of a row that was
     * never sent is not.
     */
    static String errorText(@Nullable String code, @Nullable String message) {
        return Stream.of(INVALID_ROW.equals(code) ? null : code, message)
                .filter(Objects::nonNull)
                .filter(text -> !text.isBlank())
                .collect(Collectors.joining(": "));
    }
}
