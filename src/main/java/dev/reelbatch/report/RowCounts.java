package dev.reelbatch.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts of a run's rows and manifest lines.
 *
 * @param rows rows of the sheet
 * @param invalid of these, invalid rows, which were never sent
 * @param byStatus lines of the manifest by status: a row counts once per variant
 * @param accepted of these, lines that a person accepted without a video
 * @param atRest of these, lines that later runs no longer check
 * @param drafts of these, videos of drafts
 * @param noted number of lines with a note on their files
 * @param notes the first few of these
 * @param problems the first few lines of each problem status that are not accepted, in the sheet's order
 */
public record RowCounts(
        int rows,
        int invalid,
        Map<ManifestStatus, Integer> byStatus,
        Map<ManifestStatus, Integer> accepted,
        Map<ManifestStatus, Integer> atRest,
        int drafts,
        int noted,
        List<Problem> notes,
        Map<ManifestStatus, List<Problem>> problems) {

    /** Number of lines of a status kept in {@link #problems}. */
    static final int PROBLEMS_KEPT = 5;

    /** A line of the manifest that is not delivered, with the reason; or one with a note. */
    public record Problem(
            int row,
            int variant,
            @Nullable String code,
            @Nullable String message,
            @Nullable Instant sentAt) {}

    /** Returns the number of lines with this status. */
    public int of(ManifestStatus status) {
        return byStatus.getOrDefault(status, 0);
    }

    /** Returns the number of lines with this status that a person accepted without a video. */
    public int accepted(ManifestStatus status) {
        return accepted.getOrDefault(status, 0);
    }

    /** Returns the number of lines with this status that nobody accepted. */
    public int notAccepted(ManifestStatus status) {
        return of(status) - accepted(status);
    }

    /** Returns the number of lines with this status that later runs no longer check. */
    public int atRest(ManifestStatus status) {
        return atRest.getOrDefault(status, 0);
    }

    /** Returns the number of lines that need no more work: delivered, cancelled or accepted. */
    public int done() {
        return of(ManifestStatus.DELIVERED)
                + of(ManifestStatus.CANCELLED)
                + accepted.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Returns the number of all lines of the manifest. */
    public int lines() {
        return byStatus.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Returns the first few lines with this status. */
    public List<Problem> problems(ManifestStatus status) {
        return problems.getOrDefault(status, List.of());
    }
}
