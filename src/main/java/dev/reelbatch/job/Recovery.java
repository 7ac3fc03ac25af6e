package dev.reelbatch.job;

import dev.reelbatch.ledger.ClipError;
import dev.reelbatch.plan.Ledgers;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.text.Text;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the database of a home to the state from which runs can start. */
public final class Recovery {

    private static final Logger log = LoggerFactory.getLogger(Recovery.class);

    private final Ledgers ledgers;
    private final BatchExecutions batch;
    private final Settings settings;
    private final RowLog rowLog;

    public Recovery(Ledgers ledgers, BatchExecutions batch, Settings settings, RowLog rowLog) {
        this.ledgers = ledgers;
        this.batch = batch;
        this.settings = settings;
        this.rowLog = rowLog;
    }

    /**
     * Recovers what a dead process left: unanswered submissions become in doubt, executions are ended. Called once per
     * process, before any run starts.
     */
    public void recover() {
        ledgers.journal().listen(rowLog); // from here on, for the rest of the process
        int inDoubt = ledgers.recovery()
                .recover(new ClipError(
                        null,
                        "process_died",
                        Text.of("reelbatch was killed while submitting this row; it may have been charged")));
        if (inDoubt > 0) {
            log.warn("{} clips are in doubt: an earlier process died while it submitted them", inDoubt);
        }
        ledgers.wishes().putAllAway();
        batch.recover();
        ledgers.submit().keepBudgetZone(settings.parsedBudgetZone());
        new Renewal(ledgers.identity(), settings.api().names()).renew();
    }
}
