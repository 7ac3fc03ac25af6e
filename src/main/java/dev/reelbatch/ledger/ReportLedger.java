package dev.reelbatch.ledger;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The data of the reports: everything comes from the ledger, nothing from a run's memory. */
public final class ReportLedger {

    private static final String ROWS = """
            select r.row_number, r.variant, r.clip_id, r.row_id, r.file_name, r.prompt, r.other, r.cells, r.error,
                   %s, (select count(*) from submission s where s.clip_id = c.id) as submissions,
                   (select sum(s.price) from submission s
                    where s.clip_id = c.id and (s.outcome is null or s.outcome in ('ACCEPTED', 'UNKNOWN', 'CHARGED'))) as cost,
                   v.clip_id as video_clip, v.number, v.url, v.file, v.bytes, v.sha256, v.delivered_at
            from run_row r join run u on u.id = r.run_id
            left join clip c on c.id = r.clip_id
            left join video v on v.clip_id = c.id
            where r.run_id = :run and r.load_number = %%s
            order by r.row_number, r.variant, v.number
            """.formatted(Columns.CLIP);
    private static final String ALL_ROWS = ROWS.formatted("u.load_number");
    /** With their first and last number, between which alone H2 reads the sheet. */
    static final String THESE_ROWS =
            ROWS.formatted(":load and r.row_number between :first and :last and r.row_number in (:rows)");
    /**
     * The rows of a page, in the order of the sheet; those in some of the states start at the run's rows as well. The
     * order names all columns of the index, else H2 would read all rows to sort them.
     */
    static final String PAGE = """
            select r.row_number, r.variant from run_row r
            where r.run_id = :run and r.load_number = :load
            order by r.run_id, r.load_number, r.row_number, r.variant limit :limit offset :offset
            """;

    private static final String PAGE_IN_STATES = """
            select r.row_number, r.variant from run_row r left join clip c on c.id = r.clip_id
            where r.run_id = :run and r.load_number = :load
              and (c.state in (:states) or :invalid and r.clip_id is null)
            order by r.run_id, r.load_number, r.row_number, r.variant limit :limit offset :offset
            """;
    private static final String MONEY = """
            select currency,
                   coalesce(sum(case when outcome in ('ACCEPTED', 'CHARGED') then price end), 0) as paid,
                   coalesce(sum(case when outcome = 'UNKNOWN' then price end), 0) as in_doubt,
                   coalesce(sum(case when outcome is null then price end), 0) as open
            from submission where run_id = ? and price is not null group by currency order by currency
            """;
    private static final String UNPRICED = """
            select count(distinct clip_id) from submission
            where run_id = ? and price is null and (outcome is null or outcome in ('ACCEPTED', 'UNKNOWN', 'CHARGED'))
            """;
    /**
     * Starts at the clips of the job, because the videos of the home may be many more; looks for other rows only once a
     * video is found. A clip whose row holds a later take is left out, because a person decided that.
     */
    static final String UNASKED = """
            select v.file
            from run u join clip c on c.run_id = u.id join video v on v.clip_id = c.id
            where u.job_id = ? and c.changed_at >= ? and v.delivered_at >= ?
              and not exists (select 1 from clip_key k join clip n on n.id = k.clip_id
                              join run_row r on r.clip_id = n.id
                              where k.fingerprint in (select m.fingerprint from clip_key m where m.clip_id = v.clip_id)
                                and (n.id = v.clip_id or n.take > c.take)
                                and r.run_id = ? and r.load_number = ?)
            order by v.file
            """;

    private final JdbcClient jdbc;
    private final CheckedFiles files;
    private final ClipHistory history;

    public ReportLedger(JdbcClient jdbc, ClipHistory history) {
        this.jdbc = jdbc;
        this.history = history;
        this.files = new CheckedFiles(jdbc);
    }

    /** Passes on every row of the run's sheet, once per variant, in the sheet's order. */
    public void forEachRow(long runId, Consumer<ReportRow> consumer) {
        Group group = new Group(consumer);
        jdbc.sql(ALL_ROWS).param("run", runId).query(rs -> {
            group.add(rs);
        });
        group.end();
    }

    record RowKey(int row, int variant) {}

