package dev.reelbatch.job;

import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.Takes;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.plan.RunPlan;

/**
 * A plan whose run is in the ledger and may be started.
 *
 * @param wish wish of the command that runs it
 */
record PreparedRun(RunPlan plan, Run run, Wish wish) {

    Takes takes() {
        return new Takes(
                wish.id(), wish.kind() == Wish.Kind.FRESH ? plan.limits().rows() : RowRanges.NONE);
    }

    /** Returns true if its rows already hold their clips. */
    boolean isLoaded() {
        return plan.isLoaded() && plan.loadKey().equals(run.loadedAs());
    }
}
