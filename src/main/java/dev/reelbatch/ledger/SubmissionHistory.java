package dev.reelbatch.ledger;

import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The home's submissions so far, of all runs, for those who decide about the next one. */
public final class SubmissionHistory {

    private static final String LAST_SENT = "select sent_at from submission order by id desc limit ?";
    private static final String IN_FLIGHT = """
            select count(*) from clip where state in ('SUBMITTING', 'SUBMITTED') and api = ?
            """;

    private final JdbcClient jdbc;

    public SubmissionHistory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Returns the times of this home's latest POSTs, newest first, from which the rate continues. They are ordered by
     * number, because a time stamp of a clock that was ahead is not the latest.
     */
    public List<Instant> lastSent(int limit) {
        return jdbc.sql(LAST_SENT)
                .param(limit)
                .query((rs, n) -> Columns.requiredInstant(rs, "sent_at"))
                .list();
    }

    /** Returns the number of the home's latest submission, which only grows; 0 if there is none. */
    public long latestSubmission() {
        return jdbc.sql("select coalesce(max(id), 0) from submission")
                .query(Long.class)
                .single();
    }

    /** Returns true if the home has a submission of this number. */
    public boolean knows(long submission) {
        return jdbc.sql("select count(*) from submission where id = ?")
                        .param(submission)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /**
     * Returns the number of the home's clips that may have a running task on this API; tasks of other APIs are not
     * polled now.
     */
    public int inFlight(String api) {
        return jdbc.sql(IN_FLIGHT).param(api).query(Integer.class).single();
    }
}
