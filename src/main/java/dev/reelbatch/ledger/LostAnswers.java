package dev.reelbatch.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Records what the API says about submissions whose answers were lost, and which carry an id of ours. Each move is
 * guarded by the state of the clip and of its latest submission, so that an answer that comes too late changes nothing.
 */
public final class LostAnswers {

    /** The code of a submission of which the API knows no task. */
    private static final String NO_TASK = "no_such_task";

    private static final String LOST = """
            select s.*, c.api, e.external_id
            from clip c
            join submission s on s.clip_id = c.id
              and s.id = (select max(l.id) from submission l where l.clip_id = c.id%s)
            join external_id e on e.submission_id = s.id
            where c.id = ? and c.state = ?
            """;
    private static final String IN_DOUBT = LOST.formatted(" and l.outcome = 'UNKNOWN'");
    private static final String LATEST = LOST.formatted("") + """
              and (s.outcome in ('UNKNOWN', 'CHARGED', 'NOT_CHARGED')
                   or s.outcome = 'NOT_ACCEPTED' and s.error_code = '%s')
            """.formatted(NO_TASK);
    private static final String ACCEPTED = """
            select e.external_id, s.task_id
            from external_id e join submission s on s.id = e.submission_id join clip c on c.id = s.clip_id
            where s.outcome = 'ACCEPTED' and c.model = :model and e.account = :account
              and exists (select 1 from external_id l where l.external_id = :lost and l.account = e.account)
            order by s.id desc limit 1
            """;
    private final JdbcClient jdbc;
    private final Journal journal;
    private final Submissions submissions;
    private final TaskIndex tasks;
    private final Spending spending;

    LostAnswers(JdbcClient jdbc, Journal journal, Submissions submissions, TaskIndex tasks, Spending spending) {
        this.jdbc = jdbc;
        this.journal = journal;
        this.submissions = submissions;
        this.tasks = tasks;
        this.spending = spending;
    }

    /** An accepted submission: its external id, and the task that the API gave it. */
    public record Accepted(String externalId, String taskId) {}

    private record Lost(Submission submission, String api, String externalId) {

        static Lost of(ResultSet rs, int n) throws SQLException {
            return new Lost(SubmissionHistory.submission(rs), rs.getString("api"), rs.getString("external_id"));
        }

        boolean mayCost() {
            Outcome outcome = submission.outcome();
            return outcome == null || outcome.mayCost();
        }
    }

    /**
     * Returns the latest submission of the model that was accepted, and sent to the same account as the lost one; empty
     * if there is none, or if the lost one was sent to another account than this.
     */
    public Optional<Accepted> accepted(OpenTask lost, String account) {
        return jdbc.sql(ACCEPTED)
                .param("model", lost.model())
                .param("account", account)
                .param("lost", lost.taskId())
                .query((rs, n) -> new Accepted(rs.getString("external_id"), rs.getString("task_id")))
                .optional();
    }

    /**
     * Records that the task of a lost submission exists: IN_DOUBT -> SUBMITTED.
     *
     * @param taskId the API's id of the task
     * @return false if the clip is not in doubt about that submission any more, or the task is another one's
     */
    public boolean found(OpenTask lost, String taskId) {
        return journal.recordMoney(transitions -> {
            Lost doubted = inDoubt(lost);
            if (doubted == null || !isNew(lost.clipId(), doubted, taskId)) {
                return false;
            }
            submissions.lookedUp(doubted.submission().id(), Outcome.ACCEPTED, taskId, null);
            transitions.move(lost.clipId(), lost.runId(), ClipState.IN_DOUBT, ClipState.SUBMITTED, hasTask(taskId));
            return true;
        });
    }

    /**
     * Records that a lost submission was certainly not accepted: IN_DOUBT -> QUEUED, nothing spent.
     *
     * @param message the API's words
     * @return false if the clip is not in doubt about that submission any more, or its answer named a task
     */
    public boolean denied(OpenTask lost, String message) {
        return journal.recordMoney(transitions -> {
            Lost doubted = inDoubt(lost);
            if (doubted == null || doubted.submission().taskId() != null) {
                return false;
            }
            ClipError why = new ClipError(null, NO_TASK, message);
            submissions.lookedUp(doubted.submission().id(), Outcome.NOT_ACCEPTED, null, why);
            transitions.move(
                    lost.clipId(), lost.runId(), ClipState.IN_DOUBT, ClipState.QUEUED, ClipChange.because(why));
            spending.takeBack(doubted.submission());
            return true;
        });
    }

    /**
     * Returns the external id of a queued clip's latest submission, if its answer was lost: before the clip is paid for
     * again, the API is asked whether it accepted it late, or after all.
     */
    public Optional<String> externalId(QueuedClip queued) {
        return queued.clip().submittedAt() == null
                ? Optional.empty()
                : latest(queued.clip().id()).map(Lost::externalId);
    }

    /**
     * Records that the latest submission of a queued clip has a task after all: QUEUED -> SUBMITTED, by way of
     * SUBMITTING, with its price booked again if it was taken back.
     *
     * @return false if the task is another one's
     */
    public boolean hasItsTask(QueuedClip queued, long runId, String taskId) {
        long clip = queued.clip().id();
        return journal.recordMoney(transitions -> {
            Lost lost = latest(clip).orElse(null);
            if (lost == null || !isNew(clip, lost, taskId)) {
                return false;
            }
            submissions.lookedUp(lost.submission().id(), Outcome.ACCEPTED, taskId, null);
            transitions.changeAtRest(); // the run that sent it may hold another clip by now
            transitions.move(clip, runId, ClipState.QUEUED, ClipState.SUBMITTING, ClipChange.NOTHING_ELSE);
            transitions.move(clip, runId, ClipState.SUBMITTING, ClipState.SUBMITTED, hasTask(taskId));
            if (!lost.mayCost()) {
                spending.bookAgain(lost.submission());
            }
            return true;
        });
    }

    private @Nullable Lost inDoubt(OpenTask task) {
        return jdbc.sql(IN_DOUBT)
                .params(task.clipId(), ClipState.IN_DOUBT.name())
                .query(Lost::of)
                .optional()
                .filter(lost -> lost.externalId().equals(task.taskId()))
                .orElse(null);
    }

    private Optional<Lost> latest(long clipId) {
        return jdbc.sql(LATEST)
                .params(clipId, ClipState.QUEUED.name())
                .query(Lost::of)
                .optional();
    }

    private boolean isNew(long clipId, Lost lost, String taskId) {
        return tasks.add(clipId, lost.api(), taskId) == TaskIndex.Known.NEW;
    }

    private static ClipChange hasTask(String taskId) {
        return ClipChange.NOTHING_ELSE.with("task_id = ?, finished_at = null", taskId);
    }
}
