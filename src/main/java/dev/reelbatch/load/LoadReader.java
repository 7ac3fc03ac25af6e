package dev.reelbatch.load;

import java.nio.file.Path;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Reads the sheet's rows from its copy in the home; reads nothing if the same load is in force already. It keeps no
 * state for a restart: a load is repeated from the start.
 */
public final class LoadReader implements ItemStreamReader<ParsedRow> {

    private final Path copy;
    private final RowRules rules;
    private final boolean loaded;
    private @Nullable PromptSheet sheet;

    /** @param loaded whether the same load is in force already */
    public LoadReader(Path copy, RowRules rules, boolean loaded) {
        this.copy = copy;
        this.rules = rules;
        this.loaded = loaded;
    }

    @Override
    public void open(ExecutionContext context) {
        if (!loaded) {
            sheet = PromptSheet.open(copy, rules);
        }
    }

    @Override
    public @Nullable ParsedRow read() {
        Iterator<ParsedRow> rows = sheet;
        return rows != null && rows.hasNext() ? rows.next() : null;
    }

    /** Returns whether the last row read was the sheet's last. */
    boolean isAtEnd() {
        return sheet == null || !sheet.hasNext();
    }

    @Override
    public void close() {
        if (sheet != null) {
            sheet.close();
        }
    }
}
