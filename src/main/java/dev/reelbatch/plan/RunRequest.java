package dev.reelbatch.plan;

import dev.reelbatch.ledger.Cost;
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
import org.jspecify.annotations.Nullable;

/**
 * The request of a person to {@code run}.
 *
 * @param input the sheet; null to resume the job's latest run
 * @param job the job's name; null to take it from the input's
 * @param out absolute; null for {@code out/<job>}, or the run's present OUT
 * @param defaults for rows that specify none; null to keep those of the resumed run
 * @param reading options for reading the sheet; null to read it as the resumed run did
 * @param fresh true if the chosen rows are to get their next takes
 * @param said who requests it, and what it resumes
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
     * The origin of the request, and what it resumes.
     *
     * @param goesOn the wish to resume; null for the one that the same command began, if any
     * @param sheetNow the sheet of the rows as it is now: rows that have left it are not submitted; null for all
     * @param rerun the rows to be run again, and nothing else; null if it is no rerun
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

    /** Creates a request made by a person. */
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

    /** Returns the same request made by {@code serve}. */
    public RunRequest served() {
        return new RunRequest(input, job, out, defaults, reading, skipInvalid, fresh, limits, Said.by(Wish.By.SERVE));
    }

    /** Returns the same request for this sheet, as this job. */
    public RunRequest forSheet(Path sheet, String jobName, @Nullable Path results) {
        return new RunRequest(sheet, jobName, results, defaults, reading, skipInvalid, fresh, limits, said);
    }

    /**
     * Returns a request that resumes an interrupted wish with its original options and rows.
     *
     * @param sheet the sheet of the rows as it is now: rows that have left it are not submitted; null for all
     */
    public RunRequest resume(String jobName, Wish cutShort, @Nullable Path sheet) {
        boolean freshBefore = cutShort.kind() == Wish.Kind.FRESH;
        RunRequest.Limits rows = limits.forRows(RowRanges.parse(cutShort.words()));
        Said goOn = new Said(said.by(), cutShort, sheet, null);
        return new RunRequest(null, jobName, null, null, null, false, freshBefore, rows, goOn);
    }

    /** Returns a request that reruns rows of a job's latest run without reading the sheet again. */
    public RunRequest forRerun(RerunChoice choice) {
        Said rerun = new Said(said.by(), choice.goesOnWith(), null, choice);
        return new RunRequest(
                null, choice.job(), null, null, null, skipInvalid, false, limits.forRows(choice.rows()), rerun);
    }

    /**
     * Returns the wish, which is kept until it is complete.
     *
     * @param rows the rows it is for
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

    /** Returns the same request, submitting only these rows. */
    public RunRequest forRows(RowRanges rows) {
        return within(limits.forRows(rows));
    }

    /** Returns the same request within these limits. */
    public RunRequest within(Limits others) {
        return new RunRequest(input, job, out, defaults, reading, skipInvalid, fresh, others, said);
    }

    /**
     * The most that a run may cost in all its tries together.
     *
     * @param amount in the currency of the models' prices
     * @param partial true if a run that would cost more is started anyway, and stops at the amount
     */
    public record MaxCost(BigDecimal amount, boolean partial) {

        /**
         * Checks that the remaining cost fits within the limit, so that no run begins that can't end.
         *
         * @param spent amount spent by the run so far
         * @param cost cost of what it will pay for now, by currency; limits apply in one currency only
         * @throws UserException if it does not fit, and the run is not to be partial
         */
        public void check(BigDecimal spent, Cost cost) {
            cost.byCurrency().forEach((currency, amount) -> {
                if (!partial && spent.add(amount).compareTo(this.amount) > 0) {
                    throw new UserException(refusal(spent, amount, currency));
                }
            });
        }

        private String refusal(BigDecimal spent, BigDecimal cost, String currency) {
            String price = spent.signum() == 0
                    ? Text.of("This would cost %s", Cost.text(cost, currency))
                    : Text.of(
                            "%s has been spent, and the rest would cost %s",
                            Cost.text(spent, currency), Cost.text(cost, currency));
            return Text.of(
                    "%s: more than --max-cost %s. Raise it, choose rows with --rows, or add --partial to stop at the limit.",
                    price, amount.toPlainString());
        }
    }

    /**
     * Limits of this execution; none of them shapes a request.
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

        /** Returns the same limits at the rate and concurrency that all runs on one account share. */
        public Limits sharing(Rate sharedRate, int sharedMaxInFlight, Duration sharedPatience) {
            return new Limits(rows, sharedRate, sharedMaxInFlight, maxCost, maxFailures, sharedPatience);
        }
    }
}
