package dev.reelbatch.load;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person says about how a sheet is to be read; all that is not said is recognised.
 *
 * @param sheet the name of a sheet of a workbook, or its number from 1
 * @param encoding any character set that Java knows
 * @param delimiter one character
 * @param headerRow the row with the columns' names, by the number that a spreadsheet shows
 * @param map known names of columns, and what the sheet calls them
 */
public record Reading(
        @Nullable String sheet,
        @Nullable String encoding,
        @Nullable String delimiter,
        @Nullable Integer headerRow,
        Map<String, String> map) {

    public static final Reading RECOGNISED = new Reading(null, null, null, null, Map.of());

    public Reading {
        map = Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** The known name that a header of the sheet stands for; null for a column that passes through. */
    public @Nullable String meaning(String header) {
        return new ColumnNames(map).column(0, header).meaning();
    }
}
