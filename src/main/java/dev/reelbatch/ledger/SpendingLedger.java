package dev.reelbatch.ledger;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What has been spent in a period, and what may have been, by day, job or person. */
public final class SpendingLedger {

    private static final long QUARTER = Duration.ofMinutes(15).toSeconds();

    private static final String ZONE = "select zone from budget_zone order by number desc limit 1";

    /**
     * All that may have been spent, as budgets count it, and what of it is in doubt: in one statement, which sees both
     * at the same moment. H2 uses no index for an OR.
     */
    private static final String AMOUNTS = """
            select false as in_doubt, %1$s as group_key, s.currency, sum(s.amount) as amount
            from %2$s
            where s.quarter >= :from and s.quarter < :before
            group by %1$s, s.currency
            union all %3$s union all %4$s
            """;

    private static final String IN_DOUBT = """
            select true, %1$s, s.currency, sum(s.price)
            from submission s %2$s
            where %3$s and s.sent_at >= :start and s.sent_at < :end and s.price is not null
            group by %1$s, s.currency
            """;

    private final JdbcClient jdbc;
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
            this.sql = AMOUNTS.formatted(
                    key,
                    from,
                    IN_DOUBT.formatted(submissionKey, joined, "s.outcome is null"),
                    IN_DOUBT.formatted(submissionKey, joined, "s.outcome = 'UNKNOWN'"));
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
        Function<String, String> key = by == By.DAY ? quarter -> day(quarter, zone) : name -> name;
        Map<String, Map<String, BigDecimal>> spent = new TreeMap<>();
        Map<String, Map<String, BigDecimal>> inDoubt = new HashMap<>();
        jdbc.sql(by.sql)
                .param("from", quarter(start))
                .param("before", quarter(before))
                .param("start", Columns.at(start))
                .param("end", Columns.at(before))
                .query(rs -> {
                    String group = key.apply(rs.getString("group_key"));
                    String currency = rs.getString("currency");
                    BigDecimal amount = rs.getBigDecimal("amount");
                    if (rs.getBoolean("in_doubt")) {
                        add(inDoubt, group, currency, amount);
                        add(spent, group, currency, amount.negate());
                    } else {
                        add(spent, group, currency, amount);
                    }
                });
        return spent.entrySet().stream()
                .map(entry -> new Entry(
                        entry.getKey(),
                        new Cost(entry.getValue()),
                        new Cost(inDoubt.getOrDefault(entry.getKey(), Map.of()))))
                .filter(entry -> !entry.charged().isEmpty() || !entry.inDoubt().isEmpty())
                .toList();
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
