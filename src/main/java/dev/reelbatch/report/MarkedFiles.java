package dev.reelbatch.report;

import dev.reelbatch.ledger.Mark;
import dev.reelbatch.ledger.MarkLedger;
import dev.reelbatch.ledger.ReportLedger;
import dev.reelbatch.ledger.ReportRow;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.RunNotes;
import dev.reelbatch.ledger.RunPages;
import dev.reelbatch.ledger.RunPages.Filter;
import dev.reelbatch.ledger.RunPages.Marks;
import java.io.IOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The files that the page of a run makes in a browser, from the marks that the team shares: picks.csv and redo.csv. */
public final class MarkedFiles {

    private static final int ROWS_AT_ONCE = 200;

    private final ReportLedger ledger;
    private final JsonMapper json;
    private final SheetColumns columns;

    MarkedFiles(ReportLedger ledger, JsonMapper json, SheetColumns columns) {
        this.ledger = ledger;
        this.json = json;
        this.columns = columns;
    }

    /** What is done with each row. */
    private interface Work {
        void on(ManifestEntry entry) throws IOException;
    }

    /** Writes the videos of a run that are marked with keep, for spreadsheets. */
    public void picks(Run run, Writer writer) throws IOException {
        PicksCsv picks = new PicksCsv(writer, run, columns, columnsOf(run, Marks.KEEP));
        each(run, Marks.KEEP, picks::add);
    }

    /** Writes these videos, for spreadsheets. */
    public void picks(Run run, List<ReportRow> rows, Writer writer) throws IOException {
        ManifestEntryReader reader = reader(run);
        List<ManifestEntry> entries = rows.stream().map(reader::read).toList();
        Set<String> names = new LinkedHashSet<>();
        entries.forEach(entry -> names.addAll(names(entry)));
        PicksCsv picks = new PicksCsv(writer, run, columns, names);
        for (ManifestEntry entry : entries) {
            picks.add(entry);
        }
    }

    /** Writes the videos of a run that are marked with redo, as a sheet. */
    public void redo(Run run, MarkLedger marks, Writer writer) throws IOException {
        RedoCsv redo = new RedoCsv(writer, run, columns, columnsOf(run, Marks.REDO));
        Map<Long, @Nullable String> prompts = new HashMap<>();
        marks.of(run, Mark.Kind.REDO)
                .forEach(marked -> prompts.put(marked.row().clip().id(), marked.prompt()));
        each(
                run,
                Marks.REDO,
                entry -> redo.add(
                        entry,
                        entry.clip() == null ? null : prompts.get(entry.clip().id())));
    }

    /** Writes rows of a run as a sheet, with other prompts. */
    public void changed(Run run, Map<ReportRow, String> prompts, Writer writer) throws IOException {
        ManifestEntryReader reader = reader(run);
        Map<ManifestEntry, String> entries = new LinkedHashMap<>();
        prompts.forEach((row, prompt) -> entries.put(reader.read(row), prompt));
        Set<String> names = new LinkedHashSet<>();
        entries.keySet().forEach(entry -> names.addAll(names(entry)));
        RedoCsv redo = new RedoCsv(writer, run, columns, names);
        for (Map.Entry<ManifestEntry, String> entry : entries.entrySet()) {
            redo.add(entry.getKey(), entry.getValue());
        }
    }

    /** Returns the prompt of a row as a person changes it: where a template wraps it, the sheet's own text. */
    public String promptToEdit(Run run, ReportRow row) throws IOException {
        ManifestEntry entry = reader(run).read(row);
        return new RedoCsv(Writer.nullWriter(), run, columns, names(entry)).promptToEdit(entry);
    }

    private static Set<String> names(ManifestEntry entry) {
        return new LinkedHashSet<>(entry.cells().propertyNames());
    }

    private Set<String> columnsOf(Run run, Marks marks) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        each(run, marks, entry -> names.addAll(entry.cells().propertyNames()));
        return names;
    }

    private void each(Run run, Marks marks, Work work) throws IOException {
        RunPages pages = ledger.pages();
        ManifestEntryReader reader = reader(run);
        Filter filter = new Filter("", Set.of(), false, marks);
        int offset = 0;
        List<ReportRow> rows;
        do {
            rows = pages.rows(run, filter, ROWS_AT_ONCE, offset);
            for (ReportRow row : rows) {
                work.on(reader.read(row));
            }
            offset += ROWS_AT_ONCE;
        } while (rows.size() == ROWS_AT_ONCE);
    }

    private ManifestEntryReader reader(Run run) {
        return new ManifestEntryReader(run.outDir(), RunNotes.NONE, json, columns, ledger::holds);
    }
}
