package dev.reelbatch.terminal;

import dev.reelbatch.load.SheetCheck;
import dev.reelbatch.text.Text;
import java.io.PrintWriter;

/** Explains why a sheet was refused: its mistakes, and what to do. */
public final class InvalidRowsText {

    private InvalidRowsText() {}

    public static void print(SheetCheck sheet, PrintWriter out) {
        MistakeText.lines(sheet).forEach(out::println);
        out.println(verdict(sheet));
    }

    public static String verdict(SheetCheck sheet) {
        String rows = sheet.invalidRows() == 1
                ? Text.of("1 row of %d is", sheet.rows())
                : Text.of("%d rows of %d are", sheet.invalidRows(), sheet.rows());
        return sheet.validRows() == 0
                ? Text.of("%s invalid; nothing was submitted. Fix the sheet and run it again.", rows)
                : Text.of(
                        "%s invalid; nothing was submitted. Fix the sheet, or run only the valid rows with --skip-invalid.",
                        rows);
    }
}
