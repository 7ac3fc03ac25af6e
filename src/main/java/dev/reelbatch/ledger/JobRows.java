package dev.reelbatch.ledger;

import dev.reelbatch.ledger.LatestHolders.Held;
import dev.reelbatch.ledger.Mark.Kind;
import dev.reelbatch.ledger.RowVersions.Row;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The rows of a job's latest run with what is known of them from all its runs: which have had other requests, and which
 * of their videos the team has marked. Rows of runs don't change, so each job is read as a whole once for each run.
 */
public final class JobRows {

    /** Every request of every row once, whatever the number of runs: no row is looked up for another one. */
    static final String REQUESTED = """
            select r.row_id, case when r.row_id is null then r.row_number end as row_number, r.variant, r.clip_id
            from run u join run_row r on r.run_id = u.id and r.load_number = u.load_number
            where u.job_id = :job and r.clip_id is not null
            group by r.row_id, case when r.row_id is null then r.row_number end, r.variant, r.clip_id
            """;

    static final String OF_RUN = """
            select r.row_number, r.variant, r.row_id, r.clip_id from run_row r
            where r.run_id = :run and r.load_number = :load order by r.run_id, r.load_number, r.row_number, r.variant
            """;
    static final String TAKEN_AGAIN = """
            select w.clip_id from run_row r join wish_clip w on w.clip_id = r.clip_id
            where r.run_id = :run and r.load_number = :load and w.before_clip is not null
            """;
    private static final String MARKS = "select kind, clip_id from clip_mark";
    private static final String STATE = """
            select (select max(w.id) from wish w where w.job_id = :job), count(*), max(u.id), sum(u.load_number)
            from run u where u.job_id = :job
            """;
    private static final int MOST_JOBS = 50;

    private final JdbcClient jdbc;
    private final LatestHolders holders;
    private final Map<Long, Known> known = new ConcurrentHashMap<>();

    public JobRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.holders = new LatestHolders(jdbc);
    }

    /** What is known as long as the job has the same runs and reruns. */
    private record Known(String state, List<Row> rows, Set<Row> several) {}

    /**
     * The rows of the latest run, in order.
     *
     * @param several those that have had another request before, or were paid for again
     * @param marks of all their videos; rows without any are left out
     * @param keptBefore rows with a kept video that have left the sheet, by the id of the last run that has them
     */
    public record Found(List<Row> rows, Set<Row> several, Map<Row, Set<Kind>> marks, Map<Long, Set<Row>> keptBefore) {

        public boolean has(Row row, Kind kind) {
            return marks.getOrDefault(row, Set.of()).contains(kind);
        }
    }

    /** @param run the job's latest */
    public Found of(Run run) {
        long job = run.job().id();
        Known now = known(run);
        Map<Long, Kind> kinds = kinds();
        Map<Long, Held> held = holders.withRuns(job, kinds.keySet());
        Map<Object, Set<Kind>> byKey = marks(kinds, held);
        Map<Row, Set<Kind>> marks = new HashMap<>();
        if (!byKey.isEmpty()) {
            now.rows().forEach(row -> {
                Set<Kind> ofRow = byKey.get(key(row));
                if (ofRow != null) {
                    marks.put(row, ofRow);
                }
            });
        }
        return new Found(now.rows(), now.several(), marks, keptBefore(now.rows(), kinds, held));
    }

    /**
     * Returns the rows of the latest run that have had another request before, or were paid for again.
     *
     * @param run the job's latest
     */
    public Set<Row> several(Run run) {
        return known(run).several();
    }

    private Known known(Run run) {
        long job = run.job().id();
        String state = jdbc.sql(STATE)
                .param("job", job)
                .query((rs, n) -> rs.getString(1) + " " + rs.getString(2) + " " + rs.getString(3) + " "
                        + rs.getString(4) + " " + run.id())
                .single();
        if (known.size() > MOST_JOBS) {
            known.clear();
        }
        return known.compute(job, (same, old) -> old != null && old.state().equals(state) ? old : read(run, state));
    }

    private Known read(Run run, String state) {
        Set<Object> anew = requestedAnew(run.job().id());
        Set<Long> again =
                new HashSet<>(ofRun(TAKEN_AGAIN, run).query(Long.class).list());
        List<Row> rows = new ArrayList<>();
        Set<Row> several = new HashSet<>();
        ofRun(OF_RUN, run).query(rs -> {
            Row row = new Row(rs.getInt("row_number"), rs.getInt("variant"), rs.getString("row_id"));
            rows.add(row);
            if (again.contains(rs.getLong("clip_id")) || anew.contains(key(row))) {
                several.add(row);
            }
        });
        return new Known(state, rows, several);
    }

    /** Returns the rows that have had several requests, without those that another row has by now. */
    private Set<Object> requestedAnew(long job) {
        Map<Object, Set<Long>> requests = new HashMap<>();
        jdbc.sql(REQUESTED).param("job", job).query(rs -> {
            requests.computeIfAbsent(
                            key(rs.getInt("row_number"), rs.getInt("variant"), rs.getString("row_id")),
                            first -> new HashSet<>(2))
                    .add(rs.getLong("clip_id"));
        });
        requests.values().removeIf(clips -> clips.size() == 1);
        Set<Long> all = new HashSet<>();
        requests.values().forEach(all::addAll);
        Map<Long, Set<Row>> held = holders.of(job, all);
        requests.forEach((key, clips) -> clips.removeIf(clip -> LatestHolders.isOfAnother(held.get(clip), key)));
        requests.values().removeIf(clips -> clips.size() <= 1);
        return requests.keySet();
    }

    private JdbcClient.StatementSpec ofRun(String sql, Run run) {
        return jdbc.sql(sql).param("run", run.id()).param("load", run.loadNumber());
    }

    /** Returns the marks of the job's videos by row, also on those whose row was paid for again since. */
    private static Map<Object, Set<Kind>> marks(Map<Long, Kind> kinds, Map<Long, Held> held) {
        Map<Object, Set<Kind>> marks = new HashMap<>();
        held.forEach((clip, by) -> by.rows()
                .forEach(row -> marks.computeIfAbsent(key(row), first -> EnumSet.noneOf(Kind.class))
                        .add(Objects.requireNonNull(kinds.get(clip)))));
        return marks;
    }

    /** Returns the marks of all videos of the home. */
    private Map<Long, Kind> kinds() {
        Map<Long, Kind> kinds = new HashMap<>();
        jdbc.sql(MARKS).query(rs -> {
            kinds.put(rs.getLong("clip_id"), Kind.valueOf(rs.getString("kind")));
        });
        return kinds;
    }

    private static Map<Long, Set<Row>> keptBefore(List<Row> rows, Map<Long, Kind> kinds, Map<Long, Held> held) {
        Map<Long, Set<Row>> before = new TreeMap<>();
        if (!held.isEmpty()) {
            Set<Object> now = rows.stream().map(JobRows::key).collect(Collectors.toSet());
            held.forEach((clip, by) -> {
                if (kinds.get(clip) == Kind.KEEP && by.rows().stream().noneMatch(row -> now.contains(key(row)))) {
                    before.computeIfAbsent(by.run(), first -> new HashSet<>()).addAll(by.rows());
                }
            });
        }
        return before;
    }

    static Object key(Row row) {
        return key(row.row(), row.variant(), row.id());
    }

    /** A row is the same one in another run by its id, or, without an id, by its number. */
    static Object key(int row, int variant, @Nullable String id) {
        return List.of(id == null ? row : id, variant);
    }
}
