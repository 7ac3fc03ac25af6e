package dev.reelbatch.ledger;

import dev.reelbatch.ledger.ReportLedger.RowKey;
import dev.reelbatch.ledger.RowVersions.Row;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a page shows of a run: some of its rows, its rows without a video, and the history of one. */
public final class RunPages {

    private static final String FROM_ROWS = " from run_row r where r.run_id = :run and r.load_number = :load";
    private static final String FROM_CLIPS =
            " from run_row r left join clip c on c.id = r.clip_id where r.run_id = :run and r.load_number = :load";
    private static final String IN_STATES = " and (c.state in (:states) or :invalid and r.clip_id is null)";
    private static final String WITH_TEXT = """
            and (lower(r.prompt) like :text escape '!' or lower(r.row_id) like :text escape '!'
                 or lower(r.other) like :text escape '!' or cast(r.row_number as varchar(10)) = :exact)""";
    private static final String MARKED =
            " and exists (select 1 from clip_mark m where m.clip_id = r.clip_id and m.kind = :kind)";
    private static final String NOT_MARKED = " and not exists (select 1 from clip_mark m where m.clip_id = r.clip_id)";
    private static final String IN_ORDER = " order by r.run_id, r.load_number, r.row_number, r.variant";
    private static final String PAGE = IN_ORDER + " limit :limit offset :offset";
    private static final String ONE_ROW = " and r.row_number = :row order by r.variant limit 50";

    private static final String PROBLEMS = """
            select r.row_number, r.variant, %s
            from run_row r join clip c on c.id = r.clip_id
            where r.run_id = :run and r.load_number = :load and c.accepted_at is null
              and c.state in ('FAILED', 'IN_DOUBT', 'TIMED_OUT', 'UNDELIVERED')
            order by r.row_number, r.variant
            """.formatted(Columns.CLIP);
    private static final String INVALID = """
            select r.row_number, r.error from run_row r
            where r.run_id = :run and r.load_number = :load and r.clip_id is null order by r.row_number limit :limit
            """;
    private static final String DELIVERIES = """
            select bytes, sha256, delivered_at from video where clip_id = ? and delivered_at is not null order by number
            """;
    private static final String SUBMISSIONS =
            "select s.* from submission s where s.clip_id = ? order by s.id limit 100";

    private final JdbcClient jdbc;
    private final ReportLedger report;
    private final ClipHistory history;

    RunPages(JdbcClient jdbc, ReportLedger report, ClipHistory history) {
        this.jdbc = jdbc;
        this.report = report;
        this.history = history;
    }

    /**
     * Which rows are shown.
     *
     * @param text a part of the prompt, of the id or of another column, in any case, or the row's number; empty for any
     * @param states only rows in these states; empty for all
     * @param invalid with states: invalid rows too
     */
    public record Filter(String text, Set<ClipState> states, boolean invalid, Marks marks) {

        public Filter(String text, Set<ClipState> states, boolean invalid) {
            this(text, states, invalid, Marks.ANY);
        }
    }

    /** Which marks rows have. */
    public enum Marks {
        ANY,
        KEEP,
        REDO,
        NONE
    }

    /** An invalid row and what is wrong in it. */
    public record InvalidRow(int row, @Nullable String error) {}

    /** A file that was downloaded and checked. */
    public record Delivery(@Nullable Long bytes, @Nullable String sha256, Instant at) {}

    /** Returns what an overview shows of all runs. */
    public LatestVideos latestVideos() {
        return new LatestVideos(jdbc);
    }

    /** Returns the number of rows, once per variant, that match. */
    public int count(Run run, Filter filter) {
        return matching("select count(*)", run, filter, "").query(Integer.class).single();
    }

    /** Returns some of the rows that match, once per variant, in the sheet's order. */
    public List<ReportRow> rows(Run run, Filter filter, int limit, int offset) {
        return report.rows(
                run,
                new HashSet<>(matching("select r.row_number, r.variant", run, filter, PAGE)
                        .param("limit", limit)
                        .param("offset", offset)
                        .query((rs, n) -> new RowKey(rs.getInt(1), rs.getInt(2)))
                        .list()));
    }

    /** Returns the rows that match, in order, without what they hold. */
    public List<Row> places(Run run, Filter filter) {
        return matching("select r.row_number, r.variant, r.row_id", run, filter, IN_ORDER)
                .query((rs, n) -> new Row(rs.getInt(1), rs.getInt(2), rs.getString(3)))
                .list();
    }

