package dev.reelbatch.load;

import dev.reelbatch.text.Text;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;

/**
 * Lets only well-formed CSV text (RFC 4180) through to the parser, and names the row where it is
 * not.
 *
 * <p>The parser alone would take {@code a 5" tall man} as the start of a quoted text and silently
 * glue rows together: a wrong video, paid for.
 */
final class QuoteCheckingReader extends FilterReader {

    /** Three times what Excel allows in a cell; beyond it a quotation mark was left open. */
    static final int LONGEST_CELL = 100_000;

    private enum Place {
        CELL_START,
        PLAIN,
        QUOTED,
        AFTER_QUOTE
    }

    private final char delimiter;
    private final String encoding;
    private Place place = Place.CELL_START;
    private int row = 1;
    private int length;
    private boolean afterReturn;

    QuoteCheckingReader(Reader in, Recognised.Text source) {
        super(in);
        this.delimiter = source.delimiter();
        this.encoding = source.encoding();
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(char[] target, int offset, int asked) throws IOException {
        int count;
        try {
            count = super.read(target, offset, asked);
        } catch (CharacterCodingException e) {
            throw new SheetException(
                    Text.of("row %d: the text is not %s; save the sheet as 'CSV UTF-8'", row, encoding), e);
        }
        for (int i = offset; i < offset + count; i++) {
            check(target[i]);
        }
        if (count < 0 && place == Place.QUOTED) {
            throw SheetException.atRow(row, Text.of("a quotation mark is opened here and not closed"));
        }
        return count;
    }

    private void check(char c) {
        if (c == 0) {
            throw SheetException.atRow(
                    row, Text.of("a NUL byte: this is not a text file; save the sheet as 'CSV UTF-8'"));
        }
        if (place == Place.QUOTED) {
            insideQuotes(c);
        } else if (c == '\n' || c == '\r') {
            endOfLine(c);
        } else if (c == delimiter) {
            place = Place.CELL_START;
        } else if (c == '"') {
            quotationMark();
        } else if (place == Place.AFTER_QUOTE) {
            throw mismatch();
        } else {
            place = Place.PLAIN;
        }
        afterReturn = c == '\r' && place != Place.QUOTED;
    }

    private void insideQuotes(char c) {
        if (c == '"') {
            place = Place.AFTER_QUOTE;
        } else if (++length > LONGEST_CELL) {
            throw SheetException.atRow(
                    row, Text.of("a quotation mark is opened here and not closed within 100,000 characters"));
        }
    }

    private void quotationMark() {
        switch (place) {
            case CELL_START -> {
                place = Place.QUOTED;
                length = 0;
            }
            case AFTER_QUOTE -> place = Place.QUOTED;
            default -> throw mismatch();
        }
    }

    private void endOfLine(char c) {
        place = Place.CELL_START;
        if (!(c == '\n' && afterReturn)) {
            row++;
        }
    }

    private SheetException mismatch() {
        return SheetException.atRow(
                row,
                Text.of(
                        "the quotation marks do not match up; put a text that holds one in quotation marks and double those inside, as in \"a 5\"\" screen\""));
    }
}
