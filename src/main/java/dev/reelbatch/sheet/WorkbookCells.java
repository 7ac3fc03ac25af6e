package dev.reelbatch.sheet;

import dev.reelbatch.text.Text;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.poi.openxml4j.exceptions.OpenXML4JRuntimeException;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** Changes cells of a workbook and leaves everything else in it, such as pictures, as it is. */
public final class WorkbookCells {

    private WorkbookCells() {}

    /**
     * Returns the workbook with these texts in its cells.
     *
     * @param sheet the sheet's name
     * @param cells the texts, by the row's number that a spreadsheet shows and the column's index from 0
     * @throws SheetException if the workbook can't be changed
     */
    public static byte[] set(Path workbook, String sheet, Map<Integer, Map<Integer, String>> cells) {
        try (XSSFWorkbook opened = new XSSFWorkbook(new ByteArrayInputStream(Files.readAllBytes(workbook)))) {
            XSSFSheet changed = opened.getSheet(sheet);
            cells.forEach((number, texts) -> {
                Row row =
                        changed.getRow(number - 1) == null ? changed.createRow(number - 1) : changed.getRow(number - 1);
                texts.forEach((column, text) -> set(row, column, text));
            });
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            opened.write(out);
            return out.toByteArray();
        } catch (IOException
                | OpenXML4JRuntimeException
                | IllegalArgumentException
                | IllegalStateException e) { // the last one: a part of an array
            throw new SheetException(
                    Text.of("cells of this workbook can't be changed here; change them in a spreadsheet"));
        }
    }

    private static void set(Row row, int column, String text) {
        Cell cell = row.getCell(column, Row.MissingCellPolicy.CREATE_NULL_AS_BLANK);
        cell.setBlank(); // else a formula stays, and a spreadsheet works it out again
        cell.setCellValue(text);
    }
}
