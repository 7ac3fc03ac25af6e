package dev.reelbatch.load;

import dev.reelbatch.files.Sha256;
import dev.reelbatch.sheet.CanonicalJson;
import dev.reelbatch.sheet.CellValue;
import dev.reelbatch.sheet.ReadOptions;
import dev.reelbatch.text.CellText;
import java.util.Map;
import java.util.TreeMap;

/**
 * A short mark for what a row requests, so that a corrected row never replaces another one: rows move when a sheet is
 * edited. It consists of letters alone, which no spreadsheet takes for a number.
 */
public final class RowMark {

    private static final int LENGTH = 10;

    private RowMark() {}

    /** @param cells by the known names of their columns; others do not count */
    public static String of(Map<String, String> cells) {
        StringBuilder content = new StringBuilder();
        new TreeMap<>(cells).forEach((name, cell) -> {
            String text = CellText.normal(cell);
            if (!text.isEmpty()) {
                content.append(CanonicalJson.print(CellValue.text(name)))
                        .append(CanonicalJson.print(CellValue.text(text)));
            }
        });
        StringBuilder mark = new StringBuilder();
        Sha256.of(content.toString())
                .chars()
                .limit(LENGTH)
                .forEach(hex -> mark.append((char) ('a' + Character.digit(hex, 16))));
        return mark.toString();
    }

    /**
     * By the sheet's own headers.
     *
     * @param cells by the sheet's own headers
     */
    public static String of(Map<String, String> cells, ReadOptions readOptions) {
        Map<String, String> known = new TreeMap<>();
        cells.forEach((header, cell) -> {
            String meaning = readOptions.meaning(header);
            if (meaning != null) {
                known.put(meaning.equals(ReadOptions.FRAME) ? header : meaning, cell);
            }
        });
        return of(known);
    }
}
