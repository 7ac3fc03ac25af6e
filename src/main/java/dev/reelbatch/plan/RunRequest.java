package dev.reelbatch.plan;

import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.load.Defaults;
import dev.reelbatch.sheet.ReadOptions;
import dev.reelbatch.submit.FailureLimit;
import dev.reelbatch.submit.Rate;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person asks {@code run} for.
 *
 * @param input the sheet; null to go on with the job's latest run
 * @param job the job's name; null to take it from the input's
 * @param out absolute; null for {@code out/<job>}, or where the run has its OUT already
 * @param defaults for rows that do not say; null to keep those of the run that is gone on with
 * @param reading how the sheet is to be read; null to read it as the run did that is gone on with
 * @param fresh whether the chosen rows are to get their next takes
 * @param said by whom, and what it goes on with
 */
public record RunRequest(
        @Nullable Path input,
        @Nullable String job,
        @Nullable Path out,
        @Nullable Defaults defaults,
        @Nullable ReadOptions reading,
        boolean skipInvalid,
        boolean fresh,
        Limits limits,
        Said said) {

    /**
     * Who asks for it, and what it goes on with.
     *
     * @param goesOn what was begun before; null for what the request's own words have begun, if they have
     * @param sheetNow the sheet that the rows came from, as it is now: what has left it is not submitted; null for all
     * @param rerun the rows to be brought back, and nothing else; null if it is no rerun
     */
    public record Said(
            Wish.By by,
            @Nullable Wish goesOn,
            @Nullable Path sheetNow,
            @Nullable RerunChoice rerun) {

        static Said by(Wish.By by) {
            return new Said(by, null, null, null);
        }
    }

    /** What a person asks for. */
    public RunRequest(
            @Nullable Path input,
            @Nullable String job,
            @Nullable Path out,
            @Nullable Defaults defaults,
            @Nullable ReadOptions reading,
            boolean skipInvalid,
            boolean fresh,
            Limits limits) {
        this(input, job, out, defaults, reading, skipInvalid, fresh, limits, Said.by(Wish.By.SHELL));
    }

    /** The same, asked for by {@code serve}. */
    public RunRequest served() {
        return new RunRequest(input, job, out, defaults, reading, skipInvalid, fresh, limits, Said.by(Wish.By.SERVE));
    }

    /** The same for this sheet, as this job. */
    public RunRequest forSheet(Path sheet, String jobName, @Nullable Path results) {
        return new RunRequest(sheet, jobName, results, defaults, reading, skipInvalid, fresh, limits, said);
    }

    /**
     * To go on with what was cut short, with the options and the rows that it was begun with.
     *
     * @param sheet the sheet that the rows came from, as it is now: what has left it is not submitted; null for all
     */
    public RunRequest goOn(String jobName, Wish cutShort, @Nullable Path sheet) {
        boolean freshBefore = cutShort.kind() == Wish.Kind.FRESH;
        RunRequest.Limits rows = limits.forRows(RowRanges.parse(cutShort.words()));
        Said goOn = new Said(said.by(), cutShort, sheet, null);
        return new RunRequest(null, jobName, null, null, null, false, freshBefore, rows, goOn);
    }

    /** To bring rows of a job's latest run back, without looking at the sheet again. */
    public RunRequest forRerun(RerunChoice choice) {
        Said rerun = new Said(said.by(), choice.goesOnWith(), null, choice);
        return new RunRequest(
                null, choice.job(), null, null, null, skipInvalid, false, limits.forRows(choice.rows()), rerun);
    }

    /**
     * What is kept of it until it has come to its end.
     *
     * @param rows that it is for
     */
    Wish.Draft wish(RowRanges rows) {
        Wish goesOn = said.goesOn();
        if (said.rerun() != null) {
            return said.rerun().said();
        } else if (goesOn != null) {
            return new Wish.Draft(goesOn.kind(), goesOn.words(), said.by());
        }
        return new Wish.Draft(fresh ? Wish.Kind.FRESH : Wish.Kind.RUN, rows.words(), said.by());
    }

    /** The same, submitting these rows alone. */
    public RunRequest forRows(RowRanges rows) {
        return within(limits.forRows(rows));
    }

    /** The same within these limits. */
    public RunRequest within(Limits others) {
        return new RunRequest(input, job, out, defaults, reading, skipInvalid, fresh, others, said);
    }

    /**
     * What a run may cost, all its tries together.
     *
     * @param amount in the currency of the models' prices
     * @param partial whether a run that would cost more is started all the same, and stops at the amount
     */
    public record MaxCost(BigDecimal amount, boolean partial) {

        /**
         * Checks that what is to be paid for fits in, so that nothing is begun that can't be ended.
         *
         * @param spent by the run so far
         * @param cost of what it will pay for now, by currency; limits are held in one currency alone
         * @throws UserException if it does not fit, and is not to be run in part
         */
        public void check(BigDecimal spent, Map<String, BigDecimal> cost) {
            cost.forEach((currency, amount) -> {
                if (!partial && spent.add(amount).compareTo(this.amount) > 0) {
                    throw new UserException(refusal(spent, amount, currency));
                }
            });
        }

        private String refusal(BigDecimal spent, BigDecimal cost, String currency) {
            String price = spent.signum() == 0
                    ? Text.of("This would cost %s", shown(cost, currency))
                    : Text.of(
                            "%s was spent, and the rest would cost %s", shown(spent, currency), shown(cost, currency));
            return Text.of(
                    "%s: more than --max-cost %s. Raise it, choose rows with --rows, or add --partial to stop at the limit.",
                    price, amount.toPlainString());
        }

        static String shown(BigDecimal amount, String currency) {
            return amount.setScale(Math.max(2, amount.stripTrailingZeros().scale()))
                            .toPlainString() + " " + currency;
        }
    }

    /**
     * How this execution runs; none of it shapes a request.
     *
     * @param maxCost null for no limit
     * @param maxFailures null for no limit
     */
    public record Limits(
            RowRanges rows,
            Rate rate,
            int maxInFlight,
            @Nullable MaxCost maxCost,
            FailureLimit.@Nullable Limit maxFailures,
            Duration patience) {

        @Nullable public BigDecimal maxAmount() {
            return maxCost == null ? null : maxCost.amount();
        }

        public Limits forRows(RowRanges others) {
            return new Limits(others, rate, maxInFlight, maxCost, maxFailures, patience);
        }

        /** The same at this pace: what all runs on one account share. */
        public Limits sharing(Rate sharedRate, int sharedMaxInFlight, Duration sharedPatience) {
            return new Limits(rows, sharedRate, sharedMaxInFlight, maxCost, maxFailures, sharedPatience);
        }
    }
}
