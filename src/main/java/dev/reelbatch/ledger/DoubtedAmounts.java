package dev.reelbatch.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The amounts of all submissions in doubt, kept as long as the same ones are: nothing else of such a submission ever
 * changes, and reading each of them takes much longer than to see by an index which they are.
 */
final class DoubtedAmounts {

    /** Tells by their numbers which submissions are in doubt. */
    static final String WHICH = """
            select cast(count(*) as varchar(20)) || ' ' || coalesce(cast(sum(id) as varchar(40)), '')
                   || ' ' || coalesce(cast(sum(id * id) as varchar(60)), '')
            from submission where outcome = 'UNKNOWN'
            """;

    /** With a line that says which they are even if there is none. */
    private static final String AMOUNTS = """
            select w.which, a.* from (select (%s) as which) w left join (
                select s.sent_at, s.currency, s.price, j.name, coalesce(p.person, '') as person
                from submission s join run u on u.id = s.run_id join job j on j.id = u.job_id
                left join submission_payer p on p.submission_id = s.id
                where s.outcome = 'UNKNOWN' and s.price is not null) a on true
            """.formatted(WHICH);

    private final JdbcClient jdbc;
    private volatile Kept kept = new Kept(null, List.of());

    DoubtedAmounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param person empty for a shell and for job files */
    record Amount(Instant sent, String currency, BigDecimal price, String job, String person) {}

    private record Kept(@Nullable String which, List<Amount> amounts) {}

    /**
     * Returns the amounts of these submissions; empty if others are in doubt by now.
     *
     * @param which as {@link #WHICH} tells
     */
    Optional<List<Amount>> of(String which) {
        Kept now = kept;
        if (!which.equals(now.which())) {
            now = read();
            kept = now;
        }
        return which.equals(now.which()) ? Optional.of(now.amounts()) : Optional.empty();
    }

    private Kept read() {
        List<Amount> amounts = new ArrayList<>();
        AtomicReference<@Nullable String> which = new AtomicReference<>();
        jdbc.sql(AMOUNTS).query(rs -> {
            which.set(rs.getString("which"));
            BigDecimal price = rs.getBigDecimal("price");
            if (price != null) {
                amounts.add(new Amount(
                        Columns.requiredInstant(rs, "sent_at"),
                        rs.getString("currency"),
                        price,
                        rs.getString("name"),
                        rs.getString("person")));
            }
        });
        return new Kept(which.get(), amounts);
    }
}
