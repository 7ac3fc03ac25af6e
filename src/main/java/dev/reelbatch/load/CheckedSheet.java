package dev.reelbatch.load;

import dev.reelbatch.ledger.Price;
import dev.reelbatch.ledger.RequestKeys;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.sheet.Column;
import dev.reelbatch.sheet.SheetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A sheet that was read to its end.
 *
 * @param found totals of what it requests, and its mistakes
 * @param wanted the requests, by {@link RequestKeys#same}
 * @param before the requests of rows that were different by the rules of earlier editions, by their present request
 * @param synonyms columns that the first edition did not understand
 * @param prompts for a sheet with a column {@code error}, as failed.csv has, the prompts by request; else empty
 */
public record CheckedSheet(
        SheetCheck found,
        Map<String, Wanted> wanted,
        Map<String, Set<String>> before,
        List<Column> synonyms,
        Map<String, String> prompts) {

    /**
     * A request and the rows that make it.
     *
     * @param rows for each clip, the number of the row that requests it, in the sheet's order
     * @param variants of each clip, from 1
     * @param keys by which it is found among those that exist
     * @param hasId whether the rows have an id with all its digits
     * @param price of one clip; null if it has none
     * @param draft what it is the real video of; null unless it is made from a draft
     */
    public record Wanted(
            List<Integer> rows,
            List<Integer> variants,
            RequestKeys keys,
            boolean hasId,
            @Nullable Price price,
            @Nullable DraftUse draft) {

        private static boolean isWhole(@Nullable String id) {
            return id != null && !Identity.isRounded(id);
        }

        static Wanted by(PromptRow row) {
            Wanted wanted = new Wanted(
                    new ArrayList<>(1), new ArrayList<>(1), row.keys(), isWhole(row.id()), row.price(), row.draft());
            row.forEachVariant(variant -> {
                wanted.rows.add(row.row());
                wanted.variants.add(variant);
            });
            return wanted;
        }

        /** Merges the rows of a later row's request, which may spell the same request differently. */
        Wanted and(Wanted later) {
            rows.addAll(later.rows);
            variants.addAll(later.variants);
            return keys.equals(later.keys)
                    ? this
                    : new Wanted(rows, variants, keys.and(later.keys), hasId, price, draft);
        }

        /** Passes row and variant of each clip to the consumer, in the sheet's order. */
        public void forEachClip(ObjIntConsumer<Integer> consumer) {
            for (int i = 0; i < rows.size(); i++) {
                consumer.accept(rows.get(i), variants.get(i));
            }
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

    /**
     * Reads these rows of the sheet.
     *
     * @throws SheetException if the sheet can't be used at all
     */
    public static CheckedSheet of(Path sheet, RowRules rules, RowRanges wanted) {
        try (PromptSheet rows = PromptSheet.open(sheet, rules)) {
            SheetCounter sheetCounter = new SheetCounter(rules.catalogue(), rows.hasErrors(), rows.template());
            rows.forEachRemaining(row -> {
                if (wanted.contains(row.rowNumber())) {
                    sheetCounter.add(row);
                }
            });
            rows.requireClear();
            return sheetCounter.result(rows.recognised(), rows.synonyms());
        }
    }
}
