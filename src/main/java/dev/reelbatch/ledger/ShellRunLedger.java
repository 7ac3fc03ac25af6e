package dev.reelbatch.ledger;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Runs that commands did while no {@code serve} held the home. They get records like those that were requested, so that
 * they are listed with the others and have the same page. A record says what is known: nobody requested it over HTTP,
 * and it has ended, so no {@code serve} resumes it.
 */
public final class ShellRunLedger {

    private static final String CONTENT = "shell"; // no hash is like it, so it is no answer to any request

    /** Runs of a job with an open request may be that request's. */
    private static final String UNRECORDED = """
            select u.id from run u join job j on j.id = u.job_id
            where not exists (select 1 from web_run w where w.run_id = u.id)
              and not exists (select 1 from web_run o where o.job = j.name and o.run_id is null
                              and o.state in ('WAITING_FOR_APPROVAL', 'QUEUED', 'RUNNING'))
            order by u.id desc limit ?
            """;

    private static final String UNFINISHED =
            "select run_id, id from web_run where content = ? and run_id is not null and state <> 'COMPLETED'";
    private static final String ADD = """
            insert into web_run (id, content, requested_by, requested_at, job, options, state, run_id, exit_code, ended_at)
            values (?, ?, '', ?, ?, '{}', ?, ?, ?, ?)
            """;
    private static final String AGAIN =
            "update web_run set state = ?, exit_code = ?, ended_at = ? where id = ? and content = ?";

    private final JdbcClient jdbc;
    private final Journal journal;

    public ShellRunLedger(JdbcClient jdbc, Journal journal) {
        this.jdbc = jdbc;
        this.journal = journal;
    }

    /** How a run has ended. */
    public record Ending(Run run, RequestedRun.State state, int exitCode) {}

    /** Returns the latest runs without a record, at most so many. */
    public List<Long> unrecorded(int most) {
        return jdbc.sql(UNRECORDED).param(most).query(Long.class).list();
    }

    /** Returns the ids of the records of runs that a command may have resumed since. */
    public Map<Long, String> unfinished() {
        Map<Long, String> records = new HashMap<>();
        jdbc.sql(UNFINISHED).param(CONTENT).query(rs -> {
            records.put(rs.getLong("run_id"), rs.getString("id"));
        });
        return records;
    }

    /** Records runs. */
    public void add(List<Ending> endings) {
        journal.record(transitions -> {
            for (Ending ending : endings) {
                Run run = ending.run();
                jdbc.sql(ADD)
                        .params(Columns.row(
                                UUID.randomUUID().toString(),
                                CONTENT,
                                Columns.at(run.createdAt()),
                                run.job().name(),
                                ending.state().name(),
                                run.id(),
                                ending.exitCode(),
                                Columns.at(run.endedAt() == null ? run.createdAt() : run.endedAt())))
                        .update();
            }
            return null;
        });
    }

    /** Records how a run has ended since. */
    public void endedAgain(String id, Ending ending) {
        Run run = ending.run();
        journal.record(transitions -> jdbc.sql(AGAIN)
                .params(Columns.row(
                        ending.state().name(),
                        ending.exitCode(),
                        Columns.at(run.endedAt() == null ? run.createdAt() : run.endedAt()),
                        id,
                        CONTENT))
                .update());
    }
}
