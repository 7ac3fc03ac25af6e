package dev.reelbatch.ledger;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * All videos that were ever made for rows of a job. A row of an earlier run is the same one if it has the same id, or,
 * without an id, the same number, unless {@link LatestHolders} know better. Where a row was paid for again, its earlier takes are among them.
 */
public final class RowVersions {

    private static final String BY_NUMBER = "r.row_number in (:keys) and r.row_id is null";
    private static final String BY_ID = "r.row_id in (:keys)";
    private static final String HELD = """
            select u.number, r.row_number, r.variant, r.row_id, r.prompt, r.clip_id
            from run u join run_row r on r.run_id = u.id and r.load_number = u.load_number
            where u.job_id = :job and r.clip_id is not null and %s
            """;
    private static final String BEFORE =
            "select clip_id, before_clip from wish_clip where clip_id in (:clips) and before_clip is not null";
    private static final String DELIVERED = """
            select %s, v.number, v.file,
                   (select sum(s.price) from submission s where s.clip_id = c.id
                    and (s.outcome is null or s.outcome in ('ACCEPTED', 'UNKNOWN', 'CHARGED'))) as cost
            from clip c join video v on v.clip_id = c.id
            where c.id in (:clips) and c.state = 'DELIVERED' and v.file is not null and v.delivered_at is not null
            order by c.id, v.number
            """.formatted(Columns.CLIP);
    private static final String FILE =
            "select file from video where clip_id = ? and number = ? and file is not null and delivered_at is not null";
    private static final String CHARGED =
            "select currency, sum(amount) from spent_on where job_id = ? group by currency having sum(amount) <> 0";
    private static final int MOST_TAKES = 50;

    private final JdbcClient jdbc;
    private final LatestHolders holders;

    public RowVersions(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.holders = new LatestHolders(jdbc);
    }

    /** A row of a job: by its id, or by its number if it has none. */
    public record Row(int row, int variant, @Nullable String id) {}

    /**
     * A video.
     *
     * @param run number of the run that it was made in, or was first taken over by
     * @param prompt as the sheet had it then
     * @param video number of its first file
     * @param file its path
     * @param cost what it may have cost; null if it has no price
     */
    public record Version(
            Clip clip,
            int run,
            @Nullable String prompt,
            int video,
            String file,
            @Nullable BigDecimal cost) {}

    private record Held(int run, @Nullable String prompt) {}

    /**
     * Returns the videos of rows, the oldest first; rows without any are left out. What another row
     * has by now is left out, too.
     */
    public Map<Row, List<Version>> of(NamedJob job, Collection<Row> rows) {
        Map<Row, Map<Long, Held>> held = new HashMap<>();
        Map<Object, Row> wanted = new HashMap<>();
        rows.forEach(row -> wanted.put(JobRows.key(row), row));
        List<Integer> numbers = rows.stream()
                .filter(row -> row.id() == null)
                .map(Row::row)
                .distinct()
                .toList();
        List<String> ids =
                rows.stream().map(Row::id).filter(Objects::nonNull).distinct().toList();
        collect(job, BY_NUMBER, numbers, wanted, held);
        collect(job, BY_ID, ids, wanted, held);
        leaveOutThoseOfOthers(job, held);
        held.values().forEach(this::addEarlierTakes);
        Set<Long> clips = new HashSet<>();
        held.values().forEach(versions -> clips.addAll(versions.keySet()));
        Map<Long, Version> delivered = delivered(clips);
        Map<Row, List<Version>> versions = new LinkedHashMap<>();
        held.forEach((row, ofRow) -> {
            List<Version> found = new ArrayList<>();
            ofRow.forEach((clip, where) -> {
                Version version = delivered.get(clip);
                if (version != null) {
                    found.add(new Version(
                            version.clip(),
                            where.run(),
                            where.prompt(),
                            version.video(),
                            version.file(),
                            version.cost()));
                }
            });
            found.sort(Comparator.comparing(version -> version.clip().id()));
            if (!found.isEmpty()) {
                versions.put(row, found);
            }
        });
        return versions;
    }

    private void collect(
            NamedJob job,
            String condition,
            Collection<?> keys,
            Map<Object, Row> wanted,
            Map<Row, Map<Long, Held>> held) {
        if (keys.isEmpty()) {
            return;
        }
        jdbc.sql(HELD.formatted(condition))
                .param("job", job.id())
                .param("keys", keys)
                .query(rs -> {
                    Row row = wanted.get(
                            JobRows.key(rs.getInt("row_number"), rs.getInt("variant"), rs.getString("row_id")));
                    if (row != null) {
                        held.computeIfAbsent(row, first -> new HashMap<>())
                                .merge(
                                        rs.getLong("clip_id"),
                                        new Held(rs.getInt("number"), rs.getString("prompt")),
                                        (one, other) -> one.run() <= other.run() ? one : other);
                    }
                });
    }

    private void leaveOutThoseOfOthers(NamedJob job, Map<Row, Map<Long, Held>> held) {
        Set<Long> clips = new HashSet<>();
        held.values().forEach(ofRow -> clips.addAll(ofRow.keySet()));
        Map<Long, Set<Row>> now = holders.of(job.id(), clips);
        held.forEach((row, ofRow) ->
                ofRow.keySet().removeIf(clip -> LatestHolders.isOfAnother(now.get(clip), JobRows.key(row))));
    }

    private void addEarlierTakes(Map<Long, Held> clips) {
        Set<Long> fresh = new HashSet<>(clips.keySet());
        for (int i = 0; i < MOST_TAKES && !fresh.isEmpty(); i++) {
            Map<Long, Held> before = new HashMap<>();
            jdbc.sql(BEFORE).param("clips", fresh).query(rs -> {
                Held later = clips.get(rs.getLong("clip_id"));
                if (later != null) {
                    before.put(rs.getLong("before_clip"), later);
                }
            });
            before.keySet().removeAll(clips.keySet());
            clips.putAll(before);
            fresh = before.keySet();
        }
    }

    private Map<Long, Version> delivered(Set<Long> clips) {
        Map<Long, Version> versions = new HashMap<>();
        if (!clips.isEmpty()) {
            jdbc.sql(DELIVERED).param("clips", clips).query(rs -> {
                Clip clip = Objects.requireNonNull(Columns.CLIP_MAPPER.mapRow(rs, 0));
                String file = rs.getString("file");
                if (VideoFile.isVideo(Path.of(file))) {
                    versions.putIfAbsent(
                            clip.id(), new Version(clip, 0, null, rs.getInt("number"), file, rs.getBigDecimal("cost")));
                }
            });
        }
        return versions;
    }

    /** Returns the row of a job that a clip belongs to, also if it has been paid for again since. */
    public Optional<Row> row(NamedJob job, long clip) {
        return holders.of(job.id(), List.of(clip)).getOrDefault(clip, Set.of()).stream()
                .min(Comparator.comparing(Row::row).thenComparing(Row::variant));
    }

    /** Returns what all runs of a job may have cost. */
    public Cost charged(NamedJob job) {
        Map<String, BigDecimal> amounts = new HashMap<>();
        jdbc.sql(CHARGED).param(job.id()).query(rs -> {
            amounts.put(rs.getString(1), rs.getBigDecimal(2));
        });
        return new Cost(amounts);
    }

    /** Returns the path of a file that was downloaded; empty if there is none. */
    public Optional<Path> file(long clip, int number) {
        return jdbc.sql(FILE)
                .params(clip, number)
                .query(String.class)
                .optional()
                .map(Path::of);
    }
}
