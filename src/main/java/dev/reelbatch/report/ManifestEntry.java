package dev.reelbatch.report;

import dev.reelbatch.ledger.Clip;
import dev.reelbatch.ledger.ReportRow;
import dev.reelbatch.ledger.VideoFile;
import dev.reelbatch.stage.RestingClips;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One line of the manifest, worked out once for all files.
 *
 * @param videos the files that came, videos first, then the addresses that gave none
 * @param note what a person should know of the files; empty if nothing
 * @param other the columns that pass through
 * @param cells the row in the input's own columns
 */
record ManifestEntry(
        ReportRow row,
        ManifestStatus status,
        List<EntryVideo> videos,
        String note,
        ObjectNode other,
        ObjectNode cells) {

    static final String INVALID_ROW = "invalid_row";

    /**
     * One URL of the row's task.
     *
     * @param file what is to be shown; null unless the row is delivered
     * @param name the file as the manifest gives it: with forward slashes, relative where it lies under OUT
     */
    record EntryVideo(
            String url,
            @Nullable Path file,
            @Nullable String name,
            @Nullable Long bytes,
            @Nullable String sha256) {

        /** Else a cover image or the like, or nothing. */
        boolean isVideo() {
            return file != null && VideoFile.isVideo(file);
        }
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

    /** When the latest submission of its clip was sent. */
    @Nullable Instant sentAt() {
        return row.clip() == null ? null : row.clip().submittedAt();
    }

    /** Whether a person said that it needs no more work. */
    boolean isAccepted() {
        return row.clip() != null && row.clip().isAccepted();
    }

    /** Whether no run asks for it any more by itself. */
    boolean isAtRest() {
        return row.clip() != null && RestingClips.CODE.equals(row.clip().errorCode()) && !isAccepted();
    }

    /** Whether somebody has to do something about it. */
    boolean needsWork() {
        return status.isProblem() && !isAccepted();
    }

    /** Code and message in one, for people. */
    String error() {
        String error = words(errorCode(), errorMessage());
        return error.isEmpty() ? status.label() : error;
    }

    /** The API's codes are for people too, who look them up; the one for a row that was never sent is not. */
    static String words(@Nullable String code, @Nullable String message) {
        return Stream.of(INVALID_ROW.equals(code) ? null : code, message)
                .filter(Objects::nonNull)
                .filter(text -> !text.isBlank())
                .collect(Collectors.joining(": "));
    }
}
