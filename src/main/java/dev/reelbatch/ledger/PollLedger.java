package dev.reelbatch.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The ledger operations of the poll step. It covers every open task of the home on one API, whichever run paid. */
public final class PollLedger {

    /** H2 uses no index for an OR of states, but for a list of them. */
    private static final String NAMED = """
            select id, run_id, task_id, model, submitted_at, state, false as lost from clip
            where state in ('SUBMITTED', 'IN_DOUBT') and api = :api
              and (state = 'SUBMITTED' or task_id is not null and accepted_at is null)\
            """;

    private static final String LOST = """
            select c.id, c.run_id, e.external_id as task_id, c.model, c.submitted_at, c.state, true as lost from clip c
            join submission s on s.clip_id = c.id
              and s.id = (select max(l.id) from submission l where l.clip_id = c.id and l.outcome = 'UNKNOWN')
            join external_id e on e.submission_id = s.id
            where c.state = 'IN_DOUBT' and c.task_id is null and c.accepted_at is null and c.api = :api\
            """;
    static final String OPEN = NAMED + " union all " + LOST + " order by submitted_at, id";
    private static final String NAMED_OF = NAMED + " and id in (:clips)";
    private static final String LOST_OF = LOST + " and c.id in (:clips)";
    private static final String NOTE =
            "update clip set error_code = ?, error_message = ? where id = ? and state = 'SUBMITTED'";
    private static final String FINISHED = "finished_at = ?";
    private static final String NEW_VIDEO = "insert into video (clip_id, number, url) values (?, ?, ?)";
    /** Looks back only so far: for a new model all clips would be read. */
    static final String DURATIONS = """
            select submitted_at, finished_at from clip
            where model = ? and api = ? and finished_at > submitted_at and id > (select max(id) from clip) - 20000
            order by id desc limit 50
            """;

    private static final String ON_THE_WAY = """
            select distinct c.id, c.state
            from run_row r join run u on u.id = r.run_id join clip c on c.id = r.clip_id
            where r.run_id = ? and r.load_number = u.load_number and c.state in ('SUBMITTED', 'GENERATED', 'IN_DOUBT')
            """;

    private static final String MODELS = """
            select distinct c.model
            from run_row r join run u on u.id = r.run_id join clip c on c.id = r.clip_id
            where r.run_id = ? and r.load_number = u.load_number
              and c.state in ('QUEUED', 'SUBMITTING', 'SUBMITTED')
            order by c.model
            """;

    private final JdbcClient jdbc;
    private final Journal journal;
    private final DoubtedTasks doubted;
    private final ClipHistory history;

    public PollLedger(JdbcClient jdbc, Journal journal, DoubtedTasks doubted, ClipHistory history) {
        this.jdbc = jdbc;
        this.journal = journal;
        this.doubted = doubted;
        this.history = history;
    }

    /** Returns all open tasks on this API, oldest first, including those that may exist. */
    public List<OpenTask> open(String api) {
        return jdbc.sql(OPEN).param("api", api).query(PollLedger::openTask).list();
    }

    /** Returns those of these clips that have an open task on this API, in any order. */
    public List<OpenTask> open(String api, List<Long> clips) {
        List<OpenTask> tasks = new ArrayList<>(open(NAMED_OF, api, clips));
        Set<Long> others = new HashSet<>(clips);
        tasks.forEach(task -> others.remove(task.clipId()));
        if (!others.isEmpty()) {
            tasks.addAll(open(LOST_OF, api, others));
        }
        return tasks;
    }

    private List<OpenTask> open(String sql, String api, Collection<Long> clips) {
        return jdbc.sql(sql)
                .param("api", api)
                .param("clips", clips)
                .query(PollLedger::openTask)
                .list();
    }

    static OpenTask openTask(ResultSet rs, int n) throws SQLException {
        return new OpenTask(
                rs.getLong("id"),
                rs.getLong("run_id"),
                rs.getString("task_id"),
                rs.getString("model"),
                Columns.requiredInstant(rs, "submitted_at"),
                ClipState.valueOf(rs.getString("state")),
                rs.getBoolean("lost"));
    }

