package dev.reelbatch.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The runs of job files, and of sheets dropped in their inboxes. Each is a requested run as well, which people see,
 * approve and stop like the others, but its job file resumes it. It is settled once its run is over and its sheet has
 * left the folder working; until then the next process takes it up again.
 */
public final class JobFileRunLedger {

    private static final String ADD = "insert into web_run_origin (web_run, job_file, dropped) values (?, ?, ?)";
    private static final String OPEN = RequestedRunLedger.ALL + " where o.settled = false";
    private static final String ALL_OPEN = OPEN + " order by w.requested_at, w.id";
    private static final String OPEN_OF = OPEN + " and o.job_file = ? and o.dropped = ?";
    private static final String LATEST_ASKED = RequestedRunLedger.ALL
            + " where o.job_file = ? and a.web_run is not null order by w.requested_at desc, w.id limit 1";
    private static final String CONTENT = "update web_run set content = ? where id = ?";
    private static final String BEGIN =
            "update web_run set state = 'RUNNING' where id = ? and state in ('WAITING_FOR_APPROVAL', 'QUEUED')";
    private static final String IS_STOPPED = "select count(*) from web_run where id = ? and state = 'STOPPED'";
    private static final String FIND = RequestedRunLedger.ALL + " where w.id = ?";
    private static final String REFUSED_AGAIN = """
            update web_run set ended_at = ?
            where id = (select w.id from web_run w join web_run_origin o on o.web_run = w.id
                        where o.job_file = ? and o.dropped = '' order by w.requested_at desc, w.id limit 1)
              and state = 'INCOMPLETE' and run_id is null and requested_by = '' and message = ?
            """;
    private static final String SETTLE = "update web_run_origin set settled = true where web_run = ?";

    private final JdbcClient jdbc;
    private final Journal journal;
    private final RequestedRunLedger requestedRuns;
    private final ApprovalRecords approvals;
    private final RunBeginnings beginnings;

    public JobFileRunLedger(JdbcClient jdbc, Journal journal, RequestedRunLedger requestedRuns) {
        this.jdbc = jdbc;
        this.journal = journal;
        this.requestedRuns = requestedRuns;
        this.approvals = new ApprovalRecords(jdbc);
        this.beginnings = new RunBeginnings(jdbc);
    }

    /** Records a run, which may need an approval. It is on the disk when this returns. */
    public JobFileRun add(RequestedRun.Draft draft, JobFileRun.Origin origin) {
        return journal.recordMoney(transitions -> {
            requestedRuns.insert(draft, transitions);
            jdbc.sql(ADD).params(draft.id(), origin.jobFile(), origin.dropped()).update();
            return find(draft.id());
        });
    }

    /**
     * Records that a run needs an approval, of which nothing was said when it was recorded. Returns false if a person
     * wants it to stop.
     */
    public boolean ask(String id, RunPrice price, String content) {
        return journal.recordMoney(transitions -> {
            jdbc.sql(CONTENT).params(content, id).update();
            return approvals.await(id, price);
        });
    }

    /** Records that the person who orders a run approves its price: WAITING_FOR_APPROVAL or QUEUED -> QUEUED. */
    public void approve(String id, RunPrice price, String content, String by) {
        journal.recordMoney(transitions -> {
            jdbc.sql(CONTENT).params(content, id).update();
            approvals.approveOrdered(id, price, by, transitions.now());
            return null;
        });
    }

    /** Records that a run was made for it; called in the transaction that records its wish. */
    public void begun(String id, long runId) {
        beginnings.record(id, runId);
    }

    /** Returns those that are not settled, oldest first. */
    public List<JobFileRun> open() {
        return jdbc.sql(ALL_OPEN).query(JobFileRunLedger::jobFileRun).list();
    }

    /** Returns those of one origin that are not settled. */
    public List<JobFileRun> open(JobFileRun.Origin origin) {
        return jdbc.sql(OPEN_OF)
                .params(origin.jobFile(), origin.dropped())
                .query(JobFileRunLedger::jobFileRun)
                .list();
    }

    /** Returns the latest of a job file that needed an approval, settled or not. */
    public Optional<RequestedRun> latestAsked(String jobFile) {
        return jdbc.sql(LATEST_ASKED)
                .param(jobFile)
                .query(RequestedRunLedger::requestedRun)
                .optional();
    }

    /**
     * Records that its turn has come: WAITING_FOR_APPROVAL, if it needs none any more, or QUEUED -> RUNNING. Returns
     * false if somebody has stopped it.
     */
    public boolean begin(String id) {
        return journal.recordMoney(transitions -> jdbc.sql(BEGIN).param(id).update() == 1
                || jdbc.sql(IS_STOPPED).param(id).query(Integer.class).single() == 0);
    }

    /** Returns it as it is now. */
    public JobFileRun find(String id) {
        return jdbc.sql(FIND).param(id).query(JobFileRunLedger::jobFileRun).single();
    }

    /**
     * Records that a schedule's run was refused for the same reason as its latest one, which ends now. Returns false if
     * that had another end.
     */
    public boolean refusedAgain(String jobFile, String message) {
        return journal.record(transitions -> jdbc.sql(REFUSED_AGAIN)
                        .params(Columns.at(transitions.now()), jobFile, message)
                        .update()
                == 1);
    }

    /** Records that everything about it is done. */
    public void settle(String id) {
        journal.record(transitions -> jdbc.sql(SETTLE).param(id).update());
    }

    private static JobFileRun jobFileRun(ResultSet rs, int n) throws SQLException {
        return new JobFileRun(
                RequestedRunLedger.requestedRun(rs, n),
                new JobFileRun.Origin(rs.getString("job_file"), rs.getString("dropped")),
                rs.getString("content"),
                rs.getString("refused_by"),
                rs.getBoolean("stop_wanted"));
    }
}
