package dev.reelbatch.inbox;

import dev.reelbatch.load.ParsedRow;
import dev.reelbatch.load.PromptSheet;
import dev.reelbatch.load.RowError;
import dev.reelbatch.sheet.DisplayedFormula;
import dev.reelbatch.sheet.SheetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The file beside a rejected sheet: the sheet with its errors, else only the reason. */
final class ErrorsFile {

    private ErrorsFile() {}

    /** Writes the file and returns its name. */
    static String write(SheetFiling.Draft beside, String why, @Nullable Supplier<PromptSheet> sheet)
            throws IOException {
        String reason = why;
        if (sheet != null) {
            Path copy = beside.waiting(beside.errorsEnd());
            try (PromptSheet rows = sheet.get()) {
                if (write(rows, copy) > 0) {
                    return beside.nameWith(beside.errorsEnd());
                }
            } catch (SheetException e) {
                reason = String.valueOf(e.getMessage());
            }
            Files.deleteIfExists(copy);
        }
        beside.write(SheetFiling.ERRORS_TEXT, reason + System.lineSeparator());
        return beside.nameWith(SheetFiling.ERRORS_TEXT);
    }

    /**
     * Writes all rows of the sheet in its own columns, after a column {@code error}, which no run reads: to be
     * corrected and dropped again. Cells are exact, formulas included: it is an input; its header starts no formula.
     *
     * @return how many rows are to be corrected
     */
    private static int write(PromptSheet sheet, Path file) throws IOException {
        int wrong = 0;
        boolean begun = false;
        try (CorrectedCopy copy = CorrectedCopy.create(file)) {
            while (sheet.hasNext()) {
                ParsedRow row = sheet.next();
                if (!begun) {
                    copy.write(line("error", header(row)));
                    begun = true;
                }
                copy.write(line(error(row), cells(row).values()));
                wrong += row instanceof ParsedRow.Invalid ? 1 : 0;
            }
        }
        return wrong;
    }

    private static List<String> line(String first, Collection<String> others) {
        List<String> line = new ArrayList<>();
        line.add(first);
        line.addAll(others);
        return line;
    }

    private static List<String> header(ParsedRow row) {
        return cells(row).keySet().stream().map(DisplayedFormula::guardedHeader).toList();
    }

    private static Map<String, String> cells(ParsedRow row) {
        return row instanceof ParsedRow.Valid valid ? valid.row().cells() : ((ParsedRow.Invalid) row).cells();
    }

    /** Returns the mistakes without row numbers, which are those of the original sheet, blank rows included. */
    private static String error(ParsedRow row) {
        return row instanceof ParsedRow.Invalid invalid
                ? invalid.errors().stream()
                        .map(RowError::withoutRow)
                        .map(DropperWords::of)
                        .collect(Collectors.joining("; "))
                : "";
    }
}
