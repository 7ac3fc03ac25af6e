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

    private static final String SAID_NOT_CHARGED =
            "select * from submission where clip_id = ? and task_id = ? and outcome = 'NOT_CHARGED'";
    private static final String CHARGED_AFTER_ALL = "update submission set outcome = 'ACCEPTED' where id = ?";

    private final JdbcClient jdbc;
    private final Journal journal;
    private final Spending spending;

    DoubtedTasks(JdbcClient jdbc, Journal journal, Spending spending) {
        this.jdbc = jdbc;
        this.journal = journal;
        this.spending = spending;
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
            String task = Objects.requireNonNull(clip.taskId());
            accepted(clip.id(), task);
            bookAgain(clip.id(), task);
            transitions.changeAtRest(); // the run that sent it may hold another clip by now
            return null;
        });
    }

    /** Books a submission whose charge a person had not found. */
    private void bookAgain(long clipId, String taskId) {
        for (Submission submission : jdbc.sql(SAID_NOT_CHARGED)
                .params(clipId, taskId)
                .query((rs, n) -> SubmissionHistory.submission(rs))
                .list()) {
            jdbc.sql(CHARGED_AFTER_ALL).param(submission.id()).update();
            spending.bookAgain(submission);
        }
    }

    /** Records that the submission in doubt was accepted after all. */
    private void accepted(long clipId, String taskId) {
        jdbc.sql(ACCEPTED).params(clipId, taskId).update();
    }
}
