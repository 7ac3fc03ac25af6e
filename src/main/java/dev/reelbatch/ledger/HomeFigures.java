package dev.reelbatch.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Figures about the whole home, for those who watch it. */
public final class HomeFigures {

    /**
     * Most clips of a large home are delivered: they are not counted one by one, but are what is left of all. All are
     * counted once; from then on only those that are new, because H2 reads a whole table to count it while others write.
     */
    private static final String ALL = "select count(*) as clips, coalesce(max(id), 0) as last from clip";

    private static final String CLIPS = """
            select state, count(*) as clips from clip where state in (%s) group by state
            union all select 'ADDED', count(*) from clip where id > :last
            union all select 'LAST', coalesce(max(id), 0) from clip
            """.formatted(RowLedger.NOT_DELIVERED);

    private static final String ACCEPTED_IN_DOUBT =
            "select count(*) from clip where state = 'IN_DOUBT' and accepted_at is not null";
    private static final String OLDEST_TASK =
            "select min(submitted_at) as submitted_at from clip where state = 'SUBMITTED'";
    private static final String SPENT =
            "select currency, sum(amount) as amount from spent_quarter group by currency order by currency";

    private final JdbcClient jdbc;
    private long counted; // clips, which are never deleted
    private long last; // the number of the last of them

    public HomeFigures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Returns the number of clips by state; a state without any is missing. Those in doubt that a person has accepted
     * are left out: nobody needs to look at them.
     */
    public synchronized Map<ClipState, Long> clips() {
        if (last == 0) {
            countAll();
        }
        Map<String, Long> found = new HashMap<>();
        jdbc.sql(CLIPS).param("last", last).query(rs -> {
            found.put(rs.getString("state"), rs.getLong("clips"));
        });
        counted += Objects.requireNonNull(found.remove("ADDED"));
        last = Objects.requireNonNull(found.remove("LAST"));
        Map<ClipState, Long> clips = new EnumMap<>(ClipState.class);
        found.forEach((state, number) -> clips.put(ClipState.valueOf(state), number));
        long delivered =
                counted - clips.values().stream().mapToLong(Long::longValue).sum();
        if (delivered > 0) {
            clips.put(ClipState.DELIVERED, delivered);
        }
        clips.computeIfPresent(
                ClipState.IN_DOUBT,
                (state, all) ->
                        all - jdbc.sql(ACCEPTED_IN_DOUBT).query(Long.class).single());
        return clips;
    }

    private void countAll() {
        jdbc.sql(ALL).query(rs -> {
            counted = rs.getLong("clips");
            last = rs.getLong("last");
        });
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
