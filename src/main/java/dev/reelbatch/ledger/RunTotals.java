package dev.reelbatch.ledger;

import dev.reelbatch.time.Time;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The states and the cost of several runs, with as many statements as for one, or with none where nothing can have
 * changed. Clips are counted as in {@link RowLedger}.
 */
public final class RunTotals {

    private static final String CLIPS = """
            select r.run_id, c.state, c.accepted_at is not null as accepted, count(*) as clips,
                   sum(case when c.error_code = :code then 1 else 0 end) as with_code
            from clip c join run_row r on r.clip_id = c.id join run u on u.id = r.run_id
            where c.state <> 'DELIVERED' and r.run_id in (:runs) and r.load_number = u.load_number
            group by r.run_id, c.state, c.accepted_at is not null
            """;
    private static final String ROWS = """
            select u.id as run_id,
                   coalesce(u.row_count, (select count(*) from run_row r
                                          where r.run_id = u.id and r.load_number = u.load_number)) as all_rows,
                   (select count(*) from run_row r
                    where r.run_id = u.id and r.load_number = u.load_number and r.clip_id is null) as invalid_rows
            from run u where u.id in (:runs)
            """;
    private static final String MONEY = """
            select run_id, currency,
                   coalesce(sum(case when outcome in ('ACCEPTED', 'CHARGED') then price end), 0) as paid,
                   coalesce(sum(case when outcome = 'UNKNOWN' then price end), 0) as in_doubt,
                   coalesce(sum(case when outcome is null then price end), 0) as open
            from submission where run_id in (:runs) and price is not null
            group by run_id, currency order by run_id, currency
            """;

    private final JdbcClient jdbc;
    private final String code;
    private final RecentTotals recent;
    private final RestingTotals resting;
    private final RunReadings readings;

    /**
     * What has become of a run's rows.
     *
     * @param needWork number of clips that need work, leaving out those that a person accepted
     * @param withCode number of clips with the error that is counted, leaving out those that a person accepted
     */
    public record Totals(
            Map<ClipState, Integer> states, int needWork, int withCode, int invalidRows, List<Charges> money) {}

    private static final class Counts {

        private final Map<ClipState, Integer> states = new EnumMap<>(ClipState.class);
        private final List<Charges> money = new ArrayList<>();
        private int needWork;
        private int withCode;
        private int invalidRows;

        private void add(ClipState state, boolean accepted, int clips, int coded) {
            states.merge(state, clips, Integer::sum);
            needWork += accepted || state.isDone() ? 0 : clips;
            withCode += accepted ? 0 : coded;
        }

        private void addRows(int all, int invalid) {
            invalidRows = invalid;
            int delivered = all
                    - invalid
                    - states.values().stream().mapToInt(Integer::intValue).sum();
            if (delivered > 0) {
                states.put(ClipState.DELIVERED, delivered);
            }
        }

        private Totals totals() {
            return new Totals(Map.copyOf(states), needWork, withCode, invalidRows, List.copyOf(money));
        }
    }

    /** @param code the error of which clips are counted */
    public RunTotals(JdbcClient jdbc, Journal journal, String code, Time time) {
        this.jdbc = jdbc;
        this.recent = new RecentTotals(time);
        this.resting = new RestingTotals(recent);
        this.readings = new RunReadings(resting, recent, time);
        this.code = code;
        journal.guard(resting);
    }

    /**
     * Returns the totals by run; those of a large run that goes on may be a second old. Callers read the ledger one after
     * the other, so that the runs that go on have it, too.
     */
    public Map<Long, Totals> of(Collection<Run> runs) {
        Map<Long, Totals> known = known(runs);
        return known.size() == runs.size() ? known : read(runs);
    }

    private synchronized Map<Long, Totals> read(Collection<Run> runs) {
        Map<Long, Totals> totals = known(runs); // another caller may have read them meanwhile
        List<Run> unknown =
                runs.stream().filter(run -> !totals.containsKey(run.id())).toList();
        long before = resting.changes();
        long forgotten = recent.forgotten();
        totals.putAll(fromLedger(unknown.stream().map(Run::id).collect(Collectors.toSet())));
        unknown.forEach(run -> {
            Totals read = Objects.requireNonNull(totals.get(run.id()));
            resting.keep(run, read, before);
            recent.keep(run, read, forgotten);
        });
        return totals;
    }

    private Map<Long, Totals> known(Collection<Run> runs) {
        Map<Long, Totals> known = resting.of(runs);
        recent.addTo(known, runs);
        return known;
    }

    /** Returns what is kept of runs besides their totals; read the totals of a run first. */
    public RunReadings readings() {
        return readings;
    }

    /** Lets the next caller read what is so now: the run that goes on has ended, and people are told so. */
    public void forgetRecent() {
        recent.forgetAll();
    }

    /** Returns the totals as the ledger has them now. */
    Map<Long, Totals> fromLedger(Set<Long> runs) {
        if (runs.isEmpty()) {
            return Map.of();
        }
        Map<Long, Counts> counts = new HashMap<>();
        runs.forEach(run -> counts.put(run, new Counts()));
        jdbc.sql(CLIPS).param("runs", runs).param("code", code).query(rs -> {
            of(counts, rs)
                    .add(
                            ClipState.valueOf(rs.getString("state")),
                            rs.getBoolean("accepted"),
                            rs.getInt("clips"),
                            rs.getInt("with_code"));
        });
        jdbc.sql(ROWS).param("runs", runs).query(rs -> {
            of(counts, rs).addRows(rs.getInt("all_rows"), rs.getInt("invalid_rows"));
        });
        jdbc.sql(MONEY).param("runs", runs).query(rs -> {
            BigDecimal paid = rs.getBigDecimal("paid");
            of(counts, rs)
                    .money
                    .add(new Charges(
                            rs.getString("currency"), paid, rs.getBigDecimal("in_doubt"), rs.getBigDecimal("open")));
        });
        Map<Long, Totals> totals = new HashMap<>();
        counts.forEach((run, of) -> totals.put(run, of.totals()));
        return totals;
    }

    private static Counts of(Map<Long, Counts> counts, ResultSet rs) throws SQLException {
        return Objects.requireNonNull(counts.get(rs.getLong("run_id")));
    }
}
