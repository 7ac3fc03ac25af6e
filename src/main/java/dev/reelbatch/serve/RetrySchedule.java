package dev.reelbatch.serve;

import dev.reelbatch.job.RunOutcome;
import dev.reelbatch.job.RunResult;
import dev.reelbatch.stage.StopSignal;
import java.time.Duration;
import java.util.Optional;

/** Decides when a run that a stop rule ended is retried. */
final class RetrySchedule {

    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final int DOUBLINGS = 5;
    private static final int TOLD_AFTER = 4; // after about seven minutes

    private RetrySchedule() {}

    /**
     * Returns true if the run is retried without a person. It is not after too many failures, because each try would
     * pay for as many again, nor at {@code max-cost}: a person has to look first, or raise it.
     */
    static boolean isWanted(RunResult result) {
        boolean endsIt =
                result.stopped().filter(cause -> cause.kind().isLimit()).isPresent();
        return (result.ending() == RunOutcome.STOPPED || result.ending() == RunOutcome.DEFECT) && !endsIt;
    }

    /**
     * Returns the waiting time: 1, 2, 4 ... 30 minutes; always 30 minutes after the API refused the key, the account or
     * the address (401, 402, 403), because a person has to fix that.
     *
     * @param tries number of tries that ended this way, at least 1
     */
    static Duration after(int tries, Optional<StopSignal.Cause> cause) {
        if (cause.filter(stop -> needsAPerson(stop.kind())).isPresent()) {
            return LONGEST;
        }
        Duration wait = FIRST.multipliedBy(1L << Math.min(tries - 1, DOUBLINGS));
        return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    }

    /**
     * Returns true if this is the try after which people are notified: the first if a person is needed, otherwise one
     * after the problem has lasted.
     */
    static boolean isTimeToTell(int tries, Optional<StopSignal.Cause> cause) {
        return tries == (cause.filter(stop -> needsAPerson(stop.kind())).isPresent() ? 1 : TOLD_AFTER);
    }

    private static boolean needsAPerson(StopSignal.Kind kind) {
        return switch (kind) {
            case REFUSED, FORBIDDEN, NO_WAY, BUDGET, MAX_COST, TOO_MANY_FAILURES, DEFECT -> true;
            case INTERRUPTED, OUTAGE, RATE_LIMITED, NO_ANSWER, DISK -> false;
        };
    }
}
