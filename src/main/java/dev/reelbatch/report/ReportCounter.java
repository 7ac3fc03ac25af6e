package dev.reelbatch.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts manifest entries while they stream past. */
final class ReportCounter {

    private final Map<ManifestStatus, Integer> byStatus = new EnumMap<>(ManifestStatus.class);
    private final Map<ManifestStatus, Integer> accepted = new EnumMap<>(ManifestStatus.class);
    private final Map<ManifestStatus, Integer> atRest = new EnumMap<>(ManifestStatus.class);
    private final Map<ManifestStatus, List<RowCounts.Problem>> problems = new EnumMap<>(ManifestStatus.class);
    private final List<RowCounts.Problem> notes = new ArrayList<>();
    private int drafts;
    private int noted;
    private int rows;
    private int lastRow = -1;
    private int invalid;

    void add(ManifestEntry manifestEntry) {
        int row = manifestEntry.row().row();
        if (row != lastRow) {
            rows++;
            lastRow = row;
        }
        if (manifestEntry.clip() == null) {
            invalid++;
        }
        drafts += manifestEntry.isDraft() ? 1 : 0;
        byStatus.merge(manifestEntry.status(), 1, Integer::sum);
        if (manifestEntry.isAccepted()) {
            accepted.merge(manifestEntry.status(), 1, Integer::sum);
        }
        if (!manifestEntry.note().isEmpty() && noted++ < RowCounts.PROBLEMS_KEPT) {
            notes.add(new RowCounts.Problem(
                    row, manifestEntry.row().variant(), null, manifestEntry.note(), manifestEntry.sentAt()));
        }
        if (manifestEntry.isAtRest()) {
            atRest.merge(manifestEntry.status(), 1, Integer::sum);
        }
        if (manifestEntry.needsWork()) {
            List<RowCounts.Problem> first = problems.computeIfAbsent(manifestEntry.status(), s -> new ArrayList<>());
            if (first.size() < RowCounts.PROBLEMS_KEPT) {
                first.add(new RowCounts.Problem(
                        row,
                        manifestEntry.row().variant(),
                        manifestEntry.errorCode(),
                        manifestEntry.errorMessage(),
                        manifestEntry.sentAt()));
            }
        }
    }

    RowCounts counts() {
        return new RowCounts(
                rows,
                invalid,
                Map.copyOf(byStatus),
                Map.copyOf(accepted),
                Map.copyOf(atRest),
                drafts,
                noted,
                List.copyOf(notes),
                Map.copyOf(problems));
    }
}
