package dev.reelbatch.ledger;

import dev.reelbatch.text.Text;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Rows in doubt, and what a person finds out about them in the account's list of charges. */
public final class DoubtLedger {

    /** The error of a clip whose submission was charged although no task is known. */
    public static final String CHARGED_WITHOUT_TASK = "charged_without_task";

    private static final String IN_DOUBT = """
            from clip c join run_row r on r.clip_id = c.id join run u on u.id = r.run_id%s
            where c.state = 'IN_DOUBT' and r.run_id = :run and r.load_number = u.load_number
            """;
    private static final String ROWS = """
            select r.row_number, r.variant, r.row_id, r.prompt, %s,
                   (select e.external_id from external_id e
                    where e.submission_id = (select max(s.id) from submission s
                                             where s.clip_id = c.id and s.outcome = 'UNKNOWN')) as external_id
            %s
            """.formatted(Columns.CLIP, IN_DOUBT.formatted(""));
    private static final String SUBMISSIONS =
            "select s.* " + IN_DOUBT.formatted(" join submission s on s.clip_id = c.id") + " and s.outcome = 'UNKNOWN'";
    private static final String BY_NUMBER = " order by s.id";
    /** Only of the submission that was shown: a later one may have put the clip in doubt again. */
    private static final String SETTLE = """
            update submission set outcome = ?
            where id = ? and outcome = 'UNKNOWN'
              and id = (select max(l.id) from submission l where l.clip_id = submission.clip_id and l.outcome = 'UNKNOWN')
            """;

    static final String OF_LATEST_RUNS = """
            select u.id as run_id, r.row_number, c.id as clip_id
            from clip c join run_row r on r.clip_id = c.id join run u on u.id = r.run_id
            where c.state = 'IN_DOUBT' and c.accepted_at is null and r.load_number = u.load_number
              and u.number = (select max(x.number) from run x where x.job_id = u.job_id)
            order by u.id desc, r.row_number, r.variant
            """;
    private static final String THESE_CLIPS = " and c.id in (:clips)";

    private final JdbcClient jdbc;
    private final Journal journal;
    private final Spending spending;

    public DoubtLedger(JdbcClient jdbc, Journal journal, SubmitLedger submits) {
        this.jdbc = jdbc;
        this.journal = journal;
        this.spending = submits.spending();
    }

    /** A clip in doubt, in the latest run of its job. */
    public record InLatestRun(long runId, int row, long clipId) {}

    /** Returns the run's rows in doubt, in the order in which they were sent. */
    public List<RowInDoubt> rows(long runId) {
        return rows(ROWS, SUBMISSIONS + BY_NUMBER, statement -> statement.param("run", runId));
    }

    /** Returns those of the run's rows in doubt that hold one of these clips, in the order in which they were sent. */
    public List<RowInDoubt> rows(long runId, Collection<Long> clips) {
        return rows(ROWS + THESE_CLIPS, SUBMISSIONS + THESE_CLIPS + BY_NUMBER, statement -> statement
                .param("run", runId)
                .param("clips", clips));
    }

    private List<RowInDoubt> rows(String rows, String sent, UnaryOperator<StatementSpec> which) {
        Map<Long, List<Submission>> submissions = new HashMap<>();
        which.apply(jdbc.sql(sent))
                .query((rs, n) -> SubmissionHistory.submission(rs))
                .list()
                .forEach(one -> submissions
                        .computeIfAbsent(one.clipId(), clip -> new ArrayList<>())
                        .add(one));
        return which.apply(jdbc.sql(rows)).query((rs, n) -> row(rs, n, submissions)).list().stream()
                .sorted(RowInDoubt.AS_SENT)
                .toList();
    }

    /**
     * Returns the clips in doubt in the latest runs of all jobs, but those that a person accepted: the latest run first,
     * in its order.
     */
    public List<InLatestRun> inLatestRuns() {
        return jdbc.sql(OF_LATEST_RUNS)
                .query((rs, n) -> new InLatestRun(rs.getLong("run_id"), rs.getInt("row_number"), rs.getLong("clip_id")))
                .list();
    }

    private static RowInDoubt row(ResultSet rs, int n, Map<Long, List<Submission>> submissions) throws SQLException {
        Clip clip = Objects.requireNonNull(Columns.CLIP_MAPPER.mapRow(rs, n));
        return new RowInDoubt(
                rs.getInt("row_number"),
                rs.getInt("variant"),
                rs.getString("row_id"),
                rs.getString("prompt"),
                clip,
                submissions.getOrDefault(clip.id(), List.of()),
                rs.getString("external_id"));
    }

    /** What a person found in the account about the latest submission of a row. */
    public record Finding(RowInDoubt row, boolean isCharged) {}

    /**
     * Records findings: charged IN_DOUBT -> FAILED, whose cost stays; not charged IN_DOUBT -> QUEUED, whose cost is taken
     * back. An earlier submission in doubt, which a person repeated on purpose, stays as it is. All of them are on the
     * disk when this returns.
     *
     * @throws StaleClipException if a row is no longer in doubt, or in doubt about a later submission; nothing was
     *     changed
     */
    public void settle(List<Finding> findings) {
        journal.recordMoney(transitions -> {
            findings.forEach(finding -> settle(transitions, finding));
            return null;
        });
    }

    private void settle(Transitions transitions, Finding finding) {
        Clip clip = finding.row().clip();
        if (finding.isCharged()) {
            String message = Text.of("Charged according to your account, but the API returned no task");
            transitions.move(
                    clip, ClipState.FAILED, ClipChange.because(new ClipError(null, CHARGED_WITHOUT_TASK, message)));
        } else {
            // it waits for any run of its rows, also if a rerun had sent it
            transitions.move(clip, ClipState.QUEUED, ClipChange.NOTHING_ELSE.with("asked_again_in = null"));
        }
        Submission latest = finding.row().latest();
        if (latest == null) {
            return; // taken over from results by an earlier version
        }
        Outcome outcome = finding.isCharged() ? Outcome.CHARGED : Outcome.NOT_CHARGED;
        if (jdbc.sql(SETTLE).params(outcome.name(), latest.id()).update() != 1) {
            throw new StaleClipException(clip.id(), ClipState.IN_DOUBT);
        }
        if (!finding.isCharged()) {
            spending.takeBack(latest);
        }
    }
}
