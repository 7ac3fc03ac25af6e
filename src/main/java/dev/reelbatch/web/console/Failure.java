package dev.reelbatch.web.console;

import dev.reelbatch.ledger.Clip;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.RowClip;
import dev.reelbatch.plan.RerunPlanner;
import dev.reelbatch.stage.RestingClips;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Videos of a run that ended in the same state for the same reason.
 *
 * @param code empty if no reason is recorded
 * @param rows in order, as many as there are videos
 * @param price what submitting them again would cost; null if a price is unknown
 */
record Failure(
        ClipState state,
        String code,
        List<RowClip> rows,
        @Nullable Cost price) {

    private record Reason(ClipState state, String code) {}

    /** Returns the reasons with the videos in doubt first, then the frequent ones. */
    static List<Failure> of(List<RowClip> rows, RerunPlanner planner) {
        Map<Reason, List<RowClip>> byReason = new LinkedHashMap<>();
        for (RowClip row : rows) {
            Clip clip = row.clip();
            Reason reason = new Reason(clip.state(), Objects.requireNonNullElse(clip.errorCode(), ""));
            byReason.computeIfAbsent(reason, first -> new ArrayList<>()).add(row);
        }
        return byReason.entrySet().stream()
                .map(entry -> new Failure(
                        entry.getKey().state(),
                        entry.getKey().code(),
                        entry.getValue(),
                        planner.cost(entry.getValue())))
                .sorted(Comparator.comparing((Failure failure) -> failure.state() != ClipState.IN_DOUBT)
                        .thenComparing(failure -> -failure.rows().size()))
                .toList();
    }

    /** Returns the video that stands for all of them. */
    Clip first() {
        return rows.get(0).clip();
    }

    List<Integer> numbers() {
        return rows.stream().map(RowClip::row).distinct().toList();
    }

    /** Returns true for videos that are paid for and no longer checked until a rerun, which is free of charge. */
    boolean isAtRest() {
        return code.equals(RestingClips.CODE);
    }

    /** Returns what may have been charged for them. */
    Cost possibleCost() {
        Cost cost = Cost.NONE;
        for (RowClip row : rows) {
            cost = cost.plus(row.clip().price());
        }
        return cost;
    }
}
