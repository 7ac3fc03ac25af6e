package dev.reelbatch.ledger;

import dev.reelbatch.ledger.SpendingLimits.Reached;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Books amounts that may have been spent. It runs on the journal's thread alone, so that a check and its booking are
 * one step. The bookings of a group are written once, at its end: two statements instead of two for each entry.
 */
final class Spending implements Journal.Shared {

    /** A clock may be set back this far without starting a day of budgets again. */
    private static final Duration SET_BACK = Duration.ofDays(31);

    private static final long QUARTER = Duration.ofMinutes(15).toSeconds();

    private static final String SPENT_BY_RUN = "select spent from run where id = ?";
    private static final String SPENT_BETWEEN = """
            select currency, sum(amount) as amount from spent_quarter where quarter >= ? and quarter < ?
            group by currency
            """;
    private static final String BOOK_ON_RUN = "update run set spent = spent + ? where id = ?";
    private static final String BOOK_IN_QUARTER = """
            update spent_quarter set amount = amount + ? where quarter = ? and currency = ?
            """;
    private static final String NEW_QUARTER = """
            insert into spent_quarter (quarter, currency, amount) values (?, ?, ?)
            """;

    private final JdbcClient jdbc;
    private final BudgetZones zones;
    private final SpentOn spentOn;
    private final Map<Long, BigDecimal> onRuns = new HashMap<>(); // not written yet
    private final Map<QuarterAndCurrency, BigDecimal> inQuarters = new HashMap<>(); // not written yet

    private record QuarterAndCurrency(long quarter, String currency) {}

    Spending(JdbcClient jdbc, ZoneId standard) {
        this.jdbc = jdbc;
        this.zones = new BudgetZones(jdbc, standard);
        this.spentOn = new SpentOn(jdbc);
    }

    /** @param wanted the zone in the settings; null to keep the home's */
    void keepZone(@Nullable ZoneId wanted, Instant now) {
        zones.want(wanted, now);
    }

    /** Returns the limit that prevents paying for this clip now; empty if none does. */
    Optional<SpendingLimits.Reached> limitReached(Clip clip, long runId, SpendingLimits limits, Instant now) {
        Price price = clip.price();
        if (price == null) {
            return Optional.empty();
        }
        if (limits.maxCost() != null
                && spentBy(runId).add(price.amount()).compareTo(limits.maxCost().amount()) > 0) {
            return Optional.of(SpendingLimits.Reached.MAX_COST);
        }
        return (limits.budget() == null
                        ? Optional.<SpendingLimits.Reached>empty()
                        : reached(limits.budget(), spentInPeriod(limits.budget(), now), price, Reached.BUDGET))
                .or(() -> reached(limits.payer(), price, now));
    }

    private Optional<SpendingLimits.Reached> reached(Payer payer, Price price, Instant now) {
        return reached(payer.person(), true, price, now).or(() -> reached(payer.jobFile(), false, price, now));
    }

    private Optional<SpendingLimits.Reached> reached(
            Payer.@Nullable Account account, boolean isPerson, Price price, Instant now) {
        if (account == null || account.budget() == null) {
            return Optional.empty();
        }
        return reached(
                account.budget(),
                spentBy(account, isPerson, now),
                price,
                isPerson ? Reached.PERSON_BUDGET : Reached.JOB_FILE_BUDGET);
    }

    /** Returns the amounts charged to a person, or to a job file, in the current period of their budget, by currency. */
    Cost spentBy(Payer.Account account, boolean isPerson, Instant now) {
        long from = quarter(zones.periodStart(now, Objects.requireNonNull(account.budget())));
        long before = quarter(now.plus(SET_BACK));
        return isPerson
                ? spentOn.ofPerson(account.name(), from, before)
                : spentOn.ofJobFile(account.name(), from, before);
    }

    private static Optional<SpendingLimits.Reached> reached(
            SpendingLimits.Budget budget, Cost spent, Price price, SpendingLimits.Reached limit) {
        if (spent.byCurrency().keySet().stream().anyMatch(currency -> !currency.equals(price.currency()))) {
            return Optional.of(SpendingLimits.Reached.BUDGET_CURRENCY);
        }
        BigDecimal with = spent.in(price.currency()).add(price.amount());
        return with.compareTo(budget.amount()) > 0 ? Optional.of(limit) : Optional.empty();
    }

