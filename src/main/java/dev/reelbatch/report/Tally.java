package dev.reelbatch.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts entries as they pass. */
final class Tally {

    private final Map<ManifestStatus, Integer> byStatus = new EnumMap<>(ManifestStatus.class);
    private final Map<ManifestStatus, List<Counts.Problem>> problems = new EnumMap<>(ManifestStatus.class);
    private int rows;
    private int lastRow = -1;
    private int submissions;

    void add(Entry entry) {
        int row = entry.row().row();
        if (row != lastRow) {
            rows++;
            lastRow = row;
        }
        submissions += entry.row().submissions();
        byStatus.merge(entry.status(), 1, Integer::sum);
        if (entry.status().isProblem()) {
            List<Counts.Problem> first = problems.computeIfAbsent(entry.status(), s -> new ArrayList<>());
            if (first.size() < Counts.PROBLEMS_KEPT) {
                first.add(new Counts.Problem(row, entry.row().variant(), entry.errorCode(), entry.errorMessage()));
            }
        }
    }

    Counts counts() {
        return new Counts(rows, submissions, Map.copyOf(byStatus), Map.copyOf(problems));
    }
}
