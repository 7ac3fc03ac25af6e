package dev.reelbatch.inbox;

import dev.reelbatch.load.PromptSheet;
import dev.reelbatch.sheet.SheetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What stands beside a rejected sheet: the sheet with its errors, else the reason alone. */
final class ErrorsFile {

    private ErrorsFile() {}

    /** Returns the name of what was written. */
    static String write(SheetFiling.Draft beside, String why, @Nullable Supplier<PromptSheet> sheet)
            throws IOException {
        String reason = why;
        if (sheet != null) {
            Path csv = beside.waiting(SheetFiling.ERRORS_CSV);
            try (PromptSheet rows = sheet.get()) {
                if (ErrorsCsv.write(rows, csv) > 0) {
                    return beside.nameWith(SheetFiling.ERRORS_CSV);
                }
            } catch (SheetException e) {
                reason = String.valueOf(e.getMessage());
            }
            Files.deleteIfExists(csv);
        }
        beside.write(SheetFiling.ERRORS_TEXT, reason + System.lineSeparator());
        return beside.nameWith(SheetFiling.ERRORS_TEXT);
    }
}
