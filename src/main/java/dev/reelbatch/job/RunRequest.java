package dev.reelbatch.job;

import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.load.Defaults;
import dev.reelbatch.load.Reading;
import dev.reelbatch.submit.FailureLimit;
import dev.reelbatch.submit.Rate;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a person asks {@code run} for.
 *
 * @param input the sheet; null to go on with the job's latest run
 * @param job the job's name; null to take it from the input's
 * @param out absolute; null for {@code out/<job>}, or where the run has its OUT already
 * @param defaults for rows that do not say; null to keep those of the run that is gone on with
 * @param reading how the sheet is to be read; null to read it as the run did that is gone on with
 */
public record RunRequest(
        @Nullable Path input,
        @Nullable String job,
        @Nullable Path out,
        @Nullable Defaults defaults,
        @Nullable Reading reading,
        boolean skipInvalid,
        boolean fresh,
        Limits limits) {

    /** The same for this sheet, as this job. */
    public RunRequest forSheet(Path sheet, String jobName, @Nullable Path results) {
        return new RunRequest(sheet, jobName, results, defaults, reading, skipInvalid, fresh, limits);
    }

    /** To go on with the job's latest run, without looking at the sheet again. */
    public RunRequest goOn(String jobName) {
        return new RunRequest(null, jobName, null, null, null, skipInvalid, false, limits);
    }

    /** The same, submitting these rows alone. */
    public RunRequest forRows(RowRanges rows) {
        return within(limits.forRows(rows));
    }

    /** The same within these limits. */
    public RunRequest within(Limits others) {
        return new RunRequest(input, job, out, defaults, reading, skipInvalid, fresh, others);
    }

    /**
     * How this execution runs; none of it shapes a request.
     *
     * @param maxCost of the run in all its tries; null for no limit
     * @param maxFailures null for no limit
     */
    public record Limits(
            RowRanges rows,
            Rate rate,
            int maxInFlight,
            @Nullable BigDecimal maxCost,
            FailureLimit.@Nullable Limit maxFailures,
            Duration patience) {

        Limits forRows(RowRanges others) {
            return new Limits(others, rate, maxInFlight, maxCost, maxFailures, patience);
        }

        /** The same at this pace: what all runs on one account share. */
        public Limits sharing(Rate sharedRate, int sharedMaxInFlight, Duration sharedPatience) {
            return new Limits(rows, sharedRate, sharedMaxInFlight, maxCost, maxFailures, sharedPatience);
        }
    }
}
