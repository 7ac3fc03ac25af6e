package dev.reelbatch.ledger;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What has been spent in a period, and what may have been, by day, job or person. */
public final class SpendingLedger {

    private static final long QUARTER = Duration.ofMinutes(15).toSeconds();

    private static final String ZONE = "select zone from budget_zone order by number desc limit 1";

    /**
     * All that may have been spent, as budgets count it, what of it has no answer yet, and which submissions are in
     * doubt: in one statement, which sees all at the same moment.
     */
    private static final String AMOUNTS = """
            select 'SPENT' as part, %1$s as group_key, s.currency, sum(s.amount) as amount
            from %2$s
            where s.quarter >= :from and s.quarter < :before
            group by %1$s, s.currency
            union all
            select 'OPEN', %3$s, s.currency, sum(s.price)
            from submission s %4$s
            where s.outcome is null and s.sent_at >= :start and s.sent_at < :end and s.price is not null
            group by %3$s, s.currency
            union all
            select 'IN_DOUBT', null, (%5$s), null
            """;

    private static final int TRIES = 10;

    private final JdbcClient jdbc;
    private final DoubtedAmounts doubted;
    private final ZoneId standard;

    /** By what amounts are added up. */
    public enum By {
        DAY("s.quarter", "spent_quarter s", "cast(floor(extract(epoch from s.sent_at) / 900) as bigint)", ""),
        JOB(
                "j.name",
                "spent_on s join job j on j.id = s.job_id",
                "j.name",
                "join run u on u.id = s.run_id join job j on j.id = u.job_id"),
        USER(
                "s.person",
                "spent_on s",
                "coalesce(p.person, '')",
                "left join submission_payer p on p.submission_id = s.id");

        private final String sql;

        By(String key, String from, String submissionKey, String joined) {
            this.sql = AMOUNTS.formatted(key, from, submissionKey, joined, DoubtedAmounts.WHICH);
        }
    }

    /**
     * The amounts of a day, a job or a person.
     *
     * @param key a date as in 2026-12-01, a job's name, or a person's, which is empty for a shell and for job files
     * @param inDoubt may have been charged: the answer is lost, or has not come yet
     */
    public record Entry(String key, Cost charged, Cost inDoubt) {}

    /** @param standard the time zone of a home that has none yet */
    public SpendingLedger(JdbcClient jdbc, ZoneId standard) {
        this.jdbc = jdbc;
        this.doubted = new DoubtedAmounts(jdbc);
        this.standard = standard;
    }

    /** Returns the time zone in which the days of budgets begin. */
    public ZoneId zone() {
        return jdbc.sql(ZONE).query(String.class).optional().map(ZoneId::of).orElse(standard);
    }

    /** Returns the amounts in the order of their keys, leaving out zeros. */
    public List<Entry> entries(By by, LocalDate from, LocalDate to, ZoneId zone) {
        Instant start = from.atStartOfDay(zone).toInstant();
        Instant before = to.plusDays(1).atStartOfDay(zone).toInstant();
        for (int tries = 0; tries < TRIES; tries++) {
            Sums sums = sums(by, start, before, zone);
            Optional<List<DoubtedAmounts.Amount>> amounts = doubted.of(sums.which);
            if (amounts.isPresent()) {
                amounts.get().stream()
                        .filter(amount ->
                                !amount.sent().isBefore(start) && amount.sent().isBefore(before))
                        .forEach(amount -> sums.addInDoubt(key(by, amount, zone), amount.currency(), amount.price()));
                return sums.entries();
            }
        }
        throw new IllegalStateException("The submissions in doubt changed at each try to read them");
    }

    private static String key(By by, DoubtedAmounts.Amount amount, ZoneId zone) {
        return switch (by) {
            case DAY -> amount.sent().atZone(zone).toLocalDate().toString();
            case JOB -> amount.job();
            case USER -> amount.person();
        };
    }

    private Sums sums(By by, Instant start, Instant before, ZoneId zone) {
        Function<String, String> key = by == By.DAY ? quarter -> day(quarter, zone) : name -> name;
        Sums sums = new Sums();
        jdbc.sql(by.sql)
                .param("from", quarter(start))
                .param("before", quarter(before))
                .param("start", Columns.at(start))
                .param("end", Columns.at(before))
                .query(rs -> {
                    String group = rs.getString("group_key");
                    String currency = rs.getString("currency");
                    BigDecimal amount = rs.getBigDecimal("amount");
                    switch (rs.getString("part")) {
                        case "SPENT" -> add(sums.spent, key.apply(group), currency, amount);
                        case "OPEN" -> sums.addInDoubt(key.apply(group), currency, amount);
                        default -> sums.which = currency;
                    }
                });
        return sums;
    }

    private static final class Sums {

        private final Map<String, Map<String, BigDecimal>> spent = new TreeMap<>();
        private final Map<String, Map<String, BigDecimal>> inDoubt = new HashMap<>();
        private String which = ""; // the submissions in doubt

        private void addInDoubt(String key, String currency, BigDecimal amount) {
            add(inDoubt, key, currency, amount);
            add(spent, key, currency, amount.negate());
        }

        private List<Entry> entries() {
            return spent.entrySet().stream()
                    .map(entry -> new Entry(
                            entry.getKey(),
                            new Cost(entry.getValue()),
                            new Cost(inDoubt.getOrDefault(entry.getKey(), Map.of()))))
                    .filter(entry ->
                            !entry.charged().isEmpty() || !entry.inDoubt().isEmpty())
                    .toList();
        }
    }

    private static void add(Map<String, Map<String, BigDecimal>> sums, String key, String currency, BigDecimal amount) {
        Map<String, BigDecimal> sum = sums.computeIfAbsent(key, name -> new TreeMap<>());
        sum.merge(currency, amount, BigDecimal::add);
        sum.values().removeIf(value -> value.signum() == 0);
    }

    private static long quarter(Instant instant) {
        return Math.floorDiv(instant.getEpochSecond(), QUARTER);
    }

    private static String day(String quarter, ZoneId zone) {
        return Instant.ofEpochSecond(Long.parseLong(quarter) * QUARTER)
                .atZone(zone)
                .toLocalDate()
                .toString();
    }
}
