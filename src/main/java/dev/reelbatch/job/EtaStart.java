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
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The state of a run when it begins or is resumed. Durations are in ticks.
 *
 * @param queued number of clips that this execution is going to submit
 * @param ages age of running tasks, by clip; tasks of other runs count towards the concurrency limit too
 * @param generated clips that wait to be downloaded
 * @param earlier recent generation times of these models, or typical ones
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
                        .filter(task -> !task.isDoubted())
                        .collect(Collectors.toMap(
                                OpenTask::clipId, task -> time.inTicks(Duration.between(task.submittedAt(), now)))),
                ledgers.poll().onTheWay(runId).stream()
                        .filter(clip -> clip.state() == ClipState.GENERATED)
                        .map(PollLedger.OnTheWay::id)
                        .collect(Collectors.toSet()),
                generationTimes(
                                ledgers.poll().models(runId),
                                model -> ledgers.poll().generationTimes(model, api),
                                run.plan().isRehearsal()
                                        ? Map.of()
                                        : run.plan().offer().sheet().typicalTimes())
                        .map(time::inTicks)
                        .toList());
    }

    /**
     * Returns the generation times known before the first video: of each model those measured, else the typical one.
     *
     * @param typical by model, as far as the vendor gives them
     */
    static Stream<Duration> generationTimes(
            List<String> models, Function<String, List<Duration>> measured, Map<String, Duration> typical) {
        return models.stream().flatMap(model -> {
            List<Duration> times = measured.apply(model);
            return times.isEmpty() ? Stream.ofNullable(typical.get(model)) : times.stream();
        });
    }
}
