package dev.reelbatch.ledger;

import dev.reelbatch.ledger.RequestedRun.State;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The runs of {@code serve}: those that people requested, and those of job files (see {@link JobFileRunLedger}). */
public final class RequestedRunLedger {

    private static final String ADD = """
            insert into web_run (id, idempotency_key, content, requested_by, requested_at, job, sheet, rerun_of,
                                 options, state)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    static final String ALL = """
            select w.*, a.price, a.without_price, a.approved_by, a.approved_at, a.price_before, a.answer, o.job_file, o.dropped, o.refused_by
            from web_run w left join web_run_approval a on a.web_run = w.id
            left join web_run_origin o on o.web_run = w.id""";
    private static final String SAME_KEY = ALL + " where w.requested_by = ? and w.idempotency_key = ?";
    private static final String FIND = ALL + " where w.id = ?";
    private static final String OF_RUN = ALL + " where w.run_id = ? order by w.requested_at desc, w.id limit 1";
    private static final String OPEN = ALL
            + " where w.state in ('QUEUED', 'RUNNING') and w.stop_wanted = ? and o.web_run is null order by w.requested_at, w.id";
    private static final String WANT_STOP =
            "update web_run set stop_wanted = true where id = ? and state in ('QUEUED', 'RUNNING')";
    private static final String LATEST = ALL + " order by w.requested_at desc, w.id limit ? offset ?";
    private static final String BEGIN =
            "update web_run set state = 'RUNNING' where id = ? and state in ('QUEUED', 'RUNNING')";
    private static final String END = """
            update web_run set state = ?, run_id = coalesce(?, run_id), exit_code = ?, message = ?, ended_at = ?
            where id = ? and state in ('WAITING_FOR_APPROVAL', 'QUEUED', 'RUNNING')
            """;
    private static final String WAITING = "select id from web_run where state = 'WAITING_FOR_APPROVAL'";

    private final JdbcClient jdbc;
    private final Journal journal;
    private final ApprovalRecords approvals;

    public RequestedRunLedger(JdbcClient jdbc, Journal journal) {
        this.jdbc = jdbc;
        this.journal = journal;
        this.approvals = new ApprovalRecords(jdbc);
    }

    /**
     * The result of recording a request.
     *
     * @param run the recorded run
     * @param isNew false if the key had been used before
     * @param isSameContent false if it had been used for another sheet or other options
     */
    public record Added(RequestedRun run, boolean isNew, boolean isSameContent) {}

    /** Records a request, once for each key of a person. It is on the disk when this returns. */
    public Added add(RequestedRun.Draft draft) {
        return journal.recordMoney(transitions -> {
            Optional<Added> before = earlier(draft.requestedBy(), draft.idempotencyKey(), draft.content());
            if (before.isPresent()) {
                return before.get();
            }
            insert(draft, transitions);
            return new Added(find(draft.id()).orElseThrow(), true, true);
        });
    }

    /** Records a request; called on the journal's thread. */
    void insert(RequestedRun.Draft draft, Transitions transitions) {
        jdbc.sql(ADD)
                .params(Columns.row(
                        draft.id(),
                        draft.idempotencyKey(),
                        draft.content(),
                        draft.requestedBy(),
                        Columns.at(transitions.now()),
                        draft.job(),
                        draft.sheet() == null ? null : draft.sheet().toString(),
                        draft.rerunOf(),
                        draft.options(),
                        draft.state().name()))
                .update();
        if (draft.approval() != null) {
            approvals.add(draft.id(), draft.approval());
        }
    }

    /** Returns what was recorded for the key before; empty if nothing was, or there is no key. */
    public Optional<Added> earlier(String requestedBy, @Nullable String key, String content) {
        return key == null
                ? Optional.empty()
                : jdbc.sql(SAME_KEY)
                        .params(requestedBy, key)
                        .query((rs, n) ->
                                new Added(requestedRun(rs, n), false, content.equals(rs.getString("content"))))
                        .optional();
    }

    public Optional<RequestedRun> find(String id) {
        return jdbc.sql(FIND).param(id).query(RequestedRunLedger::requestedRun).optional();
    }

    /** Returns the latest request for this run; empty if there was none. */
    public Optional<RequestedRun> ofRun(long runId) {
        return jdbc.sql(OF_RUN)
                .param(runId)
                .query(RequestedRunLedger::requestedRun)
                .optional();
    }

    /**
     * Returns the requests over HTTP that are not done, oldest first.
     *
     * @param stopWanted whether those that are to be stopped, or all others
     */
    public List<RequestedRun> open(boolean stopWanted) {
        return jdbc.sql(OPEN)
                .param(stopWanted)
                .query(RequestedRunLedger::requestedRun)
                .list();
    }

    /** Records that a person wants a run to stop. It is on the disk when this returns. */
    public void wantStop(String id) {
        journal.recordMoney(transitions -> jdbc.sql(WANT_STOP).param(id).update());
    }

    /** Returns requests, newest first. */
    public List<RequestedRun> latest(int limit, int offset) {
        return jdbc.sql(LATEST)
                .params(limit, offset)
                .query(RequestedRunLedger::requestedRun)
                .list();
    }

    /** Returns the lists of requests. */
    public RequestedRunList lists() {
        return new RequestedRunList(jdbc);
    }

    /** Returns the records of runs that commands did without a {@code serve}. */
    public ShellRunLedger ofShell() {
        return new ShellRunLedger(jdbc, journal);
    }

    /** Returns true if a run was made for it. */
    public boolean hasBegun(String id) {
        return find(id).filter(run -> run.runId() != null).isPresent();
    }

    /** Returns what it may have cost since it began, also by what another command has spent on its job, unless it waited. */
    public Cost spent(String id) {
        return new RunBeginnings(jdbc).spent(id);
    }

    /** Records that its turn has come: QUEUED or RUNNING -> RUNNING. Returns false if it has ended, or waits for approval. */
    public boolean begin(String id) {
        return journal.record(transitions -> jdbc.sql(BEGIN).param(id).update() == 1);
    }

    /** Returns the ids of the runs that wait for approval. */
    public List<String> waiting() {
        return jdbc.sql(WAITING).query(String.class).list();
    }

    /**
     * Records that a run needs approval before it begins: QUEUED or RUNNING -> WAITING_FOR_APPROVAL. Returns false if a
     * person wants it to stop, or it has ended.
     */
    public boolean await(String id, RunPrice price) {
        return journal.recordMoney(transitions -> approvals.await(id, price));
    }

    /**
     * Records an approval: WAITING_FOR_APPROVAL -> QUEUED.
     *
     * @param seen the price that the person has seen; null if it is not said
     * @param answer what the person says to who requested it; null for nothing
     */
    public Approval.Outcome approve(String id, String by, @Nullable Cost seen, @Nullable String answer) {
        return journal.recordMoney(transitions -> approvals.approve(id, by, seen, answer, transitions.now()));
    }

    /**
     * Records a refusal: WAITING_FOR_APPROVAL -> STOPPED. Returns false if the run does not wait for approval.
     *
     * @param by who refuses it
     * @param answer what the person says to who requested it; null for nothing
     */
    public boolean refuse(String id, String by, int exitCode, String message, @Nullable String answer) {
        return journal.recordMoney(
                transitions -> approvals.refuse(id, by, exitCode, message, answer, transitions.now()));
    }

    /** Records its end, unless it has ended before. */
    public void end(String id, State state, @Nullable Long runId, int exitCode, @Nullable String message) {
        journal.record(transitions -> jdbc.sql(END)
                .params(Columns.row(state.name(), runId, exitCode, message, Columns.at(transitions.now()), id))
                .update());
    }

    static RequestedRun requestedRun(ResultSet rs, int n) throws SQLException {
        String sheet = rs.getString("sheet");
        return new RequestedRun(
                rs.getString("id"),
                rs.getString("requested_by"),
                Columns.requiredInstant(rs, "requested_at"),
                rs.getString("job_file"),
                rs.getString("job"),
                sheet == null ? null : Path.of(sheet),
                rs.getString("rerun_of"),
                rs.getString("options"),
                State.valueOf(rs.getString("state")),
                Columns.number(rs, "run_id"),
                Columns.integer(rs, "exit_code"),
                rs.getString("message"),
                Columns.instant(rs, "ended_at"),
                ApprovalRecords.approval(rs));
    }
}
