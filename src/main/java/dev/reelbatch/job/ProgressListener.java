package dev.reelbatch.job;

import dev.reelbatch.ledger.Run;
import dev.reelbatch.stage.StopSignal;

/**
 * A listener to the progress of a run, such as the console. Called every second during the run, and once at its end.
 */
@FunctionalInterface
public interface ProgressListener {

    void onProgress(RunProgress runProgress);

    /**
     * Called at its beginning, within the transaction that records the wish of the command: what is written to the
     * ledger here is recorded together with it, or not at all. May be called once more if that is repeated.
     */
    default void recordBeginning(Run run) {}

    /**
     * Called first, unless the run was complete before.
     *
     * @param stop stops this run alone
     */
    default void began(Run run, StopSignal stop) {}
}
