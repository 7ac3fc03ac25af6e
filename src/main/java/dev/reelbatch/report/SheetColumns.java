package dev.reelbatch.report;

import dev.reelbatch.ledger.Clip;
import dev.reelbatch.ledger.Run;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Meanings of the columns of a run's sheet, which only the sheet's reader knows. */
@FunctionalInterface
public interface SheetColumns {

    /** The known name of columns that hold a shape or a resolution; a sheet may have several. */
    String FRAME = "frame";

    /**
     * Returns the known name of a column, such as {@code prompt}, or {@code frame} for a shape or a resolution; null
     * for a column that only passes through to the manifest.
     */
    @Nullable String meaning(Run run, String header);

    /** Returns whether a template wraps the prompts of the sheet, so that a clip's prompt is more than its row's cell. */
    default boolean wrapsPrompts(Run run) {
        return false;
    }

    /** Returns the values that the run's options gave for rows without their own, by the known name of the column. */
    default Map<String, String> settings(Run run) {
        return Map.of();
    }

    /**
     * Returns a check value for the row's request, by which a later change of the row is noticed; empty if there is
     * none.
     */
    default String mark(Map<String, String> cells) {
        return "";
    }

    /** Returns the column that takes the task of a draft, to make its real video; null if the clip is no draft. */
    default @Nullable String draftColumn(Clip clip) {
        return null;
    }

    /**
     * The position of a row that is fixed outside of its sheet.
     *
     * @param variant empty for all variants of the row
     * @param mark check value of the row's request at the time of writing
     */
    record Place(String job, int row, String variant, String mark) {

        /** The column names that the sheet's reader knows. */
        static final List<String> COLUMNS =
                List.of("reelbatch_job", "reelbatch_row", "reelbatch_variant", "reelbatch_check");

        List<String> cells() {
            return List.of(job, String.valueOf(row), variant, mark);
        }
    }

    /**
     * Returns the position of a row.
     *
     * @param cells the row's cells by the known names of their columns
     */
    default Place place(Run run, int row, String variant, Map<String, String> cells) {
        return new Place(run.job().name(), row, variant, mark(cells));
    }

    /** Returns the cells of columns with a known meaning, by their known names. */
    static Map<String, String> known(ObjectNode cells, Map<String, @Nullable String> meanings) {
        Map<String, String> known = new TreeMap<>();
        meanings.forEach((column, meaning) -> {
            if (meaning != null) {
                known.put(meaning.equals(FRAME) ? column : meaning, CsvLines.cell(cells.path(column)));
            }
        });
        return known;
    }
}
