package dev.reelbatch.job;

import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.Takes;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.load.RowRules;
import dev.reelbatch.plan.ApiTarget;
import dev.reelbatch.plan.RunRequest;
import java.nio.file.Path;

/**
 * A run that is in the ledger and may be started.
 *
 * @param copy the input's copy in the home
 * @param wish wish of the command that runs it
 * @param loadKey names the input and everything that shaped its requests; equal to {@link Run#loadedAs()} once it is
 *     loaded
 * @param isLoaded true if its rows already hold their clips
 */
record PreparedRun(
        Run run,
        Wish wish,
        Path copy,
        RowRules rules,
        String loadKey,
        boolean isLoaded,
        ApiTarget backend,
        RunRequest.Limits limits) {

    Takes takes() {
        return new Takes(wish.id(), wish.kind() == Wish.Kind.FRESH ? limits.rows() : RowRanges.NONE);
    }
}
