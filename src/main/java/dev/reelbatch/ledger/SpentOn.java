package dev.reelbatch.ledger;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Amounts that may have been spent, by time, job and payer. It runs on the journal's thread alone, as {@link Spending}. */
final class SpentOn {

    private static final String JOB = "select job_id from run where id = ?";
    private static final String BY_PERSON = """
            select currency, sum(amount) as amount from spent_on where person = ? and quarter >= ? and quarter < ?
            group by currency
            """;
    private static final String BY_JOB_FILE = """
            select currency, sum(amount) as amount from spent_on where job_file = ? and quarter >= ? and quarter < ?
            group by currency
            """;
    private static final String BOOK = """
            update spent_on set amount = amount + ?
            where quarter = ? and currency = ? and job_id = ? and person = ? and job_file = ?
            """;
    private static final String NEW = """
            insert into spent_on (amount, quarter, currency, job_id, person, job_file) values (?, ?, ?, ?, ?, ?)
            """;
    private static final String CHARGE =
            "insert into submission_payer (submission_id, person, job_file) values (?, ?, ?)";
    private static final String CHARGED = "select person, job_file from submission_payer where submission_id = ?";

    private final JdbcClient jdbc;
    private final Map<Entry, BigDecimal> entries = new HashMap<>(); // not written yet

    /** @param jobFile empty for none, as is the person */
    record Names(String person, String jobFile) {

        static final Names NONE = new Names("", "");

        static Names of(Payer payer) {
            return new Names(payer.personName(), payer.jobFileName());
        }
    }

    private record Entry(long quarter, String currency, long job, Names payer) {}

    SpentOn(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Records to whom a submission is charged. */
    void charge(long submission, Payer payer) {
        Names names = Names.of(payer);
        if (!names.equals(Names.NONE)) {
            jdbc.sql(CHARGE).params(submission, names.person(), names.jobFile()).update();
        }
    }

    Names payerOf(long submission) {
        return jdbc.sql(CHARGED)
                .param(submission)
                .query((rs, n) -> new Names(rs.getString("person"), rs.getString("job_file")))
                .optional()
                .orElse(Names.NONE);
    }

    void change(long runId, Names payer, long quarter, BigDecimal amount, String currency) {
        long job = jdbc.sql(JOB).param(runId).query(Long.class).single();
        entries.merge(new Entry(quarter, currency, job, payer), amount, BigDecimal::add);
    }

    /** Returns the amounts from one quarter until before another, leaving out zeros. */
    Cost ofPerson(String name, long from, long before) {
        return sum(
                BY_PERSON, name, from, before, entry -> entry.payer().person().equals(name));
    }

    /** Returns the amounts from one quarter until before another, leaving out zeros. */
    Cost ofJobFile(String name, long from, long before) {
        return sum(BY_JOB_FILE, name, from, before, entry -> entry.payer()
                .jobFile()
                .equals(name));
    }

    private Cost sum(String sql, String name, long from, long before, Predicate<Entry> mine) {
        Map<String, BigDecimal> spent = new HashMap<>();
        jdbc.sql(sql).params(name, from, before).query(rs -> {
            spent.put(rs.getString("currency"), rs.getBigDecimal("amount"));
        });
        entries.forEach((entry, amount) -> {
            if (mine.test(entry) && entry.quarter() >= from && entry.quarter() < before) {
                spent.merge(entry.currency(), amount, BigDecimal::add);
            }
        });
        spent.values().removeIf(amount -> amount.signum() == 0);
        return new Cost(spent);
    }

    void write() {
        entries.forEach((entry, amount) -> {
            Object[] values = {
                amount,
                entry.quarter(),
                entry.currency(),
                entry.job(),
                entry.payer().person(),
                entry.payer().jobFile()
            };
            if (jdbc.sql(BOOK).params(values).update() == 0) {
                jdbc.sql(NEW).params(values).update();
            }
        });
    }

    void forget() {
        entries.clear();
    }
}
