package dev.reelbatch.load;

import com.opencsv.CSVWriter;
import com.opencsv.ICSVWriter;
import dev.reelbatch.sheet.Column;
import dev.reelbatch.sheet.ColumnNames;
import dev.reelbatch.sheet.Header;
import dev.reelbatch.sheet.ReadOptions;
import dev.reelbatch.sheet.RowOrigin;
import dev.reelbatch.sheet.SheetException;
import dev.reelbatch.sheet.SheetFile;
import dev.reelbatch.sheet.SheetReader;
import dev.reelbatch.sheet.SheetRow;
import dev.reelbatch.text.CellText;
import dev.reelbatch.text.Text;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All rows of a sheet, to be changed and written as text. The text has the row numbers in a column of its own, so that
 * rows keep them.
 */
final class SheetLines {

    private static final String UNREADABLE = "#N/A"; // an error of the spreadsheet, which is never sent

    private final List<String> headers;
    private final ReadOptions readOptions;
    private final NavigableMap<Integer, List<SheetRow>> lines;
    private @Nullable Header header;

    private SheetLines(List<String> headers, ReadOptions readOptions, NavigableMap<Integer, List<SheetRow>> lines) {
        this.headers = headers;
        this.readOptions = readOptions.ofText(StandardCharsets.UTF_8.name(), ",", 1);
        this.lines = lines;
    }

    static SheetLines read(Path file, ReadOptions readOptions) {
        try (SheetReader sheet = SheetFile.open(file, readOptions)) {
            List<Column> columns = sheet.header().all();
            NavigableMap<Integer, List<SheetRow>> lines = new TreeMap<>();
            int width = columns.size();
            while (sheet.hasNext()) {
                SheetRow row = sheet.next();
                width = Math.max(width, row.cells().size());
                lines.computeIfAbsent(row.number(), number -> new ArrayList<>(1))
                        .add(new SheetRow(row.number(), row.variant(), withoutOrigin(known(row), columns)));
            }
            List<String> headers = new ArrayList<>();
            columns.forEach(column -> headers.add(column.header()));
            IntStream.range(columns.size(), width).forEach(more -> headers.add(""));
            return new SheetLines(new ArrayList<>(withoutOrigin(headers, columns)), readOptions, lines);
        }
    }

    /**
     * Returns the row's texts. A cell that can't be read is replaced by one that is never sent, so that the row stays
     * as wrong as it is.
     */
    private static List<String> known(SheetRow row) {
        List<String> cells = new ArrayList<>(row.cells());
        row.unreadable().keySet().forEach(index -> {
            while (cells.size() <= index) {
                cells.add("");
            }
            cells.set(index, UNREADABLE);
        });
        return cells;
    }

    private static List<String> withoutOrigin(List<String> cells, List<Column> columns) {
        return IntStream.range(0, cells.size())
                .filter(i -> i >= columns.size() || columns.get(i).role() != Column.Role.ORIGIN)
                .mapToObj(cells::get)
                .toList();
    }

    Header header() {
        if (header == null || header.all().size() < headers.size()) {
            header = Header.of(headers, new ColumnNames(readOptions));
        }
        return header;
    }

    ReadOptions reading() {
        return readOptions;
    }

    /** Returns the lines of a row: one, or one for each variant. */
    List<SheetRow> of(int row) {
        List<SheetRow> present = lines.get(row);
        if (present == null) {
            throw new SheetException(
                    row > lines.lastKey()
                            ? Text.of("the job's sheet has no row %d; its last row is %d", row, lines.lastKey())
                            : Text.of("the job's sheet has no row %d", row));
        }
        return present;
    }

    /** Returns the index of the column with this meaning, added if the sheet lacks it. */
    int place(Column column) {
        List<Column> present = header().all();
        for (Column other : present) {
            if (other.means(column) || isSameFrame(other, column)) {
                return other.index();
            }
        }
        String meaning = column.role() == Column.Role.FRAME ? null : column.meaning();
        headers.add(meaning == null ? column.header() : meaning);
        return headers.size() - 1;
    }

    /** Returns whether both columns are the same frame column: a sheet may have several, told apart by name. */
    private static boolean isSameFrame(Column one, Column other) {
        return one.role() == Column.Role.FRAME
                && other.role() == Column.Role.FRAME
                && CellText.folded(one.header()).equals(CellText.folded(other.header()));
    }

    void replace(int row, List<SheetRow> by) {
        lines.put(row, by);
    }

    byte[] csv() {
        StringWriter text = new StringWriter().append('\uFEFF');
        try (CSVWriter csv = new CSVWriter(text, ',', '"', '"', ICSVWriter.RFC4180_LINE_END)) {
            write(csv, headers, RowOrigin.ROW, RowOrigin.VARIANT);
            for (List<SheetRow> row : lines.values()) {
                for (SheetRow line : row) {
                    String variant = line.variant() == 0 ? "" : String.valueOf(line.variant());
                    write(csv, line.cells(), String.valueOf(line.number()), variant);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void write(CSVWriter csv, List<String> cells, String row, String variant) {
        List<String> line = new ArrayList<>(cells);
        while (line.size() < headers.size()) {
            line.add("");
        }
        line.add(row);
        line.add(variant);
        csv.writeNext(line.toArray(String[]::new), false);
    }
}
