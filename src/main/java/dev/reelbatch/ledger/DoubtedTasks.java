package dev.reelbatch.ledger;

import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Records that tasks exist and run after all, which the API named in a refusal or had called failed. */
public final class DoubtedTasks {

    private static final String IN_DOUBT =
            "select count(*) from clip where id = ? and state = 'IN_DOUBT' and task_id = ?";
    private static final String ACCEPTED = """
            update submission set outcome = 'ACCEPTED' where clip_id = ? and task_id = ? and outcome = 'UNKNOWN'
            """;

    private final JdbcClient jdbc;
    private final Journal journal;

    DoubtedTasks(JdbcClient jdbc, Journal journal) {
        this.jdbc = jdbc;
        this.journal = journal;
    }

    /**
     * Moves the clip IN_DOUBT -> SUBMITTED, unless another caller was quicker or a person decided meanwhile.
     *
     * @return true if the clip was still in doubt about that task
     */
    public boolean found(long clipId, long runId, String taskId) {
        return journal.recordMoney(transitions -> {
            if (jdbc.sql(IN_DOUBT).params(clipId, taskId).query(Integer.class).single() == 0) {
                return false;
            }
            transitions.move(clipId, runId, ClipState.IN_DOUBT, ClipState.SUBMITTED, ClipChange.NOTHING_ELSE);
            accepted(clipId, taskId);
            return true;
        });
    }

    /**
     * Records that the task of the clip's last submission runs, whatever the API said before, so that the clip need not
     * be paid for again. QUEUED -> SUBMITTED, by way of SUBMITTING.
     */
    public void hasItsTask(QueuedClip queued, long runId) {
        Clip clip = queued.clip();
        journal.recordMoney(transitions -> {
            transitions.move(clip.id(), runId, ClipState.QUEUED, ClipState.SUBMITTING, ClipChange.NOTHING_ELSE);
            transitions.move(
                    clip.id(),
                    runId,
                    ClipState.SUBMITTING,
                    ClipState.SUBMITTED,
                    ClipChange.NOTHING_ELSE.with("finished_at = null"));
            accepted(clip.id(), Objects.requireNonNull(clip.taskId()));
            return null;
        });
    }

    /** Records that the submission in doubt was accepted after all. */
    private void accepted(long clipId, String taskId) {
        jdbc.sql(ACCEPTED).params(clipId, taskId).update();
    }
}
