package dev.reelbatch.load;

import dev.reelbatch.ledger.Price;
import dev.reelbatch.ledger.RequestKeys;
import java.time.Duration;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A valid row: a request that can be sent.
 *
 * @param row the number that a spreadsheet shows
 * @param variant the only variant that this line of the sheet requests; 0 for all variants of the row
 * @param filename any text; not yet safe as a file name
 * @param count number of clips (variants) that the row requests, 1 to 100
 * @param requestJson the body that is sent, canonical, with the defaults filled in
 * @param duration seconds of one clip; null if neither the row nor the catalogue gives them
 * @param price of one clip; null if the catalogue has none
 * @param draft what it is the real video of; null unless it is made from a draft
 * @param takes the usual time of generation of one clip; null if the vendor does not say
 * @param otherColumns columns without a meaning here, for the manifest, by the sheet's own headers
 * @param cells the row's texts, by the sheet's own headers, without an {@code error} column
 * @param isMade whether a template made the prompt
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
        @Nullable Duration takes,
        @Nullable DraftUse draft,
        Map<String, String> otherColumns,
        Map<String, String> cells,
        Fingerprint fingerprint,
        RequestKeys keys,
        boolean isMade) {

    /** Passes the numbers of the clips that this line requests to the consumer. */
    void forEachVariant(IntConsumer consumer) {
        int first = Math.max(1, variant);
        IntStream.range(first, first + count).forEach(consumer);
    }
}
