package dev.reelbatch.load;

import com.opencsv.CSVWriter;
import com.opencsv.ICSVWriter;
import dev.reelbatch.sheet.DetectedFormat;
import dev.reelbatch.sheet.ReadOptions;
import dev.reelbatch.sheet.RowOrigin;
import dev.reelbatch.sheet.SheetException;
import dev.reelbatch.sheet.SheetFile;
import dev.reelbatch.sheet.SheetReader;
import dev.reelbatch.sheet.SheetRow;
import dev.reelbatch.sheet.WorkbookCells;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/** A sheet whose cells a person sees and changes. */
public final class SheetEdits {

    private static final String END = ICSVWriter.RFC4180_LINE_END;

    private SheetEdits() {}

    /**
     * Some rows of a sheet.
     *
     * @param rows number of all rows that were wanted
     */
    public record Page(DetectedFormat format, List<SheetRow> shown, int rows) {}

    /**
     * A changed sheet.
     *
     * @param isText whether it is a text in UTF-8 with commas
     */
    public record Edited(byte[] content, boolean isText) {}

    /**
     * Returns some rows of the sheet.
     *
     * @param wanted by the number that a spreadsheet shows
     * @param skipped number of wanted rows before the first that is shown
     * @throws SheetException if it can't be read
     */
    public static Page page(Path sheet, ReadOptions reading, IntPredicate wanted, int skipped, int most) {
        try (SheetReader rows = SheetFile.open(sheet, reading)) {
            List<SheetRow> shown = new ArrayList<>();
            int count = 0;
            while (rows.hasNext()) {
                SheetRow row = rows.next();
                if (wanted.test(row.number())) {
                    if (count >= skipped && shown.size() < most) {
                        shown.add(row);
                    }
                    count++;
                }
            }
            return new Page(rows.recognised(), shown, count);
        }
    }

    /**
     * Returns the sheet with other texts in some of its cells: a workbook stays one, a text is written in UTF-8 with
     * commas, and with empty lines where it needs them for its rows to keep their numbers.
     *
     * @param cells the texts, by the row's number and the column's heading; a known name adds the column if it is
     *     missing
     * @throws SheetException if it can't be read or changed
     */
    public static Edited apply(Path sheet, ReadOptions reading, Map<Integer, Map<String, String>> cells) {
        try (SheetReader rows = SheetFile.open(sheet, reading)) {
            DetectedFormat format = rows.recognised();
            List<String> headings = new ArrayList<>();
            rows.header().all().forEach(column -> headings.add(column.header()));
            cells.values().stream()
                    .flatMap(texts -> texts.keySet().stream())
                    .filter(heading -> !headings.contains(heading))
                    .distinct()
                    .forEach(headings::add);
            return format.source()
                    .match(
                            text -> new Edited(csv(rows, format.headerRow(), headings, cells), true),
                            workbook -> new Edited(
                                    WorkbookCells.set(
                                            sheet,
                                            workbook.sheet(),
                                            byIndex(rows, format.headerRow(), headings, cells)),
                                    false));
        }
    }

    private static Map<Integer, Map<Integer, String>> byIndex(
            SheetReader rows, int headerRow, List<String> headings, Map<Integer, Map<String, String>> cells) {
        Map<Integer, Map<Integer, String>> byIndex = new TreeMap<>();
        int present = rows.header().all().size();
        for (int added = present; added < headings.size(); added++) {
            byIndex.computeIfAbsent(headerRow, number -> new TreeMap<>()).put(added, headings.get(added));
        }
        cells.forEach((number, texts) -> texts.forEach((heading, text) ->
                byIndex.computeIfAbsent(number, row -> new TreeMap<>()).put(headings.indexOf(heading), text)));
        return byIndex;
    }

    /** The rows of a correction are numbered in a column, as in the sheet that they correct, and stand one by one. */
    private static byte[] csv(
            SheetReader rows, int headerRow, List<String> headings, Map<Integer, Map<String, String>> cells) {
        boolean isCorrection = rows.header().hasOrigin(RowOrigin.JOB);
        StringWriter text = new StringWriter().append('\uFEFF');
        CSVWriter csv = new CSVWriter(text, ',', '"', '"', END);
        int line = 1;
        line = fill(text, line, isCorrection ? 1 : headerRow);
        csv.writeNext(headings.toArray(String[]::new), false);
        while (rows.hasNext()) {
            SheetRow row = rows.next();
            List<String> written = new ArrayList<>(row.cells());
            cells.getOrDefault(row.number(), Map.of()).forEach((heading, changed) -> {
                int place = headings.indexOf(heading);
                while (written.size() <= place) {
                    written.add("");
                }
                written.set(place, changed);
            });
            line = fill(text, line + 1, isCorrection ? line + 1 : row.number());
            csv.writeNext(written.toArray(String[]::new), false);
        }
        csv.flushQuietly();
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Writes empty lines before a row. Returns its line. */
    private static int fill(StringWriter text, int line, int row) {
        text.append(END.repeat(Math.max(0, row - line)));
        return Math.max(line, row);
    }
}
