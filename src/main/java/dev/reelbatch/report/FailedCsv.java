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
 * failed.csv: the rows that ended without a video, to be fixed and run as a sheet. It stands by itself: columns bear the
 * names that are understood without any option, and what the run's options said is in the row where its own cell is
 * empty, or it would be another request, and what is late or in doubt paid for again. {@link SheetColumns.Place} says
 * which row of which job each is. Cells are exact, formulas included: it is an input; its header
 * starts no formula.
 *
 * <p>A row is in it once, whatever its variants, unless these ask for different things. Pending rows are not in it: they
 * are resumed without it; nor are those that a person accepted as they are.
 */
final class FailedCsv implements RowWriter {

    private static final String ERROR = "error";
    /** {@link SheetColumns#meaning} of a column that says the shape of the picture, or its resolution. */
    private final CsvLines lines;

    private final HeaderColumns cells;
    private final Run run;
    private final SheetColumns sheet;
    private final Map<String, String> settings;
    private final Map<String, @Nullable String> meanings = new LinkedHashMap<>();
    private final Map<String, String> settingOf = new HashMap<>(); // by column
    private final List<ManifestEntry> variants = new ArrayList<>(); // of the row that passes
    private List<String> missing = List.of(); // settings that the sheet has no column for

    FailedCsv(Writer writer, HeaderColumns cells, Run run, SheetColumns sheet) {
        this.lines = new CsvLines(writer);
        this.cells = cells;
        this.run = run;
        this.sheet = sheet;
        this.settings = sheet.settings(run);
    }

    @Override
    public void add(ManifestEntry manifestEntry) throws IOException {
        cells.see(manifestEntry.cells().propertyNames());
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
            if (!column.strip().equalsIgnoreCase(ERROR)) { // that of the run before is not carried along
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
        lines.writeGuarded(header); // whoever reads it as a sheet takes the apostrophe off again
    }

    /** Once for all rows: to know what a column means the run's options are read. */
    private void fillIn() {
        meanings.forEach((column, known) -> {
            String setting = SheetColumns.FRAME.equals(known) ? "size" : known; // a shape is said in place of the size
            if (setting != null && settings.containsKey(setting)) {
                settingOf.put(column, setting);
            }
        });
        missing = settings.keySet().stream()
                .filter(name -> !settingOf.containsValue(name))
                .toList();
    }

    private String cell(ObjectNode of, String column) {
        String cell = CsvCell.of(of.path(column));
        String setting = settingOf.get(column);
        return setting == null || isSaid(of, setting) ? cell : settings.getOrDefault(setting, cell);
    }

    private boolean isSaid(ObjectNode row, String setting) {
        return settingOf.entrySet().stream()
                .anyMatch(column -> column.getValue().equals(setting)
                        && !CsvCell.of(row.path(column.getKey())).isBlank());
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
