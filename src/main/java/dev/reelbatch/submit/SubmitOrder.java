package dev.reelbatch.submit;

import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.SpendingLimits;
import dev.reelbatch.ledger.Wish;
import java.nio.file.Path;

/**
 * The rows of a run that a command submits.
 *
 * @param wish wish of the command
 * @param rows only these are submitted now
 * @param limits spending limits
 */
public record SubmitOrder(Run run, Wish wish, RowRanges rows, SpendingLimits limits) {

    /** Returns the folder of the run's videos. */
    Path videos() {
        return run.outDir().resolve("videos");
    }
}
