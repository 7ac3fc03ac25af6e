package dev.reelbatch.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How fast the home has gone lately: submissions, tasks in progress and downloads. */
public final class RecentPace {

    private static final int MINUTES = 60;
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration DAY = Duration.ofDays(1);

    /** Looks back only so far, by number: times have no index, which would cost each submission. */
    static final String BY_MINUTE = """
            select cast(floor(extract(epoch from s.sent_at) / 60) as bigint) as part, count(*) as submissions,
                   sum(case when s.http_status = 429 then 1 else 0 end) as too_many
            from submission s
            where s.id > (select max(id) from submission) - 20000 and s.sent_at >= :from and s.sent_at < :before
            group by cast(floor(extract(epoch from s.sent_at) / 60) as bigint)
            """;

    private static final String IN_FLIGHT = """
            select j.name, count(*) as tasks
            from clip c join run u on u.id = c.run_id join job j on j.id = u.job_id
            where c.state in ('SUBMITTING', 'SUBMITTED') group by j.name order by tasks desc, j.name
            """;
    static final String DOWNLOADED =
            "select sum(bytes) as bytes, min(delivered_at) as first from video where delivered_at >= ?";

    private final JdbcClient jdbc;

    public RecentPace(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The submissions of a minute.
     *
     * @param tooMany those that the API refused because there were too many (429)
     */
    public record Minute(Instant begin, int submissions, int tooMany) {}

    /** Returns the last hour, minute by minute, of the latest 20,000 submissions; the last minute is not over. */
    public List<Minute> lastHour(Instant now) {
        Instant last = now.truncatedTo(ChronoUnit.MINUTES);
        Instant first = last.minus(MINUTES - 1L, ChronoUnit.MINUTES);
        Map<Instant, Minute> known = new HashMap<>();
        jdbc.sql(BY_MINUTE)
                .param("from", Columns.at(first))
                .param("before", Columns.at(last.plus(1, ChronoUnit.MINUTES)))
                .query(rs -> {
                    Instant begin = Instant.ofEpochSecond(MINUTES * rs.getLong("part"));
                    known.put(begin, new Minute(begin, rs.getInt("submissions"), rs.getInt("too_many")));
                });
        List<Minute> minutes = new ArrayList<>();
        for (int i = 0; i < MINUTES; i++) {
            Instant begin = first.plus(i, ChronoUnit.MINUTES);
            minutes.add(known.getOrDefault(begin, new Minute(begin, 0, 0)));
        }
        return minutes;
    }

    /** Returns the number of tasks in progress by job, the most first. */
    public Map<String, Integer> inFlight() {
        Map<String, Integer> tasks = new LinkedHashMap<>();
        jdbc.sql(IN_FLIGHT).query(rs -> {
            tasks.put(rs.getString("name"), rs.getInt("tasks"));
        });
        return tasks;
    }

    /** Returns the bytes downloaded a day in the last week, at most since the first download; empty if none was. */
    public Optional<Long> downloadedADay(Instant now) {
        return jdbc.sql(DOWNLOADED)
                .param(Columns.at(now.minus(WEEK)))
                .query((rs, n) -> {
                    Instant first = Columns.instant(rs, "first");
                    if (first == null) {
                        return Optional.<Long>empty();
                    }
                    Duration since = Duration.between(first, now);
                    double days = Math.max(1, since.toMillis() / (double) DAY.toMillis());
                    return Optional.of(Math.round(rs.getLong("bytes") / days));
                })
                .single();
    }
}
