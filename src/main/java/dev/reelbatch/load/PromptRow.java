package dev.reelbatch.load;

import dev.reelbatch.ledger.Price;
import dev.reelbatch.ledger.RequestKeys;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A valid row: a request that can be sent.
 *
 * @param row the number that a spreadsheet shows
 * @param variant the one that this line of the sheet alone asks for; 0 for all that the row asks for
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
        int variant,
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
        RequestKeys keys) {

    /** The numbers of the clips that this line asks for. */
    void forEachVariant(IntConsumer consumer) {
        int first = Math.max(1, variant);
        IntStream.range(first, first + count).forEach(consumer);
    }
}
