package dev.reelbatch.cli;

import dev.reelbatch.load.Preflight;
import java.io.PrintWriter;

/** Every error of a sheet, one a line. */
final class InvalidRows {

    private InvalidRows() {}

    static void print(Preflight sheet, PrintWriter out) {
        sheet.errors().forEach(out::println);
        long more = sheet.errorCount() - sheet.errors().size();
        if (more > 0) {
            out.printf("and %d more%n", more);
        }
        out.printf(
                sheet.validRows() == 0
                        ? "%s invalid; nothing was submitted. Fix the sheet and run it again.%n"
                        : "%s invalid; nothing was submitted. Fix the sheet, or run the valid rows alone with --skip-invalid.%n",
                sheet.invalidRows() == 1
                        ? "1 row of %d is".formatted(sheet.rows())
                        : "%d rows of %d are".formatted(sheet.invalidRows(), sheet.rows()));
    }
}
