package dev.reelbatch.serve;

import dev.reelbatch.plan.RunPlan;

/**
 * The tries of a run that pays again each time it begins. After the first one, each may only resume what that one has
 * begun: a person may have resumed and finished it at a shell meanwhile.
 */
final class PayingTries {

    private static final long NONE = -1; // no wish has this id

    private long before = NONE;
    private boolean hasBegun;

    /** @param resumed true if an earlier process has begun it */
    PayingTries(boolean resumed) {
        this.hasBegun = resumed;
    }

    /**
     * Checks the plan of the next try.
     *
     * @throws dev.reelbatch.text.UserException if it would pay again
     */
    synchronized void check(RunPlan plan) {
        if (!hasBegun) {
            before = plan.latestWish();
        } else if (plan.latestWish() != before && plan.resumedWish() != plan.latestWish()) {
            throw new ResumedElsewhereException();
        }
    }

    /** Notes that a try begins. */
    synchronized void begin() {
        hasBegun = true;
    }
}
