package dev.reelbatch.job;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.HeldRow;
import dev.reelbatch.ledger.OpenTask;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What stands where when a run begins or goes on. Durations are ticks.
 *
 * @param queued clips that this execution is going to submit
 * @param ages how long tasks have been running, by clip; those of other runs take places in flight, too
 * @param generated clips that wait to be downloaded
 * @param earlier how long videos of these models took lately
 */
record Beginning(int queued, Map<Long, Duration> ages, Set<Long> generated, List<Duration> earlier) {

    static Beginning of(PreparedRun run, Ledgers ledgers, Time time) {
        String api = run.backend().name();
        RowRanges wanted = run.limits().rows();
        Instant now = time.now();
        List<HeldRow> rows = ledgers.rerun().rows(run.run().id());
        return new Beginning(
                (int) rows.stream()
                        .filter(row -> wanted.contains(row.row()) && is(row, ClipState.QUEUED))
                        .count(),
                ledgers.poll().open(api).stream()
                        .collect(Collectors.toMap(
                                OpenTask::clipId, task -> time.inTicks(Duration.between(task.submittedAt(), now)))),
                rows.stream()
                        .filter(row -> is(row, ClipState.GENERATED))
                        .map(row -> row.clip().id())
                        .collect(Collectors.toSet()),
                rows.stream()
                        .map(row -> row.clip().model())
                        .distinct()
                        .flatMap(model -> ledgers.poll().generationTimes(model, api).stream())
                        .map(time::inTicks)
                        .toList());
    }

    private static boolean is(HeldRow row, ClipState state) {
        return row.clip().state() == state;
    }
}
