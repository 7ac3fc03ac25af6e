package dev.reelbatch.load;

import com.opencsv.CSVReader;
import com.opencsv.CSVReaderBuilder;
import com.opencsv.RFC4180ParserBuilder;
import com.opencsv.exceptions.CsvValidationException;
import dev.reelbatch.text.Text;
import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads CSV text; a record with line breaks inside quotation marks is one row, as in a spreadsheet. */
final class CsvRows implements SheetRows {

    private final CSVReader csv;
    private final Recognised.Text source;
    private int number;

    CsvRows(Reader text, Recognised.Text source) {
        this.source = source;
        csv = new CSVReaderBuilder(new QuoteCheckingReader(text, source))
                .withCSVParser(new RFC4180ParserBuilder()
                        .withSeparator(source.delimiter())
                        .build())
                // The default probes the reader and takes any failure for the end of the file.
                .withVerifyReader(false)
                .build();
    }

    @Override
    public @Nullable SheetRow read() {
        try {
            String @Nullable [] cells = csv.readNext();
            return cells == null ? null : new SheetRow(++number, Arrays.asList(cells));
        } catch (IOException | CsvValidationException e) {
            throw new SheetException(Text.of("row %d can't be read: %s", number + 1, e.getMessage()), e);
        }
    }

    @Override
    public Recognised.Text source() {
        return source;
    }

    @Override
    public void close() {
        try {
            csv.close();
        } catch (IOException e) {
            throw new SheetException(Text.of("the sheet can't be closed: %s", e.getMessage()), e);
        }
    }
}
