package dev.reelbatch.sheet;

import dev.reelbatch.text.Text;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits delimited text into rows of cells, as RFC 4180 defines it and as people write it by hand: a quotation mark
 * inside a cell that does not begin with one is an ordinary character. Text whose cells are ambiguous is refused: a
 * prompt that was cut at a comma is a wrong video, paid for.
 */
final class CsvParser implements Closeable {

    /**
     * Three times the characters that Excel allows in a cell; a longer cell means that a quotation mark was left open.
     */
    static final int LONGEST_CELL = 100_000;

    private static final int END = -1;
    private static final int TAIL = 30;

    private final BufferedReader in;
    private final char delimiter;
    private final StringBuilder cell = new StringBuilder();
    private int row = 1;
    private int next = END;
    private boolean begun;

    CsvParser(Reader in, char delimiter) {
        this.in = new BufferedReader(in);
        this.delimiter = delimiter;
    }

    /** Returns the number that a spreadsheet shows for the row that is read next, or that could not be read. */
    int row() {
        return row;
    }

    /** Returns the text before the place where reading failed. */
    String tail() {
        return cell.substring(Math.max(0, cell.length() - TAIL));
    }

    /**
     * Returns the cells of the next row; null at the end.
     *
     * @throws SheetException if its cells are ambiguous
     */
    @Nullable List<String> next() throws IOException {
        if (!begun) {
            begun = true;
            advance();
        }
        if (next == END) {
            return null;
        }
        List<String> cells = new ArrayList<>();
        cells.add(cell());
        while (next == delimiter) {
            advance();
            cells.add(cell());
        }
        row++;
        if (next != END) {
            cell.setLength(0);
            lineEnd(); // reads the first character of the next row
        }
        return cells;
    }

    private String cell() throws IOException {
        cell.setLength(0);
        blanks();
        if (next == '"') {
            quoted();
        } else {
            plain();
        }
        return cell.toString();
    }

    private void blanks() throws IOException {
        while ((next == ' ' || next == '\t') && next != delimiter) {
            take();
        }
    }

    /** Reads an unquoted cell to its end; quotation marks in it are ordinary characters. */
    private void plain() throws IOException {
        boolean open = false;
        while (!isAtCellEnd()) {
            boolean isMark = next == '"';
            boolean afterWord = !cell.isEmpty() && Character.isLetterOrDigit(cell.charAt(cell.length() - 1));
            take();
            if (isMark) {
                open = !open && !afterWord && !isAtCellEnd() && next != ' ';
            }
        }
        // A comma such as the one in: a sign "OPEN, always" in a window
        if (open && next == delimiter && delimiter != '\t') {
            throw mismatch();
        }
    }

    /** Reads a quoted cell; if text follows the closing mark, the marks were ordinary characters. */
    private void quoted() throws IOException {
        int blanks = cell.length();
        advance();
        boolean isOneText = true;
        while (next != END) {
            if (next == '"') {
                advance();
                if (next != '"') {
                    afterQuotes(blanks, isOneText);
                    return;
                }
                isOneText = false;
                take();
            } else if (next == '\r' || next == '\n') {
                isOneText = false;
                lineEnd();
                cell.append('\n');
            } else {
                isOneText &= next != delimiter;
                take();
            }
            if (cell.length() > LONGEST_CELL) {
                throw SheetException.atRow(
                        row, Text.of("a quotation mark opens here and is not closed within 100,000 characters"));
            }
        }
        throw SheetException.atRow(row, Text.of("a quotation mark opens here and is never closed"));
    }

    private void afterQuotes(int blanksBefore, boolean isOneText) throws IOException {
        int end = cell.length();
        blanks();
        if (isAtCellEnd()) {
            cell.setLength(end);
            cell.delete(0, blanksBefore);
            return;
        }
        boolean isEscaped = end > blanksBefore && cell.charAt(end - 1) == '\\';
        if (!isOneText || isEscaped) {
            throw mismatch();
        }
        cell.insert(end, '"').insert(blanksBefore, '"');
        plain();
    }

    private boolean isAtCellEnd() {
        return next == delimiter || next == '\n' || next == '\r' || next == END;
    }

    private void take() throws IOException {
        cell.append((char) next);
        advance();
    }

    private void lineEnd() throws IOException {
        boolean isReturn = next == '\r';
        advance();
        if (isReturn && next == '\n') {
            advance();
        }
    }

    private void advance() throws IOException {
        next = in.read();
        if (next == 0) {
            throw SheetException.atRow(
                    row, Text.of("a NUL byte: this is not a text file; save the sheet as 'CSV UTF-8'"));
        }
    }

    private SheetException mismatch() {
        return SheetException.atRow(
                row,
                Text.of("the quotation marks are unbalanced; put the whole text in quotation marks and "
                        + "write each inner one twice, as in \"a 5\"\" screen\""));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
