package dev.reelbatch.submit;

import dev.reelbatch.api.ExternalIdAnswer;
import dev.reelbatch.api.StatusAnswer;
import dev.reelbatch.api.TasksClient;
import dev.reelbatch.ledger.OpenSubmission;
import dev.reelbatch.ledger.QueuedClip;
import dev.reelbatch.ledger.SubmitLedger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the API for a task that it said had failed or did not exist, or that it named in a refusal, because such a task
 * may exist anyway.
 */
final class TaskLookup {

    private static final Logger log = LoggerFactory.getLogger(TaskLookup.class);

    private final TasksClient api;
    private final SubmitLedger ledger;
    private final long runId;

    TaskLookup(TasksClient api, SubmitLedger ledger, long runId) {
        this.api = api;
        this.ledger = ledger;
        this.runId = runId;
    }

    /**
     * Checks, before a row is paid for again, if it has a task that runs or has succeeded, or if the API accepted its
     * latest submission although the answer was lost; then it becomes SUBMITTED.
     */
    boolean hasTask(QueuedClip clip) {
        String task = clip.clip().taskId();
        if (task == null) {
            return ledger.lost()
                    .externalId(clip)
                    .filter(id -> wasAccepted(clip, id))
                    .isPresent();
        }
        boolean lives = isAlive(api.find(task));
        if (lives) {
            log.info("Row {} has its task {} after all: nothing is submitted", clip.row(), task);
            ledger.doubted().hasItsTask(clip, runId);
        }
        return lives;
    }

    private boolean wasAccepted(QueuedClip clip, String externalId) {
        ExternalIdAnswer answer = api.findByExternalId(externalId);
        boolean accepted = answer.taskId() != null && ledger.lost().hasItsTask(clip, runId, answer.taskId());
        if (accepted) {
            log.info("Row {} has its task {} after all: nothing is submitted", clip.row(), answer.taskId());
        }
        return accepted;
    }

    /** Checks if the task named in the refusal of a submission exists; then its clip becomes SUBMITTED. */
    boolean isFound(OpenSubmission submission, String named) {
        StatusAnswer answer = api.find(named);
        return (isAlive(answer) || answer instanceof StatusAnswer.Ended)
                && ledger.doubted()
                        .found(submission.clip().id(), submission.clip().runId(), named);
    }

    private static boolean isAlive(StatusAnswer answer) {
        return answer instanceof StatusAnswer.Succeeded
                || answer instanceof StatusAnswer.Running running && running.known();
    }
}
