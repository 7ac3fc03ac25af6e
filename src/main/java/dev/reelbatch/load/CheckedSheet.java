package dev.reelbatch.load;

import dev.reelbatch.ledger.Price;
import dev.reelbatch.ledger.RequestKeys;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.sheet.SheetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A sheet that was read as a whole.
 *
 * @param found what it asks for, added up, and what is wrong with it
 * @param wanted who asks for each request, by {@link RequestKeys#same}
 * @param before what rows asked for by the rules of the first edition, where that was another request; by what they
 *     ask for now
 * @param synonyms what the first edition did not understand: known names, by the sheet's own headers
 * @param prompts of a sheet with a column {@code error}, as failed.csv has, by what asks for them; else empty
 */
public record CheckedSheet(
        SheetCheck found,
        Map<String, Wanted> wanted,
        Map<String, Set<String>> before,
        Map<String, String> synonyms,
        Map<String, String> prompts) {

    /**
     * One request.
     *
     * @param rows of each clip the number of the row that asks for it, in the sheet's order
     * @param variants of each clip, from 1
     * @param keys by which it is found among those that exist
     * @param hasId whether the rows have an id, with all its digits
     * @param price of one clip; null where it has none
     */
    public record Wanted(
            List<Integer> rows,
            List<Integer> variants,
            RequestKeys keys,
            boolean hasId,
            @Nullable Price price) {

        private static boolean isWhole(@Nullable String id) {
            return id != null && !Identity.isRounded(id);
        }

        static Wanted by(PromptRow row) {
            Wanted wanted =
                    new Wanted(new ArrayList<>(1), new ArrayList<>(1), row.keys(), isWhole(row.id()), row.price());
            row.forEachVariant(variant -> {
                wanted.rows.add(row.row());
                wanted.variants.add(variant);
            });
            return wanted;
        }

        /** With those of a later row, which may spell the same wish in another way. */
        Wanted and(Wanted later) {
            rows.addAll(later.rows);
            variants.addAll(later.variants);
            return keys.equals(later.keys) ? this : new Wanted(rows, variants, keys.and(later.keys), hasId, price);
        }

        /** Row and variant of each clip, in the sheet's order. */
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

    /** What these rows of it ask for. */
    public static CheckedSheet of(Path sheet, RowRules rules, RowRanges wanted) {
        try (PromptSheet rows = PromptSheet.open(sheet, rules)) {
            SheetCounter sheetCounter = new SheetCounter(rules.catalogue(), rows.hasErrors());
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
