package dev.reelbatch.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Figures about the whole home, for those who watch it. */
public final class HomeFigures {

    /** Most clips of a large home are delivered: they are not counted one by one, but are what is left of all. */
    private static final String CLIPS = """
            with others as (select state, count(*) as clips from clip where state in (%s) group by state)
            select state, clips from others
            union all select 'DELIVERED', (select count(*) from clip) - (select coalesce(sum(clips), 0) from others)
            """.formatted(RowLedger.NOT_DELIVERED);

    private static final String ACCEPTED_IN_DOUBT =
            "select count(*) from clip where state = 'IN_DOUBT' and accepted_at is not null";
    private static final String OLDEST_TASK =
            "select min(submitted_at) as submitted_at from clip where state = 'SUBMITTED'";
    private static final String SPENT =
            "select currency, sum(amount) as amount from spent_quarter group by currency order by currency";

    private final JdbcClient jdbc;

    public HomeFigures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Returns the number of clips by state; a state without any is missing. Those in doubt that a person has accepted
     * are left out: nobody needs to look at them.
     */
    public Map<ClipState, Long> clips() {
        Map<ClipState, Long> clips = new EnumMap<>(ClipState.class);
        jdbc.sql(CLIPS).query(rs -> {
            clips.put(ClipState.valueOf(rs.getString("state")), rs.getLong("clips"));
        });
        clips.remove(ClipState.DELIVERED, 0L);
        clips.computeIfPresent(
                ClipState.IN_DOUBT,
                (state, all) ->
                        all - jdbc.sql(ACCEPTED_IN_DOUBT).query(Long.class).single());
        return clips;
    }

    /** Returns the time at which the oldest open task was submitted; empty if none is open. */
    public Optional<Instant> oldestTask() {
        return jdbc.sql(OLDEST_TASK)
                .query((rs, n) -> Optional.ofNullable(Columns.instant(rs, "submitted_at")))
                .single();
    }

    /** Returns all that was ever spent, or may have been. */
    public Cost spent() {
        Map<String, BigDecimal> spent = new HashMap<>();
        jdbc.sql(SPENT).query(rs -> {
            spent.put(rs.getString("currency"), rs.getBigDecimal("amount"));
        });
        return new Cost(spent);
    }
}
