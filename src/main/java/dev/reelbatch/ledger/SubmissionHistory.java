package dev.reelbatch.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The home's submissions so far, of all runs, for those who decide about the next one and those who look back. */
public final class SubmissionHistory {

    private static final String LAST_SENT = "select sent_at from submission order by id desc limit ?";
    private static final String IN_FLIGHT = """
            select count(*) from clip where state in ('SUBMITTING', 'SUBMITTED') and api = ?
            """;

    private static final String SUBMISSIONS = """
            select s.*, e.external_id, j.name, u.number
            from submission s left join external_id e on e.submission_id = s.id join run u on u.id = s.run_id join job j on j.id = u.job_id
            %s order by s.id""";
    private static final String OF_JOB = SUBMISSIONS.formatted("where j.id = ?");
    private static final String LATEST = SUBMISSIONS.formatted("") + " desc limit :limit offset :offset";
    private static final String THESE = SUBMISSIONS.formatted("where s.id in (:ids)") + " desc";
    /** Their numbers alone, which an index has, since a job may have many more than a page shows. */
    static final String LATEST_OF_JOB = """
            select s.id from submission s where s.run_id in (select u.id from run u where u.job_id = :job)
            order by s.id desc limit :limit offset :offset
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

    /** Returns the clips that were submitted after a submission. */
    public Set<Long> clipsSubmittedAfter(long submission) {
        return Set.copyOf(jdbc.sql("select distinct clip_id from submission where id > ?")
                .param(submission)
                .query(Long.class)
                .list());
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

    /**
     * A submission with the job, the run and the row it was made for.
     *
     * @param row null if an older version did not record it
     * @param externalId the id of our own that it carried; null if it had none
     */
    public record Line(
            String job,
            int run,
            @Nullable Integer row,
            Submission submission,
            @Nullable String externalId) {}

    /** Returns every POST ever made for a job, in order. The stream must be closed. */
    public Stream<Line> ofJob(NamedJob job) {
        return jdbc.sql(OF_JOB).param(job.id()).query(SubmissionHistory::line).stream();
    }

    /**
     * Returns POSTs, the latest first.
     *
     * @param job null for those of all jobs
     */
    public List<Line> latest(@Nullable NamedJob job, int limit, int offset) {
        if (job == null) {
            return page(LATEST, limit, offset).query(SubmissionHistory::line).list();
        }
        List<Long> ids = page(LATEST_OF_JOB, limit, offset)
                .param("job", job.id())
                .query(Long.class)
                .list();
        return ids.isEmpty()
                ? List.of()
                : jdbc.sql(THESE)
                        .param("ids", ids)
                        .query(SubmissionHistory::line)
                        .list();
    }

    private JdbcClient.StatementSpec page(String sql, int limit, int offset) {
        return jdbc.sql(sql).param("limit", limit).param("offset", offset);
    }

    private static Line line(ResultSet rs, int n) throws SQLException {
        return new Line(
                rs.getString("name"),
                rs.getInt("number"),
                Columns.integer(rs, "row_number"),
                submission(rs),
                rs.getString("external_id"));
    }

    static Submission submission(ResultSet rs) throws SQLException {
        return new Submission(
                rs.getLong("id"),
                rs.getLong("clip_id"),
                rs.getLong("run_id"),
                Columns.price(rs),
                Columns.requiredInstant(rs, "sent_at"),
                Columns.instant(rs, "answered_at"),
                Optional.ofNullable(rs.getString("outcome"))
                        .map(Outcome::valueOf)
                        .orElse(null),
                Columns.integer(rs, "http_status"),
                rs.getString("task_id"),
                rs.getString("request_id"),
                rs.getString("error_code"),
                rs.getString("error_message"));
    }
}
