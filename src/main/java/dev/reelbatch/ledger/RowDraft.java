package dev.reelbatch.ledger;

import org.jspecify.annotations.Nullable;

/**
 * One row and variant of a sheet, on its way into the ledger.
 *
 * @param row the row's number as a spreadsheet shows it
 * @param variant from 1
 * @param request null where the row is invalid, which {@code error} then tells
 * @param fileName the video's name without number and extension
 * @param other JSON: columns that pass through to the manifest
 * @param cells JSON: the row in the input's own columns
 */
public record RowDraft(
        int row,
        int variant,
        @Nullable Request request,
        @Nullable String rowId,
        @Nullable String fileName,
        @Nullable String prompt,
        String other,
        String cells,
        @Nullable String error) {

    /** What is asked of the API, with what identifies it and what it costs. */
    public record Request(
            String fingerprint,
            RequestKeys keys,
            String api,
            String json,
            String model,
            @Nullable String size,
            @Nullable Integer duration,
            @Nullable Price price) {}
}
