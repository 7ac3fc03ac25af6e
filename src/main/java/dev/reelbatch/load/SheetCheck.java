package dev.reelbatch.load;

import dev.reelbatch.ledger.Cost;
import dev.reelbatch.sheet.DetectedFormat;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of checking a sheet, before anything is sent.
 *
 * @param clips number that the valid rows request, variants included
 * @param seconds of video, as far as durations are known
 * @param clipsWithoutDuration number of clips that {@code seconds} leaves out: the API decides how long they are
 * @param cost as far as prices are known
 * @param clipsByModel sorted by the model's name
 * @param typicalTimes average of the usual generation times, by model, as far as the vendor gives them
 * @param clipsWithoutPrice number of clips that {@code cost} leaves out
 * @param errors in the order of the rows, the first {@value #ERRORS_KEPT}
 * @param errorCount number of all errors, also those not kept
 * @param warnings sentences for the person who starts the run
 * @param contentHash SHA-256 in hex of what the sheet requests: the same for rows or columns in another order and
 *     for other pass-through columns, different for any change of a request, an id or a count
 * @param recognised the detected format
 * @param understood values that were interpreted, and how often; the first hundred of them
 * @param firstPrompt of the valid rows; it shows whether the text was read in the right encoding
 * @param template the template and the first prompts; null if there is none
 */
public record SheetCheck(
        int validRows,
        int invalidRows,
        long clips,
        long seconds,
        long clipsWithoutDuration,
        Cost cost,
        Map<String, Long> clipsByModel,
        Map<String, Duration> typicalTimes,
        long clipsWithoutPrice,
        List<RowError> errors,
        long errorCount,
        List<String> warnings,
        String contentHash,
        DetectedFormat recognised,
        Map<Interpretation, Long> understood,
        String firstPrompt,
        @Nullable TemplatePrompts template) {

    static final int ERRORS_KEPT = 10_000;

    public int rows() {
        return validRows + invalidRows;
    }

    public SheetTotals totals() {
        return new SheetTotals(
                validRows, invalidRows, clips, cost, typicalTimes, clipsWithoutPrice, warnings, contentHash);
    }
}
