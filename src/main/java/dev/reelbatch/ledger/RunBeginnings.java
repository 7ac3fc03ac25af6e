package dev.reelbatch.ledger;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** When the runs of {@code serve} began, in submissions: what their jobs have spent since then is what they have cost. */
final class RunBeginnings {

    private static final String BEGUN = """
            update web_run set run_id = ?,
                   after_submission = coalesce(after_submission, (select coalesce(max(id), 0) from submission))
            where id = ?
            """;
    private static final String SPENT = """
            select s.currency, sum(s.price) as amount
            from web_run w join run mine on mine.id = w.run_id
                 join run u on u.job_id = mine.job_id
                 join submission s on s.run_id = u.id and s.id > w.after_submission
            where w.id = ? and s.price is not null
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
    }

    /**
     * Returns what it may have cost in all its tries. What another command has spent on its job meanwhile counts, too:
     * too much rather than too little.
     */
    Cost spent(String id) {
        Map<String, BigDecimal> spent = new TreeMap<>();
        jdbc.sql(SPENT).param(id).query(rs -> {
            spent.put(rs.getString("currency"), rs.getBigDecimal("amount"));
        });
        return new Cost(spent);
    }
}