    /**
     * Returns some rows of the run's sheet, once per variant, in the sheet's order.
     *
     * @param states only rows in these states; null for all
     * @param invalid with states: invalid rows too
     */
    public List<ReportRow> rows(Run run, @Nullable Set<ClipState> states, boolean invalid, int limit, int offset) {
        JdbcClient.StatementSpec page = jdbc.sql(states == null ? PAGE : PAGE_IN_STATES)
                .param("run", run.id())
                .param("load", run.loadNumber())
                .param("limit", limit)
                .param("offset", offset);
        JdbcClient.StatementSpec chosen = states == null
                ? page
                : page.param("states", states.stream().map(Enum::name).toList()).param("invalid", invalid);
        return rows(
                run,
                new HashSet<>(chosen.query((rs, n) -> new RowKey(rs.getInt(1), rs.getInt(2)))
                        .list()));
    }

    /** Returns these rows, in the sheet's order. */
    List<ReportRow> rows(Run run, Set<RowKey> keys) {
        List<ReportRow> rows = new ArrayList<>();
        if (!keys.isEmpty()) {
            Group group = new Group(row -> {
                if (keys.contains(new RowKey(row.row(), row.variant()))) {
                    rows.add(row);
                }
            });
            List<Integer> numbers =
                    keys.stream().map(RowKey::row).distinct().sorted().toList();
            jdbc.sql(THESE_ROWS)
                    .param("run", run.id())
                    .param("load", run.loadNumber())
                    .param("first", numbers.get(0))
                    .param("last", numbers.get(numbers.size() - 1))
                    .param("rows", numbers)
                    .query(rs -> {
                        group.add(rs);
                    });
            group.end();
        }
        return rows;
    }

    /** Returns what a page of a run shows. */
    public RunPages pages() {
        return new RunPages(jdbc, this, history);
    }

    /** Returns true if the file exists with this content; it is read only once while it does not change. */
    public boolean holds(Path file, String sha256) {
        return files.holds(file, sha256);
    }

    /** Returns remarks for people on the run's files. */
    public RunNotes notes(long runId) {
        return RunNotes.of(jdbc, runId);
    }

    /** Returns the cost of the run's submissions, by currency. */
    public List<Charges> money(long runId) {
        return jdbc.sql(MONEY)
                .param(runId)
                .query((rs, n) -> new Charges(
                        rs.getString("currency"),
                        rs.getBigDecimal("paid"),
                        rs.getBigDecimal("in_doubt"),
                        rs.getBigDecimal("open")))
                .list();
    }

    /**
     * Returns how the run went; null if it submitted nothing.
     *
     * @param now null if the run has ended
     */
    public @Nullable RunCourse course(Run run, @Nullable Instant now) {
        return RunCourse.of(jdbc, run, now);
    }

    /** Returns the number of clips that the run may have been charged for at an unknown price. */
    public int unpriced(long runId) {
        return jdbc.sql(UNPRICED).param(runId).query(Integer.class).single();
    }

    /**
     * Returns videos of the job delivered since the run was made that none of its rows requests, because the rows are
     * gone.
     */
    public List<Path> unasked(Run run) {
        OffsetDateTime since = Columns.at(run.createdAt());
        return jdbc
                .sql(UNASKED)
                .params(run.job().id(), since, since, run.id(), run.loadNumber())
                .query((rs, n) -> Path.of(rs.getString("file")))
                .list()
                .stream()
                .filter(VideoFile::isVideo)
                .toList();
    }

    /** Gathers the joined lines of one row, which differ only in their video. */
    private static final class Group {

        private final Consumer<ReportRow> consumer;
        private @Nullable ReportRow row;

        Group(Consumer<ReportRow> consumer) {
            this.consumer = consumer;
        }

        void add(ResultSet rs) throws SQLException {
            int number = rs.getInt("row_number");
            int variant = rs.getInt("variant");
            if (row == null || row.row() != number || row.variant() != variant) {
                end();
                row = reportRow(rs);
            }
            rs.getLong("video_clip");
            if (!rs.wasNull()) {
                row.videos().add(Columns.video(rs));
            }
        }

        void end() {
            if (row != null) {
                consumer.accept(row);
            }
        }

        private static ReportRow reportRow(ResultSet rs) throws SQLException {
            return new ReportRow(
                    rs.getInt("row_number"),
                    rs.getInt("variant"),
                    Columns.number(rs, "clip_id") == null ? null : Columns.CLIP_MAPPER.mapRow(rs, 0),
                    rs.getString("row_id"),
                    rs.getString("file_name"),
                    rs.getString("prompt"),
                    rs.getString("other"),
                    rs.getString("cells"),
                    rs.getString("error"),
                    rs.getInt("submissions"),
                    rs.getBigDecimal("cost"),
                    new ArrayList<>());
        }
    }
}
