package dev.reelbatch.ledger;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * When the runs of {@code serve} were at work on their jobs, in submissions: what the jobs have spent meanwhile is what
 * the runs have cost.
 */
final class RunBeginnings {

    private static final String BEGUN = "update web_run set run_id = ? where id = ?";
    private static final String AT_WORK = """
            insert into web_run_try (web_run, after_submission)
            select w.id, (select coalesce(max(s.id), 0) from submission s) from web_run w
            where w.id = ?
              and not exists (select 1 from web_run_try t where t.web_run = w.id and t.up_to_submission is null)
            """;
    private static final String NOT_AT_WORK = """
            update web_run_try set up_to_submission = (select coalesce(max(id), 0) from submission)
            where web_run = ? and up_to_submission is null
            """;
    private static final String SPENT = """
            select s.currency, sum(s.price) as amount
            from web_run w join run mine on mine.id = w.run_id
                 join run u on u.job_id = mine.job_id
                 join submission s on s.run_id = u.id
            where w.id = ? and s.price is not null
              and exists (select 1 from web_run_try t
                          where t.web_run = w.id and s.id > t.after_submission
                            and (t.up_to_submission is null or s.id <= t.up_to_submission))
              and (s.outcome is null or s.outcome in ('ACCEPTED', 'UNKNOWN', 'CHARGED'))
            group by s.currency
            """;

    private final JdbcClient jdbc;

    RunBeginnings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Records that a run was made for it; called in the transaction that records its wish. */
    void record(String id, long runId) {
        jdbc.sql(BEGUN).params(runId, id).update();
        jdbc.sql(AT_WORK).param(id).update();
    }

    /** Records that it waits for an approval; called on the journal's thread. */
    void waits(String id) {
        jdbc.sql(NOT_AT_WORK).param(id).update();
    }

    /**
     * Returns what it may have cost in all its tries. What another command has spent on its job meanwhile counts, too,
     * but not while it waited for an approval: too much rather than too little.
     */
    Cost spent(String id) {
        Map<String, BigDecimal> spent = new TreeMap<>();
        jdbc.sql(SPENT).param(id).query(rs -> {
            spent.put(rs.getString("currency"), rs.getBigDecimal("amount"));
        });
        return new Cost(spent);
    }
}
