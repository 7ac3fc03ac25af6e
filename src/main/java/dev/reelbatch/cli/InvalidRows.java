package dev.reelbatch.cli;

import dev.reelbatch.load.Preflight;
import dev.reelbatch.text.Text;
import java.io.PrintWriter;

/** Every error of a sheet, one a line. */
final class InvalidRows {

    private InvalidRows() {}

    static void print(Preflight sheet, PrintWriter out) {
        sheet.errors().forEach(out::println);
        long more = sheet.errorCount() - sheet.errors().size();
        if (more > 0) {
            out.println(Text.of("and %d more", more));
        }
        String rows = sheet.invalidRows() == 1
                ? Text.of("1 row of %d is", sheet.rows())
                : Text.of("%d rows of %d are", sheet.invalidRows(), sheet.rows());
        out.println(
                sheet.validRows() == 0
                        ? Text.of("%s invalid; nothing was submitted. Fix the sheet and run it again.", rows)
                        : Text.of(
                                "%s invalid; nothing was submitted. Fix the sheet, or run the valid rows alone with --skip-invalid.",
                                rows));
    }
}
