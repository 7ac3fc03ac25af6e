package dev.reelbatch.terminal;

import dev.reelbatch.ledger.Cost;
import dev.reelbatch.load.SheetCheck;
import dev.reelbatch.plan.BudgetStatus;
import dev.reelbatch.plan.CorrectionPreview;
import dev.reelbatch.plan.Forecast;
import dev.reelbatch.plan.SheetPreview;
import dev.reelbatch.submit.Rate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What {@code check} found out.
 *
 * @param corrects what a file that corrects rows of a job would change; null for an ordinary sheet
 * @param budget of the home; null if there is none
 * @param notes on what was asked for
 * @param preview what exists in the home already; null if it could not be looked at
 * @param whyNotLookedAt a sentence; empty if it was
 */
public record CheckResult(
        Path input,
        boolean rehearsal,
        SheetCheck sheet,
        @Nullable SheetPreview preview,
        String whyNotLookedAt,
        @Nullable CorrectionPreview corrects,
        @Nullable BudgetStatus budget,
        List<String> notes,
        Rate rate,
        int maxInFlight) {

    /** As long as a home has made no video; most models take one to three minutes. */
    private static final Duration TYPICAL_GENERATION = Duration.ofMinutes(2);

    /** In a home that has not run anything. */
    public static SheetPreview nothingYet(SheetCheck sheet) {
        return SheetPreview.ofNothing(Math.toIntExact(sheet.clips()), sheet.cost());
    }

    /** What a run would submit; without a look into the home, everything. */
    long toPay() {
        return preview == null ? sheet.clips() : preview.toPay();
    }

    /** Sentences for the person who checks the sheet. */
    List<String> warnings() {
        List<String> all = new ArrayList<>(notes);
        all.addAll(sheet.warnings());
        if (preview != null) {
            all.addAll(preview.warnings());
        }
        return all;
    }

    public Cost cost() {
        return preview == null ? sheet.cost() : preview.cost();
    }

    Duration generation() {
        return preview == null
                ? TYPICAL_GENERATION
                : Objects.requireNonNullElse(preview.generation(), TYPICAL_GENERATION);
    }

    boolean isGenerationMeasured() {
        return preview != null && preview.generation() != null;
    }

    Duration expected() {
        return Forecast.of(toPay(), rate, maxInFlight, generation());
    }
}
