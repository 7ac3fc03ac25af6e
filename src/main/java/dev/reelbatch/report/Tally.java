package dev.reelbatch.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts entries as they pass. */
final class Tally {

    private final Map<ManifestStatus, Integer> byStatus = new EnumMap<>(ManifestStatus.class);
    private final Map<ManifestStatus, Integer> accepted = new EnumMap<>(ManifestStatus.class);
    private final Map<ManifestStatus, Integer> atRest = new EnumMap<>(ManifestStatus.class);
    private final Map<ManifestStatus, List<Counts.Problem>> problems = new EnumMap<>(ManifestStatus.class);
    private final List<Counts.Problem> notes = new ArrayList<>();
    private int noted;
    private int rows;
    private int lastRow = -1;
    private int invalid;
    private int unpriced;

    void add(Entry entry) {
        int row = entry.row().row();
        if (row != lastRow) {
            rows++;
            lastRow = row;
        }
        if (entry.clip() == null) {
            invalid++;
        }
        if (entry.clip() != null && entry.clip().price() == null && entry.row().submissions() > 0) {
            unpriced++;
        }
        byStatus.merge(entry.status(), 1, Integer::sum);
        if (entry.isAccepted()) {
            accepted.merge(entry.status(), 1, Integer::sum);
        }
        if (!entry.note().isEmpty() && noted++ < Counts.PROBLEMS_KEPT) {
            notes.add(new Counts.Problem(row, entry.row().variant(), null, entry.note(), entry.sentAt()));
        }
        if (entry.isAtRest()) {
            atRest.merge(entry.status(), 1, Integer::sum);
        }
        if (entry.needsWork()) {
            List<Counts.Problem> first = problems.computeIfAbsent(entry.status(), s -> new ArrayList<>());
            if (first.size() < Counts.PROBLEMS_KEPT) {
                first.add(new Counts.Problem(
                        row, entry.row().variant(), entry.errorCode(), entry.errorMessage(), entry.sentAt()));
            }
        }
    }

    Counts counts() {
        return new Counts(
                rows,
                invalid,
                unpriced,
                Map.copyOf(byStatus),
                Map.copyOf(accepted),
                Map.copyOf(atRest),
                noted,
                List.copyOf(notes),
                Map.copyOf(problems));
    }
}
