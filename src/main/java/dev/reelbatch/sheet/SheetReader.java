package dev.reelbatch.sheet;

import dev.reelbatch.text.Text;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A stream of the rows below a sheet's header. Blank rows are counted, as a spreadsheet counts them, and skipped. Every
 * method may throw {@link SheetException}.
 */
public final class SheetReader implements Iterator<SheetRow>, AutoCloseable {

    private static final int HEADER_WITHIN = 10;

    private final SheetRows rows;
    private final ReadOptions readOptions;
    private final SheetRow headerRow;
    private final Header header;
    private final RowOrigin rowOrigin;
    private @Nullable SheetRow next;

    public SheetReader(SheetRows rows, ReadOptions readOptions) {
        this.rows = rows;
        this.readOptions = readOptions;
        ColumnNames names = new ColumnNames(readOptions);
        headerRow = readOptions.headerRow() == null ? findHeader(names) : headerAt(readOptions.headerRow());
        names.requireIn(headerRow.cells());
        requirePrompt(names);
        header = Header.of(headerRow.cells(), names);
        if (!header.hasOrigin(RowOrigin.JOB)) {
            requireTemplate(headerRow.cells(), names);
        }
        rowOrigin = new RowOrigin(header);
        next = readFilled();
        if (next == null) {
            throw new SheetException(Text.of("the sheet has a header but no rows below it"));
        }
    }

    /** Returns the first of the first rows with a known column name. */
    private SheetRow findHeader(ColumnNames names) {
        List<SheetRow> first = new ArrayList<>();
        for (SheetRow row = readFilled();
                row != null && (first.isEmpty() || row.number() <= HEADER_WITHIN);
                row = readFilled()) {
            if (names.known(row.cells()) > 0) {
                return row;
            }
            first.add(row);
        }
        if (first.isEmpty()) {
            throw new SheetException(Text.of("the sheet is empty; its first row must name the columns"));
        }
        List<String> cells = first.get(0).cells();
        names.requireIn(cells);
        requireTemplate(cells, names);
        throw new MissingPrompt(first, null, readOptions).exception();
    }

    /**
     * Requires the columns of the template, if there is one.
     *
     * @throws SheetException if one is missing
     */
    private static void requireTemplate(List<String> cells, ColumnNames names) {
        TemplateColumns template = Header.of(cells, names).template();
        if (template != null) {
            template.require(cells);
        }
    }

    /**
     * Requires a prompt column, unless a template makes the prompts, or the rows are those of a job, which may have one;
     * the next rows show which columns may hold the prompts.
     *
     * @throws SheetException if there is none
     */
    private void requirePrompt(ColumnNames names) {
        if (!names.havePrompt(headerRow.cells()) && !names.nameJob(headerRow.cells())) {
            List<SheetRow> first = new ArrayList<>(List.of(headerRow));
            for (SheetRow row = readFilled(); row != null && first.size() < HEADER_WITHIN; row = readFilled()) {
                first.add(row);
            }
            throw new MissingPrompt(first, headerRow, readOptions).exception();
        }
    }

    private SheetRow headerAt(int number) {
        SheetRow row = readFilled();
        while (row != null && row.number() < number) {
            row = readFilled();
        }
        if (row == null || row.number() > number) {
            throw new SheetException(Text.of("--header-row %d: row %1$d is empty", number));
        }
        return row;
    }

    public Header header() {
        return header;
    }

    /**
     * Returns the headers by the rules of earlier editions, by the number of the edition, as far as they find one that
     * may be another.
     */
    public Map<Integer, Header> earlierHeaders() {
        Map<Integer, Header> headers = new TreeMap<>();
        for (int edition = ReadOptions.FIRST_EDITION; edition < readOptions.edition(); edition++) {
            Header earlier = edition == ReadOptions.FIRST_EDITION || header.hasFields() ? header(edition) : null;
            if (earlier != null) {
                headers.put(edition, earlier);
            }
        }
        return headers;
    }

    private @Nullable Header header(int edition) {
        ColumnNames names = new ColumnNames(readOptions.asOf(edition));
        try {
            return names.havePrompt(headerRow.cells()) ? Header.of(headerRow.cells(), names) : null;
        } catch (SheetException e) {
            return null;
        }
    }

    /** Returns whether the file is a text with this delimiter. */
    boolean isSeparatedBy(char delimiter) {
        return rows.source() instanceof DetectedFormat.Text text && text.delimiter() == delimiter;
    }

    /** Returns the detected format; hidden rows and notes as far as the sheet was read. */
    public DetectedFormat recognised() {
        List<DetectedFormat.Column> columns = header.columns();
        List<String> notes = rows.notes(
                headerRow.number(),
                columns.stream().filter(column -> column.meaning() != null).toList());
        return new DetectedFormat(rows.source(), headerRow.number(), columns, rows.hiddenRows(), List.copyOf(notes));
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public SheetRow next() {
        SheetRow row = next;
        if (row == null) {
            throw new NoSuchElementException();
        }
        SheetRow whole = header.with(rows.pictures(row.number()), row);
        next = readFilled();
        return rowOrigin.numbered(whole);
    }

    private @Nullable SheetRow readFilled() {
        SheetRow row = rows.read();
        while (row != null && isNone(row)) {
            row = rows.read();
        }
        return row;
    }

    /** Returns whether the row only holds the tick boxes of a list that was prepared for more rows. */
    private boolean isNone(SheetRow row) {
        return row.isBlank() || !readOptions.isOfFirstEdition() && row.hasNothingButUntickedBoxes();
    }

    @Override
    public void close() {
        rows.close();
    }
}
