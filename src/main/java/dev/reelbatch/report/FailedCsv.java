package dev.reelbatch.report;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * failed.csv: the rows that ended without a video, in the input's own columns plus {@code error}, to
 * be fixed and run as a sheet. Its cells are exact, formulas included: it is an input; its header starts no formula. A row stands in it
 * once, whatever its variants. Pending rows are not in it: they go on by themselves; nor are those that a person accepted as
 * they are. What the run's options said stands in the row where its own cell is empty: run without these options, it
 * would else be another request, and what is late or in doubt paid for again.
 */
final class FailedCsv implements RowWriter {

    private static final String ERROR = "error";
    /** {@link SheetColumns#meaning} of a column that says the shape of the picture, or its resolution. */
    private static final String FRAME = "frame";

    private final CsvLines lines;
    private final HeaderColumns cells;
    private final Set<String> errors = new LinkedHashSet<>();
    private final Function<String, @Nullable String> meaning;
    private final Map<String, String> settings;
    private final Map<String, String> settingOf = new HashMap<>(); // by column
    private List<String> columns = List.of();
    private List<String> missing = List.of(); // settings that the sheet has no column for
    private @Nullable ObjectNode row;
    private int number;

    /**
     * @param meaning the known name of a column of the sheet, or null
     * @param settings what the run's options said, by the known name of the column
     */
    FailedCsv(
            Writer writer,
            HeaderColumns cells,
            Function<String, @Nullable String> meaning,
            Map<String, String> settings) {
        this.lines = new CsvLines(writer);
        this.cells = cells;
        this.meaning = meaning;
        this.settings = settings;
    }

    @Override
    public void add(Entry entry) throws IOException {
        cells.see(entry.cells().propertyNames());
        writeHeader();
        if (!entry.needsWork()) {
            return;
        }
        if (entry.row().row() != number) {
            writeRow();
            row = entry.cells();
            number = entry.row().row();
        }
        errors.add(entry.error());
    }

    private void writeHeader() throws IOException {
        if (lines.isEmpty()) {
            // the error of the run before is not carried along
            columns = cells.freeze().stream()
                    .filter(column -> !column.strip().equalsIgnoreCase(ERROR))
                    .toList();
            List<String> header = new ArrayList<>(columns);
            fillIn();
            header.addAll(missing);
            header.add(ERROR);
            lines.writeGuarded(header); // whoever reads it as a sheet takes the apostrophe off again
        }
    }

    /** Once for all rows: to know what a column means the run's options are read. */
    private void fillIn() {
        columns.forEach(column -> {
            String known = meaning.apply(column);
            String setting = FRAME.equals(known) ? "size" : known; // a shape is said in place of the size
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
        if (row == null) {
            return;
        }
        List<String> line = new ArrayList<>();
        for (String column : columns) {
            line.add(cell(row, column));
        }
        missing.forEach(name -> line.add(settings.get(name)));
        line.add(String.join("; ", errors));
        lines.write(line);
        errors.clear();
    }

    @Override
    public void end() throws IOException {
        writeHeader();
        writeRow();
    }
}
