package dev.reelbatch.serve;

import dev.reelbatch.job.RunService;
import dev.reelbatch.ledger.Wish;

/**
 * The tries of a job file's run that pays again each time it begins. After the first one, each may only resume what that
 * one has begun: a person may have resumed and finished it at a shell meanwhile.
 */
final class PayingTries {

    private final RunService runs;
    private final String job;
    private final Wish.Kind kind;
    private boolean hasBegun;

    PayingTries(RunService runs, String job, Wish.Kind kind) {
        this.runs = runs;
        this.job = job;
        this.kind = kind;
    }

    /** Notes that a try begins. */
    synchronized void begin() {
        hasBegun = true;
    }

    /** @throws dev.reelbatch.text.UserException if the next try would pay again */
    synchronized void checkNext() {
        if (hasBegun && runs.cutShort(job).stream().noneMatch(wish -> wish.kind() == kind)) {
            throw WebRunPlanner.resumedElsewhere();
        }
    }
}
