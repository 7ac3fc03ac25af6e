package dev.reelbatch.report;

import dev.reelbatch.ledger.Run;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the columns of a run's sheet are taken for, which only its reader knows. */
@FunctionalInterface
public interface SheetColumns {

    /** The known name of a column, such as {@code prompt}, {@code frame} for a shape or a resolution; null for one that passes through to the manifest. */
    @Nullable String meaning(Run run, String header);

    /** What the run's options said for rows that do not say it themselves, by the known name of the column. */
    default Map<String, String> settings(Run run) {
        return Map.of();
    }
}
