package dev.reelbatch.ledger;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row and variant of a run's sheet with all its results.
 *
 * @param clip null if the row is invalid; {@code error} gives the reason
 * @param fileName the video's name without number and extension
 * @param other JSON: columns that pass through to the manifest
 * @param cells JSON: the row in the input's own columns
 * @param submissions number of POSTs ever made for the clip
 * @param cost greatest possible cost of the clip's submissions; null if nothing has a price
 */
public record ReportRow(
        int row,
        int variant,
        @Nullable Clip clip,
        @Nullable String rowId,
        @Nullable String fileName,
        @Nullable String prompt,
        String other,
        String cells,
        @Nullable String error,
        int submissions,
        @Nullable BigDecimal cost,
        List<Video> videos) {}
