package dev.reelbatch.load;

import dev.reelbatch.text.Text;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Streams the rows of a sheet below its header. Blank rows are counted, as a spreadsheet counts
 * them, and left out. Every method may throw {@link SheetException}.
 */
final class SheetReader implements Iterator<SheetRow>, AutoCloseable {

    private static final int HEADER_WITHIN = 10;

    private final SheetRows rows;
    private final Reading reading;
    private final SheetRow headerRow;
    private final Header header;
    private @Nullable SheetRow next;

    SheetReader(SheetRows rows, Reading reading) {
        this.rows = rows;
        this.reading = reading;
        ColumnNames names = new ColumnNames(reading);
        headerRow = reading.headerRow() == null ? findHeader(names) : headerAt(reading.headerRow());
        names.requireIn(headerRow.cells());
        header = Header.of(headerRow.cells(), names);
        next = readFilled();
        if (next == null) {
            throw new SheetException(Text.of("the sheet has a header and no rows below it"));
        }
    }

    /** The first of the first rows with a name that means something; else the first, which then tells what it has. */
    private SheetRow findHeader(ColumnNames names) {
        SheetRow first = readFilled();
        if (first == null) {
            throw new SheetException(Text.of("the sheet is empty; its first row names the columns"));
        }
        for (SheetRow row = first; row != null && row.number() <= HEADER_WITHIN; row = readFilled()) {
            if (names.known(row.cells()) > 0) {
                return row;
            }
        }
        return first;
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

    Header header() {
        return header;
    }

    /** As the first edition understood it; null where that is no different, or where it understood nothing. */
    @Nullable Header headerBefore() {
        if (reading.isOfFirstEdition()) {
            return null;
        }
        try {
            return Header.of(headerRow.cells(), new ColumnNames(reading.asBefore()));
        } catch (SheetException e) {
            return null;
        }
    }

    /** What the sheet was taken for; hidden rows and notes as far as it was read. */
    Recognised recognised() {
        List<Recognised.Column> columns = header.columns();
        List<String> notes = rows.notes(
                headerRow.number(),
                columns.stream().filter(column -> column.meaning() != null).toList());
        return new Recognised(rows.source(), headerRow.number(), columns, rows.hiddenRows(), List.copyOf(notes));
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
        return row;
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
        return row.isBlank() || !reading.isOfFirstEdition() && row.hasNothingButUntickedBoxes();
    }

    @Override
    public void close() {
        rows.close();
    }
}
