package dev.reelbatch.submit;

import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.SpendingLimits;
import dev.reelbatch.ledger.Wish;
import java.nio.file.Path;

/**
 * Rows of a run that a command has submitted.
 *
 * @param wish of the command
 * @param rows only these are submitted now
 * @param limits on what it may spend
 */
public record SubmitOrder(Run run, Wish wish, RowRanges rows, SpendingLimits limits) {

    /** The folder of the run's videos. */
    Path videos() {
        return run.outDir().resolve("videos");
    }
}
