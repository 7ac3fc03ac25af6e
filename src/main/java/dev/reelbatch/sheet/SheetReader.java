package dev.reelbatch.sheet;

import dev.reelbatch.text.Text;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Streams the rows of a sheet below its header. Blank rows are counted, as a spreadsheet counts
 * them, and left out. Every method may throw {@link SheetException}.
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
        rowOrigin = new RowOrigin(header);
        next = readFilled();
        if (next == null) {
            throw new SheetException(Text.of("the sheet has a header and no rows below it"));
        }
    }

    /** The first of the first rows with a name that means something. */
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
            throw new SheetException(Text.of("the sheet is empty; its first row names the columns"));
        }
        names.requireIn(first.get(0).cells());
        throw new MissingPrompt(first, null, readOptions).exception();
    }

    /** With the next rows, which show what may be the prompts. */
    private void requirePrompt(ColumnNames names) {
        if (!names.havePrompt(headerRow.cells())) {
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
            throw new SheetException(Text.of("--header-row %d: there is nothing in row %1$d", number));
        }
        return row;
    }

    public Header header() {
        return header;
    }

    /** As the first edition understood it; null where that is no different, or where it understood nothing. */
    @Nullable public Header headerBefore() {
        if (readOptions.isOfFirstEdition()) {
            return null;
        }
        ColumnNames names = new ColumnNames(readOptions.asBefore());
        try {
            return names.havePrompt(headerRow.cells()) ? Header.of(headerRow.cells(), names) : null;
        } catch (SheetException e) {
            return null;
        }
    }

    /** Whether it is a text whose cells this separates. */
    boolean isSeparatedBy(char delimiter) {
        return rows.source() instanceof DetectedFormat.Text text && text.delimiter() == delimiter;
    }

    /** What the sheet was taken for; hidden rows and notes as far as it was read. */
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
        next = readFilled();
        return rowOrigin.numbered(row);
    }

    private @Nullable SheetRow readFilled() {
        SheetRow row = rows.read();
        while (row != null && isNone(row)) {
            row = rows.read();
        }
        return row;
    }

    /** A list that is prepared for more rows has boxes to tick in those that are still empty. */
    private boolean isNone(SheetRow row) {
        return row.isBlank() || !readOptions.isOfFirstEdition() && row.hasNothingButUntickedBoxes();
    }

    @Override
    public void close() {
        rows.close();
    }
}
