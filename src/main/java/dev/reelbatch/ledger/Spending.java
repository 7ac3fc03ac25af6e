package dev.reelbatch.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Books what may have been spent; runs on the journal's thread alone, so a check and its booking are one.
 * What the entries of a group book is written once, at the group's end: two statements in place of two for each.
 */
final class Spending implements Journal.Shared {

    private static final String SPENT_BY_RUN = "select spent from run where id = ?";
    private static final String SPENT_BETWEEN = """
            select coalesce(sum(amount), 0) from spending where on_day >= ? and on_day < ? and currency = ?
            """;
    private static final String BOOK_ON_RUN = "update run set spent = spent + ? where id = ?";
    private static final String BOOK_ON_DAY = """
            update spending set amount = amount + ? where on_day = ? and currency = ?
            """;
    private static final String NEW_DAY = """
            insert into spending (on_day, currency, amount) values (?, ?, ?)
            """;

    private final JdbcClient jdbc;
    private final ZoneId zone;
    private final Map<Long, BigDecimal> onRuns = new HashMap<>(); // not written yet
    private final Map<DayAndCurrency, BigDecimal> onDays = new HashMap<>(); // not written yet

    private record DayAndCurrency(LocalDate day, String currency) {}

    Spending(JdbcClient jdbc, ZoneId zone) {
        this.jdbc = jdbc;
        this.zone = zone;
    }

    LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, zone);
    }

    /** Why this clip can't be paid for now; empty if it can. */
    Optional<SpendingLimits.Reached> limitReached(Clip clip, long runId, SpendingLimits limits, LocalDate today) {
        Price price = clip.price();
        if (price == null) {
            return Optional.empty();
        }
        if (limits.maxCost() != null && spentBy(runId).add(price.amount()).compareTo(limits.maxCost()) > 0) {
            return Optional.of(SpendingLimits.Reached.MAX_COST);
        }
        SpendingLimits.Budget budget = limits.budget();
        if (budget != null
                && spentBetween(budget.periodStart(today), budget.nextPeriodStart(today), price.currency())
                                .add(price.amount())
                                .compareTo(budget.amount())
                        > 0) {
            return Optional.of(SpendingLimits.Reached.BUDGET);
        }
        return Optional.empty();
    }

    /** Books a submission that is about to be sent. */
    void book(Clip clip, long runId, LocalDate day) {
        Price price = clip.price();
        if (price != null) {
            change(runId, day, price.amount(), price.currency());
        }
    }

    /** Certainly not accepted: takes the booking back. */
    void takeBack(OpenSubmission submission) {
        Price price = submission.clip().price();
        if (price != null) {
            change(submission.clip().runId(), submission.day(), price.amount().negate(), price.currency());
        }
    }

    private void change(long runId, LocalDate day, BigDecimal amount, String currency) {
        onRuns.merge(runId, amount, BigDecimal::add);
        onDays.merge(new DayAndCurrency(day, currency), amount, BigDecimal::add);
    }

    @Override
    public void write() {
        onRuns.forEach(
                (run, amount) -> jdbc.sql(BOOK_ON_RUN).params(amount, run).update());
        onDays.forEach((of, amount) -> {
            if (jdbc.sql(BOOK_ON_DAY).params(amount, of.day(), of.currency()).update() == 0) {
                jdbc.sql(NEW_DAY).params(of.day(), of.currency(), amount).update();
            }
        });
        forget();
    }

    @Override
    public void forget() {
        onRuns.clear();
        onDays.clear();
    }

    private BigDecimal spentBy(long runId) {
        BigDecimal written =
                jdbc.sql(SPENT_BY_RUN).param(runId).query(BigDecimal.class).single();
        return written.add(onRuns.getOrDefault(runId, BigDecimal.ZERO));
    }

    private BigDecimal spentBetween(LocalDate since, LocalDate before, String currency) {
        BigDecimal written = jdbc.sql(SPENT_BETWEEN)
                .params(since, before, currency)
                .query(BigDecimal.class)
                .single();
        return onDays.entrySet().stream()
                .filter(booked -> booked.getKey().currency().equals(currency)
                        && !booked.getKey().day().isBefore(since)
                        && booked.getKey().day().isBefore(before))
                .map(Map.Entry::getValue)
                .reduce(written, BigDecimal::add);
    }
}
