package dev.reelbatch.submit;

import dev.reelbatch.api.StatusAnswer;
import dev.reelbatch.api.TasksClient;
import dev.reelbatch.ledger.QueuedClip;
import dev.reelbatch.ledger.SubmitLedger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks, before a row is paid for again, for the task that it had: an API can say that a task failed, or that it took
 * none, and deliver it later.
 */
final class EarlierTask {

    private static final Logger log = LoggerFactory.getLogger(EarlierTask.class);

    private final TasksClient api;
    private final SubmitLedger ledger;
    private final long runId;

    EarlierTask(SubmitCollaborators with) {
        this.api = with.api();
        this.ledger = with.ledger();
        this.runId = with.settings().runId();
    }

    /** Whether the clip has a task that runs or has succeeded; then it is SUBMITTED. */
    boolean isThere(QueuedClip clip) {
        String task = clip.clip().taskId();
        if (task == null) {
            return false;
        }
        StatusAnswer answer = api.find(task);
        boolean lives = answer instanceof StatusAnswer.Succeeded
                || answer instanceof StatusAnswer.Running running && running.known();
        if (lives) {
            log.info("Row {} has its task {} after all: nothing is submitted", clip.row(), task);
            ledger.hasItsTask(clip, runId);
        }
        return lives;
    }
}