    /** Returns the JSON that was sent for a clip. */
    public String request(long clipId) {
        return jdbc.sql("select request from clip where id = ?")
                .param(clipId)
                .query(String.class)
                .single();
    }

    /** A clip that has a task but not its files yet, or may have one. */
    public record OnTheWay(long id, ClipState state) {}

    /** Returns the run's clips that are SUBMITTED, GENERATED or IN_DOUBT, whichever run paid for them. */
    public List<OnTheWay> onTheWay(long runId) {
        return jdbc.sql(ON_THE_WAY)
                .param(runId)
                .query((rs, n) -> new OnTheWay(rs.getLong("id"), ClipState.valueOf(rs.getString("state"))))
                .list();
    }

    /** Returns the models whose tasks the run still waits for. */
    public List<String> models(long runId) {
        return jdbc.sql(MODELS).param(runId).query(String.class).list();
    }

    /** Returns the durations of the model's latest tasks, newest first, at most 50. */
    public List<Duration> generationTimes(String model, String api) {
        return jdbc.sql(DURATIONS)
                .params(model, api)
                .query((rs, n) -> Duration.between(
                        Columns.requiredInstant(rs, "submitted_at"), Columns.requiredInstant(rs, "finished_at")))
                .list();
    }

    /**
     * Records that a task in doubt exists: IN_DOUBT -> SUBMITTED.
     *
     * @return true if its clip was still in doubt
     */
    public boolean found(OpenTask task) {
        return doubted.found(task.clipId(), task.runId(), task.taskId());
    }

    /** Adds an answer about a task to the clip's history, without a transaction of its own. */
    public void answered(OpenTask task, HistoryLine answer) {
        history.answered(task.clipId(), answer);
    }

    /** Writes what waits of the clips' histories, when checking is over. */
    public void writeHistory() {
        history.writeAll();
    }

    /** Records an unknown word of the API about a task that is still open, for the reports. */
    public void noted(OpenTask task, ClipError clipError) {
        journal.record(transitions -> {
            jdbc.sql(NOTE)
                    .params(clipError.code(), clipError.message(), task.clipId())
                    .update();
            return null;
        });
    }

    /** Records the success of a task: SUBMITTED -> GENERATED, with all its URLs. */
    public void generated(OpenTask task, List<String> urls, @Nullable Instant finishedAt) {
        history.settled(task.clipId());
        journal.record(transitions -> {
            move(transitions, task, ClipState.GENERATED, finished(transitions, null, finishedAt));
            for (int i = 0; i < urls.size(); i++) {
                jdbc.sql(NEW_VIDEO).params(task.clipId(), i + 1, urls.get(i)).update();
            }
            return null;
        });
    }

    /** Records the end of a task without a video: SUBMITTED -> FAILED. */
    public void failed(OpenTask task, ClipError clipError, @Nullable Instant finishedAt) {
        history.settled(task.clipId());
        journal.record(transitions -> {
            move(transitions, task, ClipState.FAILED, finished(transitions, clipError, finishedAt));
            return null;
        });
    }

    /** Records that the task was not terminal in time: SUBMITTED -> TIMED_OUT. */
    public void timedOut(OpenTask task, ClipError clipError) {
        history.settled(task.clipId());
        journal.record(transitions -> {
            move(transitions, task, ClipState.TIMED_OUT, ClipChange.because(clipError));
            return null;
        });
    }

    private static void move(Transitions transitions, OpenTask task, ClipState to, ClipChange change) {
        if (task.isTimedOut()) {
            reopen(transitions, task);
        }
        transitions.move(task.clipId(), task.runId(), ClipState.SUBMITTED, to, change);
    }

    private static ClipChange finished(Transitions transitions, @Nullable ClipError why, @Nullable Instant finishedAt) {
        return ClipChange.because(why).with(FINISHED, Columns.at(finishedAt == null ? transitions.now() : finishedAt));
    }

    /** Returns the tasks that were not terminal in time. */
    public TimedOutTasks timedOutTasks() {
        return new TimedOutTasks(jdbc, journal);
    }

    static void reopen(Transitions transitions, OpenTask task) {
        transitions.move(
                task.clipId(), task.runId(), ClipState.TIMED_OUT, ClipState.SUBMITTED, ClipChange.NOTHING_ELSE);
    }
}
