package dev.reelbatch.load;

import dev.reelbatch.ledger.Price;
import dev.reelbatch.ledger.RowRanges;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A sheet that was read as a whole.
 *
 * @param found what it asks for, added up, and what is wrong with it
 * @param wanted how many clips of each request, by fingerprint
 */
public record CheckedSheet(Preflight found, Map<String, Wanted> wanted) {

    /** So many clips of one request; null where it has no price. */
    public record Wanted(int clips, @Nullable Price price) {

        Wanted plus(Wanted other) {
            return new Wanted(clips + other.clips, price);
        }
    }

    /**
     * Reads the whole sheet once.
     *
     * @throws SheetException if the sheet can't be used at all
     */
    public static CheckedSheet of(Path sheet, RowRules rules) {
        return of(sheet, rules, RowRanges.ALL);
    }

    /** What these rows of it ask for. */
    public static CheckedSheet of(Path sheet, RowRules rules, RowRanges wanted) {
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
}
