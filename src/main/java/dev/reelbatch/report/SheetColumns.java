package dev.reelbatch.report;

import dev.reelbatch.ledger.Run;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What the columns of a run's sheet are taken for, which only its reader knows. */
@FunctionalInterface
public interface SheetColumns {

    /** What columns are called that say a shape or a resolution: a sheet may have several. */
    String FRAME = "frame";

    /** The known name of a column, such as {@code prompt}, {@code frame} for a shape or a resolution; null for one that passes through to the manifest. */
    @Nullable String meaning(Run run, String header);

    /** What the run's options said for rows that do not say it themselves, by the known name of the column. */
    default Map<String, String> settings(Run run) {
        return Map.of();
    }

    /** A word for what a row asks for. */
    default String mark(Map<String, String> cells) {
        return "";
    }

    /**
     * Where a row belongs that is fixed outside of its sheet.
     *
     * @param variant empty for the row as a whole
     * @param mark what the row asked for when this was written
     */
    record Place(String job, int row, String variant, String mark) {

        /** Their names, as the reader of sheets knows them. */
        static final List<String> COLUMNS =
                List.of("reelbatch_job", "reelbatch_row", "reelbatch_variant", "reelbatch_check");

        List<String> cells() {
            return List.of(job, String.valueOf(row), variant, mark);
        }
    }

    /** @param cells by the known names of their columns */
    default Place place(Run run, int row, String variant, Map<String, String> cells) {
        return new Place(run.job().name(), row, variant, mark(cells));
    }

    /** The cells of columns that mean something, by their known names. */
    static Map<String, String> known(ObjectNode cells, Map<String, @Nullable String> meanings) {
        Map<String, String> known = new TreeMap<>();
        meanings.forEach((column, meaning) -> {
            if (meaning != null) {
                known.put(meaning.equals(FRAME) ? column : meaning, CsvCell.of(cells.path(column)));
            }
        });
        return known;
    }
}
