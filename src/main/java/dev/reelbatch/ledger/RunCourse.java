package dev.reelbatch.ledger;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How a run went: the number of its videos that were submitted, and had ended, by the time.
 *
 * @param from when the run submitted its first video
 * @param to its latest end of a video; while it is running, now
 * @param before videos that an earlier run delivered
 * @param moments from {@code from} to {@code to} at even distances
 */
public record RunCourse(Instant from, Instant to, int before, List<Moment> moments) {

    private static final int PARTS = 100;
    private static final BigDecimal NANOS = BigDecimal.valueOf(1, 9);

    private static final String OF_RUN = """
            from run_row r left join clip c on c.id = r.clip_id
            where r.run_id = :run and r.load_number = :load and c.submitted_at is not null
              and c.state not in ('QUEUED', 'CANCELLED')\
            """;
    private static final String BOUNDS = """
            select min(case when c.submitted_at >= :began then c.submitted_at end) as first_submitted,
                   max(coalesce(c.finished_at, c.submitted_at)) as last_ended,
                   count(case when c.submitted_at < :began and c.state = 'DELIVERED' then 1 end) as delivered_before
            """ + OF_RUN;

    /** A video whose task never ended, ended with its submission, or when it was given up. */
    private static final String COUNTS = """
            select submitted_in, ended_in, delivered, count(*) as videos from (
                select cast(floor((extract(epoch from c.submitted_at) - :from) / :width) as bigint) as submitted_in,
                       case when c.state in ('DELIVERED', 'FAILED', 'IN_DOUBT', 'TIMED_OUT', 'UNDELIVERED')
                            then cast(floor((extract(epoch from coalesce(c.finished_at,
                                case when c.state = 'TIMED_OUT' then c.changed_at else c.submitted_at end)) - :from) / :width)
                                as bigint) end as ended_in,
                       case when c.state = 'DELIVERED' then 1 else 0 end as delivered
                %s and c.submitted_at >= :began) as moves
            group by submitted_in, ended_in, delivered
            """.formatted(OF_RUN);

    /**
     * The videos of the run at one time, those that an earlier run delivered left out.
     *
     * @param ended of the submitted ones
     * @param delivered of the ended ones
     */
    public record Moment(int submitted, int ended, int delivered) {

        Moment plus(Moment other) {
            return new Moment(submitted + other.submitted, ended + other.ended, delivered + other.delivered);
        }
    }

    /** The end of the course: its numbers now, or at last. */
    public Moment last() {
        return moments.get(moments.size() - 1);
    }

    /** Returns the numbers at a time. */
    public Moment at(Instant time) {
        int parts = moments.size() - 1;
        long part = parts
                * Duration.between(from, time).toMillis()
                / Math.max(1, Duration.between(from, to).toMillis());
        return moments.get((int) Math.max(0, Math.min(parts, part)));
    }

    /**
     * Reads the course of a run.
     *
     * @param now null if the run has ended
     * @return null if it submitted nothing
     */
    static @Nullable RunCourse of(JdbcClient jdbc, Run run, @Nullable Instant now) {
        Bounds bounds = statement(jdbc, BOUNDS, run)
                .query((rs, n) -> new Bounds(
                        Columns.instant(rs, "first_submitted"),
                        Columns.instant(rs, "last_ended"),
                        rs.getInt("delivered_before")))
                .single();
        if (bounds.first() == null || bounds.last() == null) {
            return null;
        }
        Instant end = now == null ? bounds.last() : now;
        Instant to = end.isAfter(bounds.first()) ? end : bounds.first().plusMillis(1);
        return new RunCourse(bounds.first(), to, bounds.before(), List.of()).counted(jdbc, run);
    }

    private record Bounds(@Nullable Instant first, @Nullable Instant last, int before) {}

    private RunCourse counted(JdbcClient jdbc, Run run) {
        Moment[] moments = new Moment[PARTS + 1];
        Arrays.fill(moments, new Moment(0, 0, 0));
        statement(jdbc, COUNTS, run)
                .param("from", seconds(Duration.between(Instant.EPOCH, from)))
                .param("width", seconds(Duration.between(from, to).dividedBy(PARTS)))
                .query(rs -> {
                    int videos = rs.getInt("videos");
                    long submitted = rs.getLong("submitted_in");
                    add(moments, submitted, new Moment(videos, 0, 0));
                    Long ended = Columns.number(rs, "ended_in");
                    if (ended != null) { // by the API's clock, which may be far from ours
                        add(
                                moments,
                                Math.max(submitted, ended),
                                new Moment(0, videos, videos * rs.getInt("delivered")));
                    }
                });
        Arrays.parallelPrefix(moments, Moment::plus);
        return new RunCourse(from, to, before, new ArrayList<>(Arrays.asList(moments)));
    }

    /** What happens in a part is seen at its end. */
    private static void add(Moment[] moments, long part, Moment moment) {
        int seen = (int) Math.max(0, Math.min(PARTS, part + 1));
        moments[seen] = moments[seen].plus(moment);
    }

    private static JdbcClient.StatementSpec statement(JdbcClient jdbc, String sql, Run run) {
        OffsetDateTime began = Columns.at(run.createdAt());
        return jdbc.sql(sql)
                .param("run", run.id())
                .param("load", run.loadNumber())
                .param("began", began);
    }

    private static BigDecimal seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toSeconds())
                .add(BigDecimal.valueOf(duration.toNanosPart()).multiply(NANOS));
    }
}
