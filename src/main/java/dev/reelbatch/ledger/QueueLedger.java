package dev.reelbatch.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The clips of a run that may be submitted: all their places in the sheet at once, their requests page by page. */
public final class QueueLedger {

    private static final String ROWS = """
            select r.row_number, r.variant, c.id
            from clip c join run_row r on r.clip_id = c.id join run u on u.id = r.run_id
            where c.state = 'QUEUED' and r.run_id = :run and r.load_number = u.load_number and %s
            order by r.row_number, r.variant
            """.formatted(Wish.PAYS);
    /** Without a condition on the state, for which H2 would read all QUEUED clips to find these. */
    private static final String CLIPS = """
            select %s, r.row_number, r.variant, r.file_name
            from clip c join run_row r on r.clip_id = c.id join run u on u.id = r.run_id
            where c.id in (:clips) and r.run_id = :run and r.load_number = u.load_number and %s
            """.formatted(Columns.CLIP, Wish.PAYS);

    private static final String IN_DOUBT = """
            select c.id from clip c join run_row r on r.clip_id = c.id join run u on u.id = r.run_id
            where c.state = 'IN_DOUBT' and r.run_id = ? and r.load_number = u.load_number
            """;

    private final JdbcClient jdbc;

    public QueueLedger(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the places of the run's clips that the wish's command may submit, in row order. */
    public List<QueuedRow> rows(long runId, Wish wish) {
        return jdbc.sql(ROWS)
                .param("run", runId)
                .param("wish", wish.id())
                .param("ordinary", wish.paysForOrdinary())
                .query((rs, n) -> new QueuedRow(rs.getInt("row_number"), rs.getInt("variant"), rs.getLong("id")))
                .list();
    }

    /** Returns those of these clips that may still be submitted, in row order. */
    public List<QueuedClip> clips(long runId, Wish wish, List<QueuedRow> rows) {
        return jdbc
                .sql(CLIPS)
                .param("clips", rows.stream().map(QueuedRow::clipId).toList())
                .param("run", runId)
                .param("wish", wish.id())
                .param("ordinary", wish.paysForOrdinary())
                .query(QueueLedger::queuedClip)
                .list()
                .stream() // of the list: JdbcClient's own stream would hold its connection until closed
                .filter(queued -> queued.clip().state() == ClipState.QUEUED)
                .sorted(Comparator.comparingInt(QueuedClip::row).thenComparingInt(QueuedClip::variant))
                .toList();
    }

    /** Returns the run's clips that are in doubt. */
    public Set<Long> inDoubt(long runId) {
        return Set.copyOf(jdbc.sql(IN_DOUBT).param(runId).query(Long.class).list());
    }

    private static QueuedClip queuedClip(ResultSet rs, int n) throws SQLException {
        Clip clip = Objects.requireNonNull(Columns.CLIP_MAPPER.mapRow(rs, n));
        return new QueuedClip(clip, rs.getInt("row_number"), rs.getInt("variant"), rs.getString("file_name"));
    }
}
