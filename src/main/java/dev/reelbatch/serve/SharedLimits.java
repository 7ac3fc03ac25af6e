package dev.reelbatch.serve;

import dev.reelbatch.plan.RunLimits;
import dev.reelbatch.submit.Rate;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * The limits that all jobs of a process share, because they share one account: the lowest rate and the lowest
 * concurrency limit hold for all together.
 */
record SharedLimits(Rate rate, int maxInFlight, Duration patience) {

    static SharedLimits of(List<ServedJob> jobs) {
        List<RunLimits> limits =
                jobs.stream().map(job -> job.request().limits()).toList();
        return new SharedLimits(
                limits.stream()
                        .map(RunLimits::rate)
                        .max(Comparator.comparing(Rate::spacing))
                        .orElseThrow(),
                limits.stream().mapToInt(RunLimits::maxInFlight).min().orElseThrow(),
                limits.stream()
                        .map(RunLimits::patience)
                        .min(Comparator.naturalOrder())
                        .orElseThrow());
    }

    ServedJob hold(ServedJob job) {
        return job.within(job.request().limits().sharing(rate, maxInFlight, patience));
    }
}
