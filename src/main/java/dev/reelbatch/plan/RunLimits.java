package dev.reelbatch.plan;

import dev.reelbatch.ledger.Payer;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.SpendingLimits;
import dev.reelbatch.submit.FailureLimit;
import dev.reelbatch.submit.Rate;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Rows and limits of an execution; none of them shapes a request.
 *
 * @param maxInFlight limit of tasks of the home that run at the same time
 * @param spending limits on cost; the planner adds the home's budget
 * @param maxFailures null for no limit
 * @param patience time after which an API that does not answer, or accepts nothing, stops the run
 */
public record RunLimits(
        RowRanges rows,
        Rate rate,
        int maxInFlight,
        SpendingLimits spending,
        FailureLimit.@Nullable Limit maxFailures,
        Duration patience) {

    public RunLimits forRows(RowRanges others) {
        return new RunLimits(others, rate, maxInFlight, spending, maxFailures, patience);
    }

    RunLimits within(SpendingLimits.@Nullable Budget budget) {
        return new RunLimits(rows, rate, maxInFlight, spending.within(budget), maxFailures, patience);
    }

    /** Returns the same limits for a run that is charged to somebody. */
    public RunLimits chargedTo(Payer payer) {
        return new RunLimits(rows, rate, maxInFlight, spending.chargedTo(payer), maxFailures, patience);
    }

    /** Returns the same limits with what others allow to be spent, and how many may fail. */
    public RunLimits spendingAs(RunLimits other) {
        return new RunLimits(rows, rate, maxInFlight, other.spending, other.maxFailures, patience);
    }

    /** Returns the same limits at the rate and concurrency that all runs on one account share. */
    public RunLimits sharing(Rate sharedRate, int sharedMaxInFlight, Duration sharedPatience) {
        return new RunLimits(rows, sharedRate, sharedMaxInFlight, spending, maxFailures, sharedPatience);
    }
}
