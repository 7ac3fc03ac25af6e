package dev.reelbatch.serve;

import dev.reelbatch.job.RunOutcome;
import dev.reelbatch.job.RunResult;
import dev.reelbatch.stage.StopSignal;
import java.time.Duration;
import java.util.Optional;

/** When a run that a stop rule ended is tried again by itself. */
final class RetrySchedule {

    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final int DOUBLINGS = 5;
    private static final int TOLD_AFTER = 4; // some seven minutes

    private RetrySchedule() {}

    /**
     * Whether it is tried again without being asked. Not after too many failures, since each try would pay for
     * as many again, nor at {@code max-cost}: a person has to look first, or raise it.
     */
    static boolean isWanted(RunResult result) {
        boolean endsIt = result.stopped()
                .filter(cause ->
                        cause.kind() == StopSignal.Kind.TOO_MANY_FAILURES || cause.kind() == StopSignal.Kind.MAX_COST)
                .isPresent();
        return (result.ending() == RunOutcome.STOPPED || result.ending() == RunOutcome.DEFECT) && !endsIt;
    }

    /**
     * After 1, 2, 4 ... 30 minutes; after a refusal of the key, the account or the address (401, 402, 403)
     * every 30 minutes, since a person has to mend that.
     *
     * @param tries that have ended so, at least 1
     */
    static Duration after(int tries, Optional<StopSignal.Cause> cause) {
        if (cause.filter(stop -> needsAPerson(stop.kind())).isPresent()) {
            return LONGEST;
        }
        Duration wait = FIRST.multipliedBy(1L << Math.min(tries - 1, DOUBLINGS));
        return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    }

    /** Whether this is the try after which somebody is told: at once if it needs a person, else when it has lasted. */
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
