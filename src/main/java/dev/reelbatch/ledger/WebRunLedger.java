package dev.reelbatch.ledger;

import dev.reelbatch.ledger.WebRun.State;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The runs that were requested over HTTP. */
public final class WebRunLedger {

    private static final String ADD = """
            insert into web_run (id, idempotency_key, content, requested_by, requested_at, job, sheet, rerun_of,
                                 options, state)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'QUEUED')
            """;
    private static final String SAME_KEY = "select * from web_run where requested_by = ? and idempotency_key = ?";
    private static final String FIND = "select * from web_run where id = ?";
    private static final String OF_RUN =
            "select * from web_run where run_id = ? order by requested_at desc, id limit 1";
    private static final String OPEN =
            "select * from web_run where state in ('QUEUED', 'RUNNING') order by requested_at, id";
    private static final String LATEST = "select * from web_run order by requested_at desc, id limit ? offset ?";
    private static final String BEGIN = "update web_run set state = 'RUNNING' where id = ? and state = 'QUEUED'";
    private static final String ATTACH = "update web_run set run_id = ? where id = ?";
    private static final String END = """
            update web_run set state = ?, run_id = coalesce(?, run_id), exit_code = ?, message = ?, ended_at = ?
            where id = ? and state in ('QUEUED', 'RUNNING')
            """;

    private final JdbcClient jdbc;
    private final Journal journal;

    public WebRunLedger(JdbcClient jdbc, Journal journal) {
        this.jdbc = jdbc;
        this.journal = journal;
    }

    /**
     * The result of recording a request.
     *
     * @param run the recorded run
     * @param isNew false if the key had been used before
     * @param isSameContent false if it had been used for another sheet or other options
     */
    public record Added(WebRun run, boolean isNew, boolean isSameContent) {}

    /** Records a request, once for each key of a person. It is on the disk when this returns. */
    public Added add(WebRun.Draft draft) {
        return journal.recordMoney(transitions -> {
            Optional<Added> before = earlier(draft.requestedBy(), draft.idempotencyKey(), draft.content());
            if (before.isPresent()) {
                return before.get();
            }
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
                            draft.options()))
                    .update();
            return new Added(find(draft.id()).orElseThrow(), true, true);
        });
    }

    /** Returns what was recorded for the key before; empty if nothing was, or there is no key. */
    public Optional<Added> earlier(String requestedBy, @Nullable String key, String content) {
        return key == null
                ? Optional.empty()
                : jdbc.sql(SAME_KEY)
                        .params(requestedBy, key)
                        .query((rs, n) -> new Added(webRun(rs, n), false, content.equals(rs.getString("content"))))
                        .optional();
    }

    public Optional<WebRun> find(String id) {
        return jdbc.sql(FIND).param(id).query(WebRunLedger::webRun).optional();
    }

    /** Returns the latest request for this run; empty if it was not requested over HTTP. */
    public Optional<WebRun> ofRun(long runId) {
        return jdbc.sql(OF_RUN).param(runId).query(WebRunLedger::webRun).optional();
    }

    /** Returns the requests that are not done, oldest first. */
    public List<WebRun> open() {
        return jdbc.sql(OPEN).query(WebRunLedger::webRun).list();
    }

    /** Returns requests, newest first. */
    public List<WebRun> latest(int limit, int offset) {
        return jdbc.sql(LATEST)
                .params(limit, offset)
                .query(WebRunLedger::webRun)
                .list();
    }

    /** Records that its turn has come: QUEUED -> RUNNING. */
    public void begin(String id) {
        journal.record(transitions -> jdbc.sql(BEGIN).param(id).update());
    }

    /** Records the run that was made for it. */
    public void attach(String id, long runId) {
        journal.record(transitions -> jdbc.sql(ATTACH).params(runId, id).update());
    }

    /** Records its end, unless it has ended before. */
    public void end(String id, State state, @Nullable Long runId, int exitCode, @Nullable String message) {
        journal.record(transitions -> jdbc.sql(END)
                .params(Columns.row(state.name(), runId, exitCode, message, Columns.at(transitions.now()), id))
                .update());
    }

    private static WebRun webRun(ResultSet rs, int n) throws SQLException {
        String sheet = rs.getString("sheet");
        return new WebRun(
                rs.getString("id"),
                rs.getString("requested_by"),
                Columns.requiredInstant(rs, "requested_at"),
                rs.getString("job"),
                sheet == null ? null : Path.of(sheet),
                rs.getString("rerun_of"),
                rs.getString("options"),
                State.valueOf(rs.getString("state")),
                Columns.number(rs, "run_id"),
                Columns.integer(rs, "exit_code"),
                rs.getString("message"),
                Columns.instant(rs, "ended_at"));
    }
}
