package dev.reelbatch.ledger;

import org.jspecify.annotations.Nullable;

/**
 * One row and variant of a sheet, on its way into the ledger.
 *
 * @param row the row's number as a spreadsheet shows it
 * @param variant from 1
 * @param request null if the row is invalid; {@code error} gives the reason
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

    /** A request to the API, with its identity and cost. */
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
