package dev.reelbatch.session;

import dev.reelbatch.home.Inputs;
import dev.reelbatch.job.BatchExecutions;
import dev.reelbatch.ledger.RunLedger;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes data that is no longer needed: copies of inputs without a run, and old records of Spring Batch. The ledger
 * keeps everything. Called before any run is planned; it costs next to nothing.
 */
final class Housekeeping {

    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

    /** Executions kept for each job. A run needs only the last one to be resumed; the others are for people. */
    private static final int EXECUTIONS_KEPT = 20;

    private final RunLedger runs;
    private final BatchExecutions batch;
    private final Inputs inputs;

    Housekeeping(RunLedger runs, BatchExecutions batch, Inputs inputs) {
        this.runs = runs;
        this.batch = batch;
        this.inputs = inputs;
    }

    void tidy() {
        try {
            inputs.deleteAllExcept(runs.inputs());
            batch.forgetOld(EXECUTIONS_KEPT);
        } catch (IOException | RuntimeException e) {
            log.warn("Old records can't be thrown away", e); // they do no harm
        }
    }
}
