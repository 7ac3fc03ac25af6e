package dev.reelbatch.sheet;

import dev.reelbatch.text.CellText;
import dev.reelbatch.text.Text;
import java.math.BigDecimal;
import java.text.SimpleDateFormat;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.DateUtil;
import org.jspecify.annotations.Nullable;

/** The text that a spreadsheet shows in a cell: numbers and dates by their formats, formulas by their values. */
final class DisplayedCell {

    /** The limit beyond which spreadsheets lose a number's digits. */
    private static final double EXACT = 1e15;

    private static final Pattern ISO_DATE = Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)?(?:Z|[+-]\\d\\d:?\\d\\d)?)?");

    private final DataFormatter formatter = new DataFormatter(Locale.US); // gives the same result on every machine

    DisplayedCell() {
        formatter.setUseCachedValuesForFormulaCells(true);
        // Every spreadsheet shows these two in the system's date format; the library has only the American 1/5/26.
        formatter.addFormat("m/d/yy", new SimpleDateFormat("yyyy/M/d", Locale.ROOT));
        formatter.addFormat("m/d/yy h:mm", new SimpleDateFormat("yyyy/M/d H:mm", Locale.ROOT));
    }

    /**
     * Returns the text that is shown.
     *
     * @throws UnreadableException if the shown text can't be determined
     */
    String text(Cell cell) throws UnreadableException {
        try {
            return shown(cell);
        } catch (RuntimeException e) { // the library has no exception type for values that it can't read
            throw new UnreadableException(Text.of("can't be read; type the value again"));
        }
    }

    /** A value that can't be read; the message says why and reads as a remark on the cell. */
    static final class UnreadableException extends Exception {

        private static final long serialVersionUID = 1;

        UnreadableException(String why) {
            super(why);
        }
    }

    private String shown(Cell cell) throws UnreadableException {
        boolean isFormula = cell.getCellType() == CellType.FORMULA;
        CellType type = isFormula ? cell.getCachedFormulaResultType() : cell.getCellType();
        boolean isEmpty = isEmpty(cell, type);
        if (isFormula && (type == CellType.BLANK || isEmpty)) {
            throw new UnreadableException(
                    Text.of("has a formula that was never calculated; open the workbook, save it, and run it again"));
        }
        if (isEmpty) {
            return "";
        }
        return switch (type) {
            case STRING -> unescaped(cell);
            // the library adds this prefix
            case ERROR -> cell.getStringCellValue().replaceFirst("^ERROR:\\s*", "");
            case NUMERIC -> number(cell);
            default -> formatter.formatCellValue(cell);
        };
    }

    /**
     * Undoes escapes such as _x000D_, by which Excel writes some characters; the plain getter does not do so where a
     * cell holds its text inline.
     */
    private static String unescaped(Cell cell) {
        String text = cell.getStringCellValue();
        return text.contains("_x") ? cell.getRichStringCellValue().getString() : text;
    }

    /**
     * Returns whether the cell has no value: libraries that calculate nothing, or that write every cell, leave such
     * cells.
     */
    private static boolean isEmpty(Cell cell, CellType type) {
        return (type == CellType.NUMERIC || type == CellType.BOOLEAN)
                && cell.getStringCellValue().isBlank();
    }

    /**
     * Returns a number as it is shown. A whole number in the general format keeps its digits, though a cell shows
     * 1.23457E+11: it is an id.
     */
    private String number(Cell cell) throws UnreadableException {
        double value;
        try {
            value = cell.getNumericCellValue();
        } catch (NumberFormatException | IllegalStateException e) { // the latter of a cell marked as a date
            return date(cell);
        }
        @Nullable CellStyle style = cell.getCellStyle(); // null in a workbook that has no styles
        String format = style == null ? null : style.getDataFormatString();
        boolean isPlain = format == null || format.equalsIgnoreCase("General") || format.equals("@");
        return isPlain && value == Math.rint(value) && Math.abs(value) < EXACT
                ? BigDecimal.valueOf(value).setScale(0).toPlainString()
                : style == null
                        ? formatter.formatRawCellContents(value, 0, "General")
                        : formatter.formatCellValue(cell);
    }

    /** Returns an ISO 8601 date; the library reads only those without a zone and without a fraction of a second. */
    private String date(Cell cell) throws UnreadableException {
        String text = cell.getStringCellValue().strip();
        if (!ISO_DATE.matcher(text).matches()) {
            throw new UnreadableException(
                    Text.of("contains %s, which is neither a number nor a date", CellText.quoted(text)));
        }
        @Nullable CellStyle style = cell.getCellStyle();
        boolean isShownAsDate =
                style != null && DateUtil.isADateFormat(style.getDataFormat(), style.getDataFormatString());
        return isShownAsDate
                ? formatter.formatRawCellContents(
                        DateUtil.getExcelDate(dateTime(text)), style.getDataFormat(), style.getDataFormatString())
                : text;
    }

    /** Returns the local date and time of the text's own zone. */
    private static LocalDateTime dateTime(String text) {
        String local = text.replaceFirst("(?:Z|[+-]\\d\\d:?\\d\\d)$", "").replace(' ', 'T');
        return local.indexOf('T') < 0 ? LocalDate.parse(local).atStartOfDay() : LocalDateTime.parse(local);
    }
}