    /**
     * Returns the amounts by currency, leaving out zeros. A booking later than now was made before the clock was set
     * back, and counts; a booking by a clock that was far ahead counts in its own period.
     */
    Cost spentInPeriod(SpendingLimits.Budget budget, Instant now) {
        long from = quarter(zones.periodStart(now, budget));
        long before = quarter(now.plus(SET_BACK));
        Map<String, BigDecimal> spent = new HashMap<>();
        jdbc.sql(SPENT_BETWEEN).params(from, before).query(rs -> {
            spent.put(rs.getString("currency"), rs.getBigDecimal("amount"));
        });
        inQuarters.forEach((of, amount) -> {
            if (of.quarter() >= from && of.quarter() < before) {
                spent.merge(of.currency(), amount, BigDecimal::add);
            }
        });
        spent.values().removeIf(amount -> amount.signum() == 0);
        return new Cost(spent);
    }

    private static long quarter(Instant instant) {
        return Math.floorDiv(instant.getEpochSecond(), QUARTER);
    }

    /** Books a submission that is about to be sent. */
    void book(long submission, Clip clip, long runId, Payer payer, Instant now) {
        Price price = clip.price();
        if (price != null) {
            spentOn.charge(submission, payer);
            change(runId, SpentOn.Names.of(payer), now, price.amount(), price.currency());
        }
    }

    /** Books an amount spent by another home, or by one that was lost. */
    void bookTakenOver(long runId, BigDecimal amount, String currency, Instant sent) {
        change(runId, SpentOn.Names.NONE, sent, amount, currency);
    }

    /** Reverses the booking of a submission that was certainly not accepted. */
    void takeBack(OpenSubmission submission) {
        takeBack(submission.id(), submission.clip().runId(), submission.clip().price(), submission.bookedAt());
    }

    /** Reverses the booking of a submission that was certainly not charged. */
    void takeBack(Submission submission) {
        takeBack(submission.id(), submission.runId(), submission.price(), submission.sentAt());
    }

    /** Books a submission whose booking was reversed, because it was charged after all. */
    void bookAgain(Submission submission) {
        Price price = submission.price();
        if (price != null) {
            change(
                    submission.runId(),
                    spentOn.payerOf(submission.id()),
                    submission.sentAt(),
                    price.amount(),
                    price.currency());
        }
    }

    private void takeBack(long submission, long runId, @Nullable Price price, Instant bookedAt) {
        if (price != null) {
            change(runId, spentOn.payerOf(submission), bookedAt, price.amount().negate(), price.currency());
        }
    }

    private void change(long runId, SpentOn.Names payer, Instant at, BigDecimal amount, String currency) {
        spentOn.change(runId, payer, quarter(at), amount, currency);
        onRuns.merge(runId, amount, BigDecimal::add);
        inQuarters.merge(new QuarterAndCurrency(quarter(at), currency), amount, BigDecimal::add);
    }

    @Override
    public void write() {
        onRuns.forEach(
                (run, amount) -> jdbc.sql(BOOK_ON_RUN).params(amount, run).update());
        inQuarters.forEach((of, amount) -> {
            if (jdbc.sql(BOOK_IN_QUARTER)
                            .params(amount, of.quarter(), of.currency())
                            .update()
                    == 0) {
                jdbc.sql(NEW_QUARTER)
                        .params(of.quarter(), of.currency(), amount)
                        .update();
            }
        });
        spentOn.write();
        forget();
    }

    @Override
    public void forget() {
        onRuns.clear();
        inQuarters.clear();
        spentOn.forget();
    }

    private BigDecimal spentBy(long runId) {
        BigDecimal written =
                jdbc.sql(SPENT_BY_RUN).param(runId).query(BigDecimal.class).single();
        return written.add(onRuns.getOrDefault(runId, BigDecimal.ZERO));
    }
}
