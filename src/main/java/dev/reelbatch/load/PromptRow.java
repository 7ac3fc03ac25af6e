package dev.reelbatch.load;

import dev.reelbatch.ledger.Price;
import dev.reelbatch.ledger.RequestKeys;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A valid row: a request that can be sent.
 *
 * @param row the number that a spreadsheet shows
 * @param filename any text; not yet safe as a file name
 * @param count how many clips (variants) the row asks for, 1 to 100
 * @param requestJson the body that is sent, canonical, with the defaults filled in
 * @param duration seconds of one clip; null where neither the row nor the catalogue says
 * @param price of one clip; null where the catalogue has none
 * @param otherColumns for the manifest: the columns that mean nothing here, by the sheet's own
 *     headers
 * @param cells the row as the sheet has it, by its own headers, without an {@code error} column
 */
public record PromptRow(
        int row,
        @Nullable String id,
        @Nullable String filename,
        int count,
        String requestJson,
        String model,
        @Nullable String size,
        @Nullable Integer duration,
        String prompt,
        @Nullable Price price,
        Map<String, String> otherColumns,
        Map<String, String> cells,
        Fingerprint fingerprint,
        RequestKeys keys) {}
