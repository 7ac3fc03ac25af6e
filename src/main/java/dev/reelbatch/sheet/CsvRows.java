package dev.reelbatch.sheet;

import dev.reelbatch.text.CellText;
import dev.reelbatch.text.Text;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of a CSV text; a record with line breaks inside quotation marks is one row, as in a spreadsheet. */
public final class CsvRows implements SheetRows {

    private final CsvParser csv;
    private final DetectedFormat.Text source;

    public CsvRows(Reader text, DetectedFormat.Text source) {
        this.source = source;
        this.csv = new CsvParser(text, source.delimiter());
    }

    @Override
    public @Nullable SheetRow read() {
        int number = csv.row();
        try {
            List<String> cells = csv.next();
            return cells == null ? null : new SheetRow(number, cells);
        } catch (CharacterCodingException e) {
            throw new SheetException(notThisEncoding(csv.row()), e);
        } catch (IOException e) {
            throw new SheetException(Text.of("row %d can't be read: %s", csv.row(), e.getMessage()), e);
        }
    }

    private String notThisEncoding(int number) {
        String before = CellText.normal(csv.tail());
        return before.isEmpty()
                ? Text.of(
                        "row %d: the text is not %s; it is damaged or in another encoding. Save the "
                                + "sheet as 'CSV UTF-8' or .xlsx",
                        number, source.encoding())
                : Text.of(
                        "row %d: the text after %s is not %s; it is damaged or in another encoding. Fix "
                                + "it, or save the sheet as 'CSV UTF-8' or .xlsx",
                        number, CellText.quoted(before), source.encoding());
    }

    @Override
    public DetectedFormat.Text source() {
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
