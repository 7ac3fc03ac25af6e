package dev.reelbatch.sheet;

import dev.reelbatch.text.CellText;
import dev.reelbatch.text.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellReference;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a workbook's sheet as a person sees them: texts as displayed, formulas by their values. Rows that
 * are hidden or filtered out are skipped: nobody should pay for what they do not see.
 */
final class XlsxRows implements SheetRows {

    private final Workbook workbook;
    private final DetectedFormat.Workbook source;
    private final Sheet sheet;
    private final XlsxPictures pictures;
    private final Iterator<Row> rows;
    private final DisplayedCell shown = new DisplayedCell();
    private int hidden;

    XlsxRows(Workbook workbook, int sheet, XlsxPictures pictures, DetectedFormat.Workbook source) {
        this.workbook = workbook;
        this.pictures = pictures;
        this.source = source;
        this.sheet = workbook.getSheetAt(sheet);
        this.rows = this.sheet.rowIterator();
    }

    @Override
    public @Nullable SheetRow read() {
        try {
            while (rows.hasNext()) {
                SheetRow row = row(rows.next());
                if (row != null) {
                    return row;
                }
            }
            return null;
        } catch (SheetException e) {
            throw e;
        } catch (RuntimeException e) {
            throw XlsxFile.damaged(e);
        }
    }

    private @Nullable SheetRow row(Row row) {
        int number = row.getRowNum() + 1;
        List<String> cells = new ArrayList<>();
        Map<Integer, String> unreadable = new TreeMap<>();
        for (Cell cell : row) {
            int index = cell.getColumnIndex();
            if (index >= SpreadsheetVersion.EXCEL2007.getMaxColumns()) {
                throw SheetException.atRow(
                        number, Text.of("a cell is beyond the last column that a workbook can have"));
            }
            while (cells.size() <= index) {
                cells.add("");
            }
            try {
                String picture = pictures.in(cell.getAddress().formatAsString());
                cells.set(index, picture == null ? pictures.shown(shown.text(cell)) : picture);
            } catch (DisplayedCell.UnreadableException e) {
                unreadable.put(index, String.valueOf(e.getMessage()));
            }
        }
        SheetRow read = new SheetRow(number, cells, unreadable);
        if (row.getZeroHeight()) {
            hidden += read.isBlank() ? 0 : 1;
            return null;
        }
        return read;
    }

    @Override
    public DetectedFormat.Workbook source() {
        return source;
    }

    @Override
    public Map<Integer, String> pictures(int number) {
        return pictures.over(number);
    }

    @Override
    public int hiddenRows() {
        return hidden;
    }

    @Override
    public List<String> notes(int headerRow, List<DetectedFormat.Column> columns) {
        List<String> notes = new ArrayList<>();
        for (DetectedFormat.Column column : columns) {
            int index = CellReference.convertColStringToIndex(column.letters());
            String name = CellText.quoted(column.header());
            if (sheet.isColumnHidden(index)) {
                notes.add(Text.of("column %s is hidden in the workbook but still read", name));
            }
            sheet.getMergedRegions().stream()
                    .filter(cells -> cells.isInRange(cells.getFirstRow(), index))
                    .filter(cells -> cells.getLastRow() > cells.getFirstRow() && cells.getFirstRow() >= headerRow)
                    .min(Comparator.comparing(CellRangeAddress::getFirstRow))
                    .ifPresent(cells -> notes.add(Text.of(
                            "the cells %s of column %s are merged: only the first has the value; the "
                                    + "others count as empty",
                            cells.formatAsString(), name)));
        }
        return notes;
    }

    @Override
    public void close() {
        try {
            workbook.close();
        } catch (IOException e) {
            throw new SheetException(Text.of("the sheet can't be closed: %s", e.getMessage()), e);
        }
    }
}
