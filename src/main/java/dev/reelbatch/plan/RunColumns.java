package dev.reelbatch.plan;

import dev.reelbatch.ledger.Clip;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.load.Catalogue;
import dev.reelbatch.load.Defaults;
import dev.reelbatch.load.RowMark;
import dev.reelbatch.report.SheetColumns;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Meanings of a sheet's columns by the options kept with the run. */
public final class RunColumns implements SheetColumns {

    private final Catalogue catalogue;

    public RunColumns(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public @Nullable String meaning(Run run, String header) {
        return RunOptions.parse(run.options()).reading().meaning(header);
    }

    @Override
    public boolean wrapsPrompts(Run run) {
        return RunOptions.parse(run.options()).reading().wrapsPrompts();
    }

    @Override
    public Map<String, String> settings(Run run) {
        Defaults said = RunOptions.parse(run.options()).defaults();
        Map<String, String> settings = new LinkedHashMap<>();
        put(settings, "model", said.model());
        put(settings, "size", said.size());
        put(settings, "duration", said.duration());
        return settings;
    }

    @Override
    public String mark(Map<String, String> cells) {
        return RowMark.of(cells);
    }

    @Override
    public @Nullable String draftColumn(Clip clip) {
        return catalogue.draftColumn(clip);
    }

    private static void put(Map<String, String> settings, String name, @Nullable Object value) {
        if (value != null) {
            settings.put(name, value.toString());
        }
    }
}
