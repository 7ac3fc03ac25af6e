package dev.reelbatch.cli;

import dev.reelbatch.load.Preflight;
import dev.reelbatch.text.Text;
import java.io.PrintWriter;

/** Why a sheet was refused: its mistakes, and what to do. */
final class InvalidRows {

    private InvalidRows() {}

    static void print(Preflight sheet, PrintWriter out) {
        Mistakes.lines(sheet).forEach(out::println);
        out.println(verdict(sheet));
    }

    static String verdict(Preflight sheet) {
        String rows = sheet.invalidRows() == 1
                ? Text.of("1 row of %d is", sheet.rows())
                : Text.of("%d rows of %d are", sheet.invalidRows(), sheet.rows());
        return sheet.validRows() == 0
                ? Text.of("%s invalid; nothing was submitted. Fix the sheet and run it again.", rows)
                : Text.of(
                        "%s invalid; nothing was submitted. Fix the sheet, or run the valid rows alone with --skip-invalid.",
                        rows);
    }
}
