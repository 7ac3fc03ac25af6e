package dev.reelbatch.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a run stands.
 *
 * @param rows rows of the sheet
 * @param invalid of these, rows that ask for nothing that could be sent
 * @param unpriced submitted lines whose model has no price: what they cost is not known here
 * @param byStatus lines of the manifest by status: a row counts once per variant
 * @param accepted of these, lines that a person accepted as they are
 * @param atRest of these, lines that no run asks for any more by itself
 * @param noted how many lines have a note on their files
 * @param notes the first few of these
 * @param problems the first few lines of each status that is a problem and not accepted, in the sheet's order
 */
public record RowCounts(
        int rows,
        int invalid,
        int unpriced,
        Map<ManifestStatus, Integer> byStatus,
        Map<ManifestStatus, Integer> accepted,
        Map<ManifestStatus, Integer> atRest,
        int noted,
        List<Problem> notes,
        Map<ManifestStatus, List<Problem>> problems) {

    /** How many of a status are kept in {@link #problems}. */
    static final int PROBLEMS_KEPT = 5;

    /** A line of the manifest that is not delivered, and why; or one with a note. */
    public record Problem(
            int row,
            int variant,
            @Nullable String code,
            @Nullable String message,
            @Nullable Instant sentAt) {}

    /** Lines of the manifest with this status. */
    public int of(ManifestStatus status) {
        return byStatus.getOrDefault(status, 0);
    }

    /** Lines with this status that a person accepted as they are. */
    public int accepted(ManifestStatus status) {
        return accepted.getOrDefault(status, 0);
    }

    /** Lines with this status that nobody accepted. */
    public int notAccepted(ManifestStatus status) {
        return of(status) - accepted(status);
    }

    /** Lines with this status that no run asks for any more by itself. */
    public int atRest(ManifestStatus status) {
        return atRest.getOrDefault(status, 0);
    }

    /** Lines that need no more work. */
    public int settled() {
        return of(ManifestStatus.DELIVERED)
                + accepted.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** All lines of the manifest. */
    public int lines() {
        return byStatus.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The first few lines with this status. */
    public List<Problem> problems(ManifestStatus status) {
        return problems.getOrDefault(status, List.of());
    }
}
