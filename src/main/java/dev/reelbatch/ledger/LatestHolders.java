package dev.reelbatch.ledger;

import dev.reelbatch.ledger.RowVersions.Row;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which rows hold clips, or later takes of them, in the latest of a job's runs that has them. A clip is a version of these
 * rows alone: where a sheet without ids has got a new line at its top, all rows have the numbers that others had before.
 */
final class LatestHolders {

    static final String HELD = """
            select r.clip_id, r.row_number, r.variant, r.row_id, max(u.id) as run_id
            from run_row r join run u on u.id = r.run_id
            where r.clip_id in (:clips) and u.job_id = :job and r.load_number = u.load_number
            group by r.clip_id, r.row_number, r.variant, r.row_id
            """;
    private static final String LATER = "select before_clip, clip_id from wish_clip where before_clip in (:clips)";
    private static final int MOST_TAKES = 50;

    private final JdbcClient jdbc;

    LatestHolders(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param run the latest run that has it */
    record Held(long run, Set<Row> rows) {

        Held or(Held other) {
            if (run != other.run()) {
                return run > other.run() ? this : other;
            }
            rows.addAll(other.rows());
            return this;
        }
    }

    /** Returns the rows that hold these clips; clips that no run of the job has are left out. */
    Map<Long, Set<Row>> of(long job, Collection<Long> clips) {
        Map<Long, Set<Row>> holders = new HashMap<>();
        withRuns(job, clips).forEach((clip, by) -> holders.put(clip, by.rows()));
        return holders;
    }

    /** Returns the same with the runs. */
    Map<Long, Held> withRuns(long job, Collection<Long> clips) {
        Map<Long, Held> held = new HashMap<>();
        Map<Long, Set<Long>> takes = new HashMap<>(); // with the clips that they came after
        clips.forEach(clip -> takes.put(clip, Set.of(clip)));
        for (int i = 0; i < MOST_TAKES && !takes.isEmpty(); i++) {
            jdbc.sql(HELD).param("job", job).param("clips", takes.keySet()).query(rs -> {
                long run = rs.getLong("run_id");
                Row row = new Row(rs.getInt("row_number"), rs.getInt("variant"), rs.getString("row_id"));
                takes.getOrDefault(rs.getLong("clip_id"), Set.of())
                        .forEach(clip -> held.merge(clip, new Held(run, new HashSet<>(Set.of(row))), Held::or));
            });
            Map<Long, Set<Long>> later = later(takes);
            takes.clear();
            takes.putAll(later);
        }
        return held;
    }

    private Map<Long, Set<Long>> later(Map<Long, Set<Long>> takes) {
        Map<Long, Set<Long>> later = new HashMap<>();
        jdbc.sql(LATER).param("clips", takes.keySet()).query(rs -> {
            later.computeIfAbsent(rs.getLong("clip_id"), first -> new HashSet<>())
                    .addAll(takes.getOrDefault(rs.getLong("before_clip"), Set.of()));
        });
        return later;
    }

    /** Returns true if a clip with these holders is no version of a row with this key. */
    static boolean isOfAnother(@Nullable Set<Row> holders, Object key) {
        return holders != null
                && holders.stream().noneMatch(row -> JobRows.key(row).equals(key));
    }
}
