package dev.reelbatch.load;

import com.opencsv.CSVReader;
import com.opencsv.CSVReaderBuilder;
import com.opencsv.RFC4180ParserBuilder;
import com.opencsv.exceptions.CsvValidationException;
import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Reads CSV text; a record with line breaks inside quotation marks is one row, as in a spreadsheet. */
final class CsvSheetReader implements SheetReader {

    private final CSVReader csv;
    private final Header header;
    private int number;
    private @Nullable SheetRow next;

    CsvSheetReader(Reader text, char delimiter) {
        csv = new CSVReaderBuilder(new QuoteCheckingReader(text, delimiter))
                .withCSVParser(
                        new RFC4180ParserBuilder().withSeparator(delimiter).build())
                // The default probes the reader and takes any failure for the end of the file.
                .withVerifyReader(false)
                .build();
        SheetRow first = readFilled();
        if (first == null) {
            throw new SheetException("the sheet is empty; its first row names the columns");
        }
        header = Header.of(first.cells());
        next = readFilled();
        if (next == null) {
            throw new SheetException("the sheet has a header and no rows below it");
        }
    }

    @Override
    public Header header() {
        return header;
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
        SheetRow row = read();
        while (row != null && row.isBlank()) {
            row = read();
        }
        return row;
    }

    private @Nullable SheetRow read() {
        try {
            String @Nullable [] cells = csv.readNext();
            return cells == null ? null : new SheetRow(++number, Arrays.asList(cells));
        } catch (IOException | CsvValidationException e) {
            throw new SheetException("row " + (number + 1) + " can't be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            csv.close();
        } catch (IOException e) {
            throw new SheetException("the sheet can't be closed: " + e.getMessage(), e);
        }
    }
}
