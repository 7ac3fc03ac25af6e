package dev.reelbatch.web;

import dev.reelbatch.ledger.Clip;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.ReportRow;
import dev.reelbatch.report.ManifestStatus;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row of a run's sheet as callers see it; its fields are those of {@code docs/schema/manifest.json}.
 *
 * @param state the exact state of the video; null for an invalid row
 * @param files the videos on the disk, by the names under which a run's files are downloaded
 * @param prompt its beginning
 * @param cost what it may have cost
 */
record RowView(
        int row,
        int variant,
        @Nullable String id,
        String status,
        @Nullable String state,
        List<String> files,
        @Nullable String model,
        @Nullable String size,
        @Nullable Integer duration,
        @Nullable String taskId,
        @Nullable Instant submittedAt,
        @Nullable Instant finishedAt,
        @Nullable String prompt,
        int submissions,
        @Nullable BigDecimal cost,
        @Nullable String currency,
        @Nullable String errorCode,
        @Nullable String errorMessage) {

    private static final int BEGINNING = 200; // characters

    /** @param out the folder of the run's results */
    static RowView of(ReportRow row, Path out) {
        Clip clip = row.clip();
        return new RowView(
                row.row(),
                row.variant(),
                row.rowId(),
                ManifestStatus.of(row).word(),
                clip == null ? null : clip.state().name().toLowerCase(Locale.ROOT),
                row.videos().stream()
                        .map(video -> ResultFiles.name(video, out))
                        .filter(Objects::nonNull)
                        .toList(),
                clip == null ? null : clip.model(),
                clip == null ? null : clip.size(),
                clip == null ? null : clip.duration(),
                clip == null ? null : clip.taskId(),
                clip == null ? null : clip.submittedAt(),
                clip == null ? null : clip.finishedAt(),
                row.prompt() == null ? null : beginning(row.prompt()),
                row.submissions(),
                row.cost() == null ? null : Cost.rounded(row.cost()),
                clip == null || clip.price() == null ? null : clip.price().currency(),
                clip == null ? "invalid_row" : clip.errorCode(),
                clip == null ? text(row.error()) : text(clip.errorMessage()));
    }

    private static @Nullable String text(@Nullable String message) {
        return message == null ? null : HttpText.of(message);
    }

    private static String beginning(String prompt) {
        return prompt.codePointCount(0, prompt.length()) <= BEGINNING
                ? prompt
                : prompt.substring(0, prompt.offsetByCodePoints(0, BEGINNING)) + "\u2026";
    }
}
