package dev.reelbatch.report;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * failed.csv: the rows that ended without a video, in the input's own columns plus {@code error}, to
 * be fixed and run as a sheet. Cells are exact, formulas included: it is an input. A row stands in it
 * once, whatever its variants. Pending rows are not in it: they go on by themselves; nor are those that a person accepted as
 * they are.
 */
final class FailedCsv implements RowWriter {

    private static final String ERROR = "error";

    private final CsvLines lines;
    private final HeaderColumns cells;
    private final Set<String> errors = new LinkedHashSet<>();
    private List<String> columns = List.of();
    private @Nullable ObjectNode row;
    private int number;

    FailedCsv(Writer writer, HeaderColumns cells) {
        this.lines = new CsvLines(writer);
        this.cells = cells;
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
            header.add(ERROR);
            lines.write(header);
        }
    }

    private void writeRow() throws IOException {
        if (row == null) {
            return;
        }
        List<String> line = new ArrayList<>();
        for (String column : columns) {
            line.add(CsvCell.of(row.path(column)));
        }
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
