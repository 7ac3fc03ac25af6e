package dev.reelbatch.load;

import dev.reelbatch.ledger.Price;
import dev.reelbatch.ledger.RowRanges;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a sheet asks for, known before anything is sent.
 *
 * @param clips what the valid rows ask for, variants included
 * @param seconds of video, as far as durations are known
 * @param cost by currency, as far as prices are known
 * @param clipsByModel sorted by the model's name
 * @param clipsWithoutPrice clips that {@code cost} leaves out
 * @param errors in the order of the rows, the first {@value #ERRORS_KEPT}
 * @param errorCount all errors, also those not kept
 * @param warnings sentences for the person who starts the run
 * @param wanted how many clips of each request, by fingerprint
 * @param contentHash SHA-256 in hex of what the sheet asks for: the same for rows or columns in
 *     another order and for other pass-through columns, another for any change of a request, an id
 *     or a count
 * @param recognised what the file was taken for
 * @param understood how often values were taken for something else than they say, the first hundred of them
 * @param firstPrompt of the valid rows; it shows whether the text was read in the right encoding
 */
public record Preflight(
        int validRows,
        int invalidRows,
        long clips,
        long seconds,
        Map<String, BigDecimal> cost,
        Map<String, Long> clipsByModel,
        long clipsWithoutPrice,
        List<RowError> errors,
        long errorCount,
        List<String> warnings,
        Map<String, Wanted> wanted,
        String contentHash,
        Recognised recognised,
        Map<Understood, Long> understood,
        String firstPrompt) {

    /** So many clips of one request; null where it has no price. */
    public record Wanted(int clips, @Nullable Price price) {

        Wanted plus(Wanted other) {
            return new Wanted(clips + other.clips, price);
        }
    }

    static final int ERRORS_KEPT = 10_000;

    /**
     * Reads the whole sheet once.
     *
     * @throws SheetException if the sheet can't be used at all
     */
    public static Preflight of(Path sheet, RowRules rules) {
        return of(sheet, rules, RowRanges.ALL);
    }

    /** What these rows of it ask for. */
    public static Preflight of(Path sheet, RowRules rules, RowRanges wanted) {
        try (PromptSheet rows = PromptSheet.open(sheet, rules)) {
            Tally tally = new Tally(rules.catalogue());
            rows.forEachRemaining(row -> {
                if (wanted.contains(row.rowNumber())) {
                    tally.add(row);
                }
            });
            return tally.result(rows.recognised());
        }
    }

    public int rows() {
        return validRows + invalidRows;
    }
}
