package dev.reelbatch.plan;

import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.RunPrice;
import dev.reelbatch.ledger.SpendingLimits;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.load.Defaults;
import dev.reelbatch.sheet.ReadOptions;
import dev.reelbatch.submit.FailureLimit;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request of a person, kept until its run has ended, so that a later process can do it. Pace and patience are those of
 * the process that does it.
 *
 * @param selection of a rerun, as in its wish; null for none
 * @param confirmed the rows of a rerun that the person has seen, and confirmed; null for none
 * @param toPay the number of videos that the person has confirmed to be paid for
 * @param cost of these videos, as far as prices are known; null if an earlier version kept it
 * @param content the hash of the sheet's content that the person has confirmed; null if an earlier version kept it
 * @param latestWish the latest wish of the same command when the person confirmed it; null or 0 if there was none
 * @param resumes the wish that the person has confirmed to be resumed; null or 0 if it is to begin
 * @param folder the person's working folder
 */
public record KeptRequest(
        @Nullable String input,
        @Nullable String job,
        @Nullable String out,
        @Nullable Defaults defaults,
        @Nullable ReadOptions reading,
        boolean skipInvalid,
        boolean fresh,
        String rows,
        @Nullable BigDecimal maxCost,
        boolean partial,
        @Nullable String maxFailures,
        @Nullable String selection,
        @Nullable String confirmed,
        int toPay,
        @Nullable Cost cost,
        @Nullable Long withoutPrice,
        @Nullable String content,
        @Nullable Long latestWish,
        @Nullable Long resumes,
        String folder) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Returns the request of a plan that a person at another process has confirmed. */
    public static KeptRequest of(RunPlan plan) {
        RunRequest request = plan.request();
        RunLimits limits = request.limits();
        SpendingLimits.MaxCost maxCost = limits.spending().maxCost();
        RerunChoice rerun = request.said().rerun();
        return new KeptRequest(
                text(request.input()),
                request.job(),
                text(request.out()),
                request.defaults(),
                request.reading(),
                request.skipInvalid(),
                request.fresh(),
                limits.rows().canonicalText(),
                maxCost == null ? null : maxCost.amount(),
                maxCost != null && maxCost.partial(),
                text(limits.maxFailures()),
                rerun == null ? null : rerun.said().details(),
                rerun == null ? null : rerun.ownText(),
                plan.offer().toPay(),
                plan.offer().cost(),
                plan.offer().price().withoutPrice(),
                plan.sheet().totals().contentHash(),
                plan.latestWish(),
                plan.resumedWish(),
                Objects.requireNonNull(request.said().handedOver()).folder().toString());
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    public static KeptRequest parse(String json) {
        return JSON.readValue(json, KeptRequest.class);
    }

    public String json() {
        return JSON.writeValueAsString(this);
    }

    /** Returns true if doing it once more could pay once more. */
    public boolean paysAgain() {
        return fresh || selection != null;
    }

    /** Returns true if it is the same command for another time: once the first has ended, it would pay once more. */
    public boolean repeats(KeptRequest other) {
        return paysAgain()
                && fresh == other.fresh
                && Objects.equals(selection, other.selection)
                && (selection != null || rows.equals(other.rows));
    }

    /** Returns true if it has all options of the other one, too. */
    public boolean hasOptionsOf(KeptRequest other) {
        return said().equals(other.said());
    }

    /** Returns the same request without what is known only once it is planned. */
    private KeptRequest said() {
        String given = selection == null ? rows : "";
        return new KeptRequest(
                input,
                job,
                out,
                defaults,
                reading,
                skipInvalid,
                fresh,
                given,
                maxCost,
                partial,
                maxFailures,
                selection,
                null,
                0,
                null,
                null,
                null,
                null,
                null,
                folder);
    }

    /**
     * Returns true if the same command has neither begun nor ended since the person confirmed this one: otherwise it
     * would pay once more than was confirmed.
     */
    public boolean isStillConfirmed(RunPlan plan) {
        return plan.latestWish() == id(latestWish) && plan.resumedWish() == id(resumes);
    }

    /**
     * Returns true if the plan pays for nothing but what the person has confirmed: this sheet, and no higher price.
     *
     * @param spent what the run has cost so far
     */
    public boolean covers(RunPlan plan, Cost spent) {
        return plan.offer().toPay() <= toPay
                && (content == null || content.equals(plan.sheet().totals().contentHash()))
                && (cost == null || plan.offer().price().plus(spent).isWithin(confirmedPrice(cost)));
    }

    /** An earlier version did not keep the number of videos without a price. */
    private RunPrice confirmedPrice(Cost known) {
        return new RunPrice(known, Objects.requireNonNullElse(withoutPrice, Long.MAX_VALUE));
    }

    private static long id(@Nullable Long wish) {
        return Objects.requireNonNullElse(wish, 0L);
    }

    /**
     * Returns the request.
     *
     * @param sheet the copy of its input; null if it has none
     * @param pace for its pace and patience
     */
    public RunRequest request(@Nullable Path sheet, RunLimits pace) {
        RunLimits limits = new RunLimits(
                RowRanges.parse(rows),
                pace.rate(),
                pace.maxInFlight(),
                SpendingLimits.ofRun(maxCost, partial),
                maxFailures == null ? null : FailureLimit.Limit.of(maxFailures),
                pace.patience());
        return new RunRequest(
                        input == null ? null : Path.of(input),
                        job,
                        out == null ? null : Path.of(out),
                        defaults,
                        reading,
                        skipInvalid,
                        fresh,
                        limits)
                .handedOver(new RunRequest.HandedOver(Path.of(folder), sheet));
    }

    /** Returns which rows are rerun; empty if it is no rerun. */
    public Optional<RerunPlanner.Selection> rerun() {
        return Optional.ofNullable(selection)
                .flatMap(words ->
                        RerunPlanner.Selection.of(new Wish(0, Wish.Kind.RERUN, words, Wish.By.SHELL, 0, false)));
    }

    /** Returns true if the person has confirmed all rows of a rerun. */
    public boolean isConfirmed(RerunChoice choice) {
        return choice.isWithin(Objects.requireNonNull(confirmed));
    }
}
