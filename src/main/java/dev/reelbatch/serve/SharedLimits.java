package dev.reelbatch.serve;

import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.SpendingLimits;
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

    /** @param standard the limits if there are no jobs */
    static SharedLimits of(List<ServedJob> jobs, RunLimits standard) {
        List<RunLimits> limits = jobs.isEmpty()
                ? List.of(standard)
                : jobs.stream().map(job -> job.request().limits()).toList();
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

    /** Returns limits of these alone. */
    RunLimits standard() {
        return new RunLimits(RowRanges.ALL, rate, maxInFlight, SpendingLimits.NONE, null, patience);
    }

    RunLimits hold(RunLimits limits) {
        return limits.sharing(rate, maxInFlight, patience);
    }

    ServedJob hold(ServedJob job) {
        return job.within(hold(job.request().limits()));
    }
}
