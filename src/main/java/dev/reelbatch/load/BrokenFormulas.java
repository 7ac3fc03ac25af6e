package dev.reelbatch.load;

import dev.reelbatch.sheet.Column;
import dev.reelbatch.sheet.Column.Role;
import dev.reelbatch.sheet.DisplayedFormula;
import dev.reelbatch.sheet.RowCells;
import dev.reelbatch.sheet.RowCells.Cell;
import dev.reelbatch.text.Text;
import java.util.regex.Pattern;

/** What a spreadsheet shows for a formula without a value: a text like any other, which would be sent as a prompt. */
final class BrokenFormulas {

    /**
     * The texts that Excel, WPS and LibreOffice show for a formula without a value, or in a column that is too narrow.
     */
    private static final Pattern BROKEN_FORMULA =
            Pattern.compile("#(REF!|N/A|NAME\\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!|BUSY!)|#{3,}|Err:5\\d\\d");
    /** The same in other languages, and those of linked data. */
    private static final Pattern BROKEN_ELSEWHERE = Pattern.compile(
            "#(FIELD!|BLOCKED!|CONNECT!|UNKNOWN!|EXTERNAL!|PYTHON!|GETTING_DATA|BEZUG!|NV|WERT!|ZAHL!|ÜBERLAUF!|"
                    + "NOM\\?|VALEUR!|NOMBRE!|NUL!|¿NOMBRE\\?|¡REF!|¡VALOR!|¡DIV/0!|¡NUM!|¡NULO!|VALOR!|NOME\\?|N/D|"
                    + "RIF!|VALORE!|NAAM\\?|VERW!|WAARDE!|GETAL!|ADR!|ARG!|NAZWA\\?|LICZBA!|ERROR!)|Err:\\d{3}|"
                    + "(?i:#error|loading\\.\\.\\.)");

    private BrokenFormulas() {}

    /** @param isOfToday false for a sheet that is read as the first version of this program did */
    static void refuse(RowCells cells, boolean isOfToday, RowFindings findings) {
        for (Cell cell : cells.filled()) {
            Column column = cell.column();
            if (!column.isMeaning()) {
                continue;
            }
            if (isBroken(cell.text(), isOfToday)) {
                findings.wrong(
                        column.header(),
                        cell.text(),
                        Text.of("is a spreadsheet error; fix the formula or widen the column"));
            } else if (isOfToday && DisplayedFormula.isOne(cell.text())) {
                findings.wrong(
                        column.header(),
                        cell.text(),
                        Text.of("is a formula instead of its value; save the sheet as .xlsx or CSV from the "
                                + "spreadsheet"));
            } else if (isOfToday
                    && (column.role() == Role.INPUT
                            || column.role() == Role.PARAMETERS
                            || column.role() == Role.TEMPLATE)
                    && NotPrompts.isNoValue(cell.text())) {
                findings.wrong(column.header(), cell.text(), Text.of("means an empty value; clear the cell"));
            }
        }
    }

    private static boolean isBroken(String text, boolean isOfToday) {
        return BROKEN_FORMULA.matcher(text).matches()
                || isOfToday && BROKEN_ELSEWHERE.matcher(text).matches();
    }
}
