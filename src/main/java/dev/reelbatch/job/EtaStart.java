package dev.reelbatch.job;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.OpenTask;
import dev.reelbatch.ledger.PollLedger;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.plan.Ledgers;
import dev.reelbatch.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The state of a run when it begins or is resumed. Durations are in ticks.
 *
 * @param queued number of clips that this execution is going to submit
 * @param ages age of running tasks, by clip; tasks of other runs count towards the concurrency limit too
 * @param generated clips that wait to be downloaded
 * @param earlier recent generation times of these models
 */
record EtaStart(int queued, Map<Long, Duration> ages, Set<Long> generated, List<Duration> earlier) {

    static EtaStart of(PreparedRun run, Ledgers ledgers, Time time) {
        String api = run.plan().backend().name();
        RowRanges wanted = run.plan().limits().rows();
        Instant now = time.now();
        long runId = run.run().id();
        return new EtaStart(
                (int) ledgers.queue().rows(runId, run.wish()).stream()
                        .filter(row -> wanted.contains(row.row()))
                        .count(),
                ledgers.poll().open(api).stream()
                        .collect(Collectors.toMap(
                                OpenTask::clipId, task -> time.inTicks(Duration.between(task.submittedAt(), now)))),
                ledgers.poll().onTheWay(runId).stream()
                        .filter(clip -> clip.state() == ClipState.GENERATED)
                        .map(PollLedger.OnTheWay::id)
                        .collect(Collectors.toSet()),
                ledgers.poll().models(runId).stream()
                        .flatMap(model -> ledgers.poll().generationTimes(model, api).stream())
                        .map(time::inTicks)
                        .toList());
    }
}
