package dev.reelbatch.load;

import dev.reelbatch.text.Text;
import java.math.BigDecimal;
import java.text.SimpleDateFormat;
import java.util.Locale;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.util.CellReference;
import org.jspecify.annotations.Nullable;

/** The text that a spreadsheet shows in a cell: numbers and dates by their formats, formulas by their values. */
final class ShownCell {

    /** Beyond it a spreadsheet itself does not know a number's digits. */
    private static final double EXACT = 1e15;

    private final DataFormatter formatter = new DataFormatter(Locale.US); // the same on every machine

    ShownCell() {
        formatter.setUseCachedValuesForFormulaCells(true);
        // These two every spreadsheet shows as its system writes dates; 1/5/26 would be the American way alone.
        formatter.addFormat("m/d/yy", new SimpleDateFormat("yyyy/M/d", Locale.ROOT));
        formatter.addFormat("m/d/yy h:mm", new SimpleDateFormat("yyyy/M/d H:mm", Locale.ROOT));
    }

    String text(Cell cell, int row) {
        boolean isFormula = cell.getCellType() == CellType.FORMULA;
        CellType type = isFormula ? cell.getCachedFormulaResultType() : cell.getCellType();
        if (isFormula && (type == CellType.BLANK || isEmptyNumber(cell, type))) {
            throw SheetException.atRow(
                    row,
                    Text.of(
                            "column %s: the formula has no value yet; open the workbook, save it, and run it again",
                            CellReference.convertNumToColString(cell.getColumnIndex())));
        }
        return switch (type) {
            // undoes _x000D_, as Excel writes some characters; the plain getter does not where a cell holds its own
            // text
            case STRING -> cell.getRichStringCellValue().getString();
            // the library puts a word of its own before it
            case ERROR -> cell.getStringCellValue().replaceFirst("^ERROR:\\s*", "");
            case NUMERIC -> number(cell);
            default -> formatter.formatCellValue(cell);
        };
    }

    /** So write the libraries that calculate nothing. */
    private static boolean isEmptyNumber(Cell cell, CellType type) {
        return type == CellType.NUMERIC && cell.getStringCellValue().isEmpty();
    }

    /** A whole number in no particular format keeps its digits, though a cell shows 1.23457E+11: it is an id. */
    private String number(Cell cell) {
        double value = cell.getNumericCellValue();
        @Nullable CellStyle style = cell.getCellStyle(); // null in a workbook that has no styles at all
        String format = style == null ? null : style.getDataFormatString();
        boolean isPlain = format == null || format.equalsIgnoreCase("General") || format.equals("@");
        return isPlain && value == Math.rint(value) && Math.abs(value) < EXACT
                ? BigDecimal.valueOf(value).setScale(0).toPlainString()
                : style == null
                        ? formatter.formatRawCellContents(value, 0, "General")
                        : formatter.formatCellValue(cell);
    }
}
