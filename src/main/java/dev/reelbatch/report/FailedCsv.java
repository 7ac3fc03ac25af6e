package dev.reelbatch.report;

import dev.reelbatch.ledger.Run;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * failed.csv: the rows that ended without a video, to be fixed and run as a sheet. The file needs no options to be
 * read: its columns have the names that the reader knows, and a value from the run's options is filled in where the
 * row's own cell is empty. Without that value the row would become a different request, and a late or in-doubt row
 * would be charged again. {@link SheetColumns.Place} says which row of which job a line belongs to. Cells are written
 * exactly, formulas included, because the file is an input; only the header is guarded.
 *
 * <p>A row appears once for all its variants, unless the variants request different things. Pending rows are left out,
 * because the next run resumes them; so are rows that a person accepted.
 */
final class FailedCsv implements RowWriter {

    private static final String ERROR = "error";
    private final CsvLines lines;

    private final HeaderColumns cells;
    private final Run run;
    private final SheetColumns sheet;
    private final Map<String, String> settings;
    private final Map<String, @Nullable String> meanings = new LinkedHashMap<>();
    private final Map<String, String> settingOf = new HashMap<>(); // by column
    private final List<ManifestEntry> variants = new ArrayList<>(); // of the current row
    private List<String> missing = List.of(); // settings for which the sheet has no column

    FailedCsv(Writer writer, HeaderColumns cells, Run run, SheetColumns sheet) {
        this.lines = new CsvLines(writer);
        this.cells = cells;
        this.run = run;
        this.sheet = sheet;
        this.settings = sheet.settings(run);
    }

    @Override
    public void add(ManifestEntry manifestEntry) throws IOException {
        cells.add(manifestEntry.cells().propertyNames());
        writeHeader();
        if (!variants.isEmpty()
                && variants.get(0).row().row() != manifestEntry.row().row()) {
            writeRow();
        }
        variants.add(manifestEntry);
    }

    private void writeHeader() throws IOException {
        if (!lines.isEmpty()) {
            return;
        }
        for (String column : cells.freeze()) {
            if (!column.strip().equalsIgnoreCase(ERROR)) { // the column written by an earlier run is dropped
                meanings.put(column, sheet.meaning(run, column));
            }
        }
        fillIn();
        List<String> header = new ArrayList<>();
        meanings.forEach((column, meaning) ->
                header.add(meaning == null || SheetColumns.FRAME.equals(meaning) ? column : meaning));
        header.addAll(missing);
        header.add(ERROR);
        header.addAll(SheetColumns.Place.COLUMNS);
        lines.writeGuarded(header); // the sheet reader removes the apostrophe
    }

    /** Reads the run's options once for all rows, to learn what each column means. */
    private void fillIn() {
        meanings.forEach((column, known) -> {
            String setting = SheetColumns.FRAME.equals(known) ? "size" : known; // a shape replaces the size
            if (setting != null && settings.containsKey(setting)) {
                settingOf.put(column, setting);
            }
        });
        missing = settings.keySet().stream()
                .filter(name -> !settingOf.containsValue(name))
                .toList();
    }

    private String cell(ObjectNode of, String column) {
        String cell = CsvLines.cell(of.path(column));
        String setting = settingOf.get(column);
        return setting == null || isSaid(of, setting) ? cell : settings.getOrDefault(setting, cell);
    }

    private boolean isSaid(ObjectNode row, String setting) {
        return settingOf.entrySet().stream()
                .anyMatch(column -> column.getValue().equals(setting)
                        && !CsvLines.cell(row.path(column.getKey())).isBlank());
    }

    private void writeRow() throws IOException {
        List<ManifestEntry> wrong =
                variants.stream().filter(ManifestEntry::needsWork).toList();
        boolean areAlike =
                variants.stream().map(ManifestEntry::cells).distinct().count() <= 1;
        if (areAlike && !wrong.isEmpty()) {
            String errors = wrong.stream().map(ManifestEntry::error).distinct().collect(Collectors.joining("; "));
            write(wrong.get(0), "", errors);
        } else {
            for (ManifestEntry manifestEntry : wrong) {
                write(manifestEntry, String.valueOf(manifestEntry.row().variant()), manifestEntry.error());
            }
        }
        variants.clear();
    }

    private void write(ManifestEntry manifestEntry, String variant, String error) throws IOException {
        List<String> line = new ArrayList<>();
        meanings.keySet().forEach(column -> line.add(cell(manifestEntry.cells(), column)));
        missing.forEach(name -> line.add(settings.get(name)));
        line.add(error);
        line.addAll(sheet.place(
                        run, manifestEntry.row().row(), variant, SheetColumns.known(manifestEntry.cells(), meanings))
                .cells());
        lines.write(line);
    }

    @Override
    public void end() throws IOException {
        writeHeader();
        if (!variants.isEmpty()) {
            writeRow();
        }
    }
}
