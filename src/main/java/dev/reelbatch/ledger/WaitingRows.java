package dev.reelbatch.ledger;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of a run that wait to be submitted, and who else waits for them. */
public final class WaitingRows {

    private static final String OTHER_JOBS = """
            select distinct r.row_number, j.name
            from run_row r join clip c on c.id = r.clip_id
            join run_row o on o.clip_id = c.id join run u on u.id = o.run_id join job j on j.id = u.job_id
            where c.state = 'QUEUED' and r.run_id = ? and r.load_number = ? and u.job_id <> ?
              and o.load_number = u.load_number
              and u.number = (select max(l.number) from run l where l.job_id = u.job_id)
            """;
    private static final String KEYS = """
            select distinct r.row_number, k.fingerprint
            from run_row r join clip c on c.id = r.clip_id join clip_key k on k.clip_id = c.id
            where c.state = 'QUEUED' and r.run_id = ? and r.load_number = ?
            """;

    private final JdbcClient jdbc;

    public WaitingRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the keys of the requests that wait to be submitted, by row; see {@link RequestKeys}. */
    public Map<Integer, Set<String>> keys(Run run) {
        Map<Integer, Set<String>> keys = new HashMap<>();
        jdbc.sql(KEYS).params(run.id(), run.loadNumber()).query(rs -> {
            keys.computeIfAbsent(rs.getInt("row_number"), row -> new HashSet<>())
                    .add(rs.getString("fingerprint"));
        });
        return keys;
    }

    /** Returns the other jobs whose latest run also waits for the clips of the run's rows, by row. */
    public Map<Integer, Set<String>> otherJobs(Run run) {
        Map<Integer, Set<String>> jobs = new HashMap<>();
        jdbc.sql(OTHER_JOBS).params(run.id(), run.loadNumber(), run.job().id()).query(rs -> {
            jobs.computeIfAbsent(rs.getInt("row_number"), row -> new TreeSet<>())
                    .add(rs.getString("name"));
        });
        return jobs;
    }
}
