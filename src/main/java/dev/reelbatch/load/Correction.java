package dev.reelbatch.load;

import dev.reelbatch.sheet.ColumnNames;
import dev.reelbatch.sheet.Header;
import dev.reelbatch.sheet.ReadOptions;
import dev.reelbatch.sheet.RowOrigin;
import dev.reelbatch.sheet.SheetException;
import dev.reelbatch.sheet.SheetFile;
import dev.reelbatch.sheet.SheetReader;
import dev.reelbatch.sheet.SheetRow;
import dev.reelbatch.text.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A sheet whose rows replace rows of a job's sheet, as its {@link RowOrigin} columns say. */
public final class Correction {

    private final Header header;
    private final List<SheetRow> rows;
    private final String job;

    private Correction(Header header, List<SheetRow> rows) {
        this.header = header;
        this.rows = List.copyOf(rows);
        this.job = onlyJob();
    }

    /**
     * Reads a correction; empty for an ordinary sheet.
     *
     * @throws SheetException if the file can't be read, or does not say of each row where it belongs
     */
    public static Optional<Correction> in(Path file, ReadOptions readOptions) {
        try (SheetReader sheet = SheetFile.open(file, readOptions)) {
            Header header = sheet.header();
            boolean namesJob = header.hasOrigin(RowOrigin.JOB);
            if (!namesJob && !header.hasOrigin(RowOrigin.ROW)) {
                return Optional.empty();
            }
            if (!namesJob || !header.hasOrigin(RowOrigin.ROW)) {
                throw new SheetException(Text.of(
                        "the columns %s and %s belong together; restore the missing one, or delete the other",
                        RowOrigin.JOB, RowOrigin.ROW));
            }
            List<SheetRow> rows = new ArrayList<>();
            sheet.forEachRemaining(row -> rows.add(readable(row)));
            return Optional.of(new Correction(header, rows));
        }
    }

    private static SheetRow readable(SheetRow row) {
        if (!row.unreadable().isEmpty()) {
            throw SheetException.atRow(
                    row.number(), row.unreadable().values().iterator().next());
        }
        return row;
    }

    private String onlyJob() {
        List<String> jobs =
                rows.stream().map(row -> text(row, RowOrigin.JOB)).distinct().toList();
        if (jobs.contains("")) {
            throw new SheetException(
                    Text.of("%s is empty in a row; it must name the job that the row belongs to", RowOrigin.JOB));
        }
        if (jobs.size() > 1) {
            throw new SheetException(
                    Text.of("the rows belong to several jobs (%s); make one file for each", ColumnNames.listed(jobs)));
        }
        return jobs.get(0);
    }

    /** Returns the job whose rows are corrected. */
    public String job() {
        return job;
    }

    Header header() {
        return header;
    }

    /** Returns the rows, by the numbers that they have in the job's sheet. */
    List<SheetRow> rows() {
        return rows;
    }

    String text(SheetRow row, String origin) {
        return header.origin(row, origin);
    }
}
