package dev.reelbatch.plan;

import dev.reelbatch.files.Sha256;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.load.CheckedSheet;
import dev.reelbatch.load.PromptSheet;
import dev.reelbatch.load.RowRules;
import dev.reelbatch.load.SheetCheck;
import dev.reelbatch.load.SheetTotals;
import dev.reelbatch.plan.SheetSource.Source;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sheet and its findings; its rows are read only when needed.
 *
 * @param loadKey a key of everything that the rows in the ledger depend on: the bytes and how they are read, the
 *     requests, and the prices
 * @param read null if the findings are of an earlier reading
 */
record PlannedSheet(
        Path file,
        RowRules rules,
        SheetTotals totals,
        String loadKey,
        @Nullable CheckedSheet read) {

    /**
     * Reads and checks the sheet, unless the latest run has loaded exactly this one.
     *
     * @throws InvalidRowsException if rows are invalid and not to be skipped
     */
    static PlannedSheet of(Source source, RowRules rules, CheckCache earlier) {
        Path file = source.copy().file();
        boolean skipInvalid = source.options().skipInvalid();
        Run latest = source.latest();
        boolean mayHaveOtherPictures = source.pictures().areFiles()
                && latest != null
                && RunOptions.parse(latest.options()).pictureList() != null;
        if (latest != null && !mayHaveOtherPictures) {
            SheetTotals known = earlier.of(latest, source.copy(), rules)
                    .filter(found -> loadKey(source, found).equals(latest.loadedAs()))
                    .filter(found -> found.invalidRows() == 0 || skipInvalid)
                    .orElse(null);
            if (known != null) {
                return new PlannedSheet(file, rules, known, loadKey(source, known), null);
            }
        }
        CheckedSheet read = CheckedSheet.of(file, rules);
        SheetCheck found = read.found();
        if (found.errorCount() > 0 && !skipInvalid || found.validRows() == 0) {
            throw new InvalidRowsException(found, () -> PromptSheet.open(file, rules));
        }
        return new PlannedSheet(file, rules, found.totals(), loadKey(source, found.totals()), read);
    }

    private static String loadKey(Source source, SheetTotals sheet) {
        return Sha256.of(source.copy().sha256()
                + sheet.contentHash()
                + sheet.cost().byCurrency()
                + source.options().reading().asText());
    }

    /** Returns the findings on these rows alone. */
    SheetTotals totalsOf(RowRanges rows) {
        if (rows.equals(RowRanges.ALL)) {
            return totals;
        }
        List<String> notes = RequestedRows.check(rows, PromptSheet.rowNumbers(file, rules.reading()));
        return CheckedSheet.of(file, rules, rows).found().totals().with(notes);
    }

    /** Returns the hash of its requests under another name of the API. */
    String contentHashAt(String api) {
        return CheckedSheet.of(file, rules.at(api)).found().totals().contentHash();
    }

    /** Returns all its rows. */
    CheckedSheet whole() {
        return read == null ? CheckedSheet.of(file, rules) : read;
    }
}
