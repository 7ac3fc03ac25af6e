package dev.reelbatch.ledger;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the overview shows of the home's clips: the latest videos, and what the rest of running runs would cost. */
public final class LatestVideos {

    /** Each video in the run that asked for it last. */
    private static final String LATEST = """
            select v.file, c.run_id, r.row_number, r.variant, r.prompt
            from (select clip_id, number, file, delivered_at from video where delivered_at is not null
                  order by delivered_at desc limit :limit) v
            join clip c on c.id = v.clip_id
            join run u on u.id = c.run_id
            join run_row r on r.clip_id = c.id and r.run_id = u.id and r.load_number = u.load_number
            where v.number = 1 and v.file is not null
            order by v.delivered_at desc, r.row_number
            """;

    private static final String TO_COME = """
            select c.currency, sum(c.price) as amount from run u
            join run_row r on r.run_id = u.id and r.load_number = u.load_number
            join clip c on c.id = r.clip_id
            where u.id in (:runs) and c.state = 'QUEUED' and c.price is not null
            group by c.currency
            """;

    private final JdbcClient jdbc;

    LatestVideos(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A video that was delivered. */
    public record Latest(
            Path file,
            long runId,
            int row,
            int variant,
            @Nullable String prompt) {}

    /** Returns the videos that were delivered last, the latest first. */
    public List<Latest> latest(int limit) {
        return jdbc.sql(LATEST)
                .param("limit", limit)
                .query((rs, n) -> new Latest(
                        Path.of(rs.getString("file")),
                        rs.getLong("run_id"),
                        rs.getInt("row_number"),
                        rs.getInt("variant"),
                        rs.getString("prompt")))
                .list();
    }

    /** Returns the price of what these runs have not submitted yet, as far as it is known. */
    public Cost toCome(Collection<Long> runs) {
        if (runs.isEmpty()) {
            return Cost.NONE;
        }
        Map<String, BigDecimal> amounts = new HashMap<>();
        jdbc.sql(TO_COME).param("runs", runs).query(rs -> {
            amounts.put(rs.getString("currency"), Objects.requireNonNull(rs.getBigDecimal("amount")));
        });
        return new Cost(amounts);
    }
}
