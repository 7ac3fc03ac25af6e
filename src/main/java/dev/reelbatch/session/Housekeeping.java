package dev.reelbatch.session;

import dev.reelbatch.home.Inputs;
import dev.reelbatch.job.BatchExecutions;
import dev.reelbatch.ledger.RunLedger;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Throws away what nobody needs any more: copies of inputs that no run was made of, and Spring Batch's old
 * records. The ledger keeps everything. To be called before any run is planned; costs next to nothing.
 */
final class Housekeeping {

    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

    /** Of each job. The last one is all that a run needs to go on; the others are for people. */
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
            inputs.forgetAllBut(runs.inputs());
            batch.forgetOld(EXECUTIONS_KEPT);
        } catch (IOException | RuntimeException e) {
            log.warn("Old records can't be thrown away", e); // they are in nobody's way
        }
    }
}