    /** Returns these rows, in order. */
    public List<ReportRow> rows(Run run, Collection<Row> places) {
        return report.rows(
                run,
                places.stream().map(one -> new RowKey(one.row(), one.variant())).collect(Collectors.toSet()));
    }

    /** Returns a row, once per variant; empty if there is none with this number. */
    public List<ReportRow> row(Run run, int row) {
        return report.rows(
                run,
                new HashSet<>(of(run, "select r.row_number, r.variant" + FROM_ROWS + ONE_ROW)
                        .param("row", row)
                        .query((rs, n) -> new RowKey(rs.getInt(1), rs.getInt(2)))
                        .list()));
    }

    /** Returns what is known of the rows of jobs from all their runs, and keeps it. */
    public JobRows jobRows() {
        return new JobRows(jdbc);
    }

    /** Returns the videos of rows over all runs of a job. */
    public RowVersions versions() {
        return new RowVersions(jdbc);
    }

    /** Returns the row that holds a clip; empty if none does. */
    public Optional<ReportRow> holder(Run run, long clipId) {
        return report
                .rows(
                        run,
                        new HashSet<>(of(run, "select r.row_number, r.variant" + FROM_ROWS + " and r.clip_id = :clip")
                                .param("clip", clipId)
                                .query((rs, n) -> new RowKey(rs.getInt(1), rs.getInt(2)))
                                .list()))
                .stream()
                .findFirst();
    }

    private JdbcClient.StatementSpec matching(String select, Run run, Filter filter, String order) {
        boolean byState = !filter.states().isEmpty();
        boolean byText = !filter.text().isBlank();
        JdbcClient.StatementSpec statement = of(
                run,
                select
                        + (byState ? FROM_CLIPS + IN_STATES : FROM_ROWS)
                        + (byText ? " " + WITH_TEXT : "")
                        + marked(filter.marks())
                        + order);
        if (filter.marks() == Marks.KEEP || filter.marks() == Marks.REDO) {
            statement = statement.param("kind", filter.marks().name());
        }
        if (byState) {
            statement = statement
                    .param("states", filter.states().stream().map(Enum::name).toList())
                    .param("invalid", filter.invalid());
        }
        if (byText) {
            String text = filter.text().strip().toLowerCase(Locale.ROOT);
            statement = statement
                    .param("exact", text)
                    .param(
                            "text",
                            "%" + text.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%");
        }
        return statement;
    }

    private static String marked(Marks marks) {
        return switch (marks) {
            case ANY -> "";
            case KEEP, REDO -> MARKED;
            case NONE -> NOT_MARKED;
        };
    }

    /** Returns the rows that ended without a video and were not accepted so, in order. */
    public List<RowClip> problems(Run run) {
        return of(run, PROBLEMS)
                .query((rs, n) -> new RowClip(
                        rs.getInt("row_number"),
                        rs.getInt("variant"),
                        Objects.requireNonNull(Columns.CLIP_MAPPER.mapRow(rs, n)),
                        false))
                .list();
    }

    /**
     * Returns how the run went; null if it submitted nothing.
     *
     * @param now null if the run has ended
     */
    public @Nullable RunCourse course(Run run, @Nullable Instant now) {
        return report.course(run, now);
    }

    /** Returns the first invalid rows. */
    public List<InvalidRow> invalid(Run run, int limit) {
        return of(run, INVALID)
                .param("limit", limit)
                .query((rs, n) -> new InvalidRow(rs.getInt("row_number"), rs.getString("error")))
                .list();
    }

    /** Returns the POSTs ever made for a clip, in order; at most 100. */
    public List<Submission> submissions(long clipId) {
        return jdbc.sql(SUBMISSIONS)
                .param(clipId)
                .query((rs, n) -> SubmissionHistory.submission(rs))
                .list();
    }

    /** Returns what was asked about a clip's task and tried to fetch its videos. */
    public List<HistoryLine> history(long clipId) {
        return history.of(clipId);
    }

    /** Returns the files that a clip has on the disk. */
    public List<Delivery> deliveries(long clipId) {
        return jdbc.sql(DELIVERIES)
                .param(clipId)
                .query((rs, n) -> new Delivery(
                        Columns.number(rs, "bytes"),
                        rs.getString("sha256"),
                        Columns.requiredInstant(rs, "delivered_at")))
                .list();
    }

    private JdbcClient.StatementSpec of(Run run, String sql) {
        return jdbc.sql(sql).param("run", run.id()).param("load", run.loadNumber());
    }
}
