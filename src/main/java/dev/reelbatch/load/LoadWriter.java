package dev.reelbatch.load;

import dev.reelbatch.ledger.LoadLedger;
import dev.reelbatch.ledger.RowDraft;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.Takes;
import dev.reelbatch.time.CrashPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import tools.jackson.databind.json.JsonMapper;

/** Maps rows to clips; the chunk with the last row puts the load in force, in the same transaction. */
public final class LoadWriter implements ItemWriter<ParsedRow>, StepExecutionListener {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final LoadLedger ledger;
    private final Run run;
    private final Takes takes;
    private final String api;
    private final String loadedAs;
    private final LoadReader reader;
    private final VideoName names = VideoName.forThisMachine();
    private int loadNumber;

    /**
     * @param takes the rows that get their next take
     * @param loadedAs a name for the input and the options of this load
     */
    public LoadWriter(LoadLedger ledger, Run run, Takes takes, String api, String loadedAs, LoadReader reader) {
        this.ledger = ledger;
        this.run = run;
        this.takes = takes;
        this.api = api;
        this.loadedAs = loadedAs;
        this.reader = reader;
    }

    @Override
    public void beforeStep(StepExecution step) {
        loadNumber = ledger.begin(run);
    }

    @Override
    public void write(Chunk<? extends ParsedRow> chunk) {
        List<RowDraft> drafts = new ArrayList<>();
        for (ParsedRow row : chunk) {
            if (row instanceof ParsedRow.Valid valid) {
                addVariants(valid.row(), drafts);
            } else if (row instanceof ParsedRow.Invalid invalid) {
                drafts.add(draft(invalid));
            }
        }
        ledger.add(run, loadNumber, takes, drafts);
        CrashPoint.LOADING.reach();
        if (reader.isAtEnd()) {
            ledger.finish(run, loadNumber, loadedAs);
        }
    }

    private void addVariants(PromptRow row, List<RowDraft> drafts) {
        RowDraft.Request request = new RowDraft.Request(
                row.fingerprint().hex(),
                row.keys(),
                api,
                row.requestJson(),
                row.model(),
                row.size(),
                row.duration(),
                row.price());
        row.forEachVariant(variant -> drafts.add(new RowDraft(
                row.row(),
                variant,
                request,
                row.id(),
                names.of(row, variant),
                row.prompt(),
                json(row.otherColumns()),
                json(row.cells()),
                null)));
    }

    private static RowDraft draft(ParsedRow.Invalid row) {
        String errors = row.errors().stream().map(RowError::withoutRow).collect(Collectors.joining("; "));
        return new RowDraft(
                row.rowNumber(), Math.max(1, row.variant()), null, null, null, null, "{}", json(row.cells()), errors);
    }

    private static String json(Map<String, String> columns) {
        return JSON.writeValueAsString(columns);
    }
}
