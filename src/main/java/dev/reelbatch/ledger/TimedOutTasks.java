package dev.reelbatch.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tasks that were not terminal in time: asked about again by later tries, until they are left alone. */
public final class TimedOutTasks {

    private static final String TIMED_OUT = """
            select c.id, c.run_id, c.task_id, c.model, c.submitted_at, c.state, false as lost from clip c
            where c.state = 'TIMED_OUT' and c.api = :api and c.accepted_at is null and c.submitted_at >= :since
              and %sexists (select 1 from run_row r join run u on u.id = r.run_id
                            where r.clip_id = c.id and r.run_id in (:runs) and r.load_number = u.load_number)
            order by c.submitted_at, c.id
            """;
    private static final String REST = """
            update clip set error_code = :code, error_message = :message
            where state = 'TIMED_OUT' and api = :api and accepted_at is null and submitted_at < :before
              and id in (select r.clip_id from run_row r join run u on u.id = r.run_id
                         where r.run_id = :run and r.load_number = u.load_number and r.clip_id is not null)
            """;
    private static final String OF_RUNS = TIMED_OUT.formatted("");
    private static final String OF_OTHERS = TIMED_OUT.formatted("not ");

    private final JdbcClient jdbc;
    private final Journal journal;

    TimedOutTasks(JdbcClient jdbc, Journal journal) {
        this.jdbc = jdbc;
        this.journal = journal;
    }

    /**
     * Moves the run's TIMED_OUT clips that were submitted since then back to SUBMITTED, for a new try of the run.
     * Returns their number.
     */
    public int askAgain(String api, long runId, Instant since) {
        return journal.record(transitions -> {
            List<OpenTask> timedOut = timedOut(OF_RUNS, api, Set.of(runId), since);
            timedOut.forEach(task -> PollLedger.reopen(transitions, task));
            return timedOut.size();
        });
    }

    /** Leaves the run's TIMED_OUT clips that were submitted earlier alone from now on, and notes that. */
    public void rest(String api, long runId, Instant before, ClipError why) {
        journal.record(transitions -> {
            int changed = jdbc.sql(REST)
                    .param("code", why.code())
                    .param("message", why.message())
                    .param("api", api)
                    .param("run", runId)
                    .param("before", Columns.at(before))
                    .update();
            if (changed > 0) {
                transitions.changeAtRest();
            }
            return changed;
        });
    }

    /** Returns the TIMED_OUT tasks of inactive runs, submitted since then, oldest first. */
    public List<OpenTask> ofOthers(String api, Set<Long> runs, Instant since) {
        return timedOut(OF_OTHERS, api, runs, since);
    }

    private List<OpenTask> timedOut(String sql, String api, Set<Long> runs, Instant since) {
        return jdbc.sql(sql)
                .param("api", api)
                .param("runs", runs.isEmpty() ? Set.of(-1L) : runs)
                .param("since", Columns.at(since))
                .query(PollLedger::openTask)
                .list();
    }
}
