package dev.reelbatch.inbox;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of a sheet whose run has ended.
 *
 * @param results the folder with the report
 * @param complete whether nothing is missing that its run was to make
 * @param videos number that its rows request
 * @param ready number of these that are there
 * @param missing number of the others, by the reason
 * @param rows the first of these
 * @param cost of this run, with its currency; empty if nothing was charged, null if it is not known
 * @param stopped why it ended early; null if it did not
 * @param first videos to show, in the order of the sheet
 */
public record SheetResult(
        Path results,
        boolean complete,
        int videos,
        int ready,
        Map<Reason, Integer> missing,
        List<MissingRow> rows,
        @Nullable String cost,
        boolean rehearsal,
        @Nullable String stopped,
        List<ShownVideo> first) {

    /** Why a row has no video. */
    public enum Reason {
        /** It was refused, or its video failed. */
        FAILED,
        /** It may have been charged. */
        IN_DOUBT,
        /** Its video is paid for, but was not ready or could not be fetched in time. */
        LATE,
        /** It was not submitted. */
        NOT_STARTED
    }

    /** @param message the API's reason; empty if there is none */
    public record MissingRow(int row, int variant, Reason reason, String message) {}

    /** Returns the same result of a run that ended early for this reason. */
    public SheetResult because(String reason) {
        return new SheetResult(results, complete, videos, ready, missing, rows, cost, rehearsal, reason, first);
    }

    boolean has(Reason reason) {
        return missing.containsKey(reason);
    }

    int missingRows() {
        return missing.values().stream().mapToInt(Integer::intValue).sum();
    }
}
