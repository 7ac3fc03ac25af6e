package dev.reelbatch.terminal;

import dev.reelbatch.ledger.Cost;
import dev.reelbatch.load.SheetCheck;
import dev.reelbatch.plan.BudgetStatus;
import dev.reelbatch.plan.CorrectionPreview;
import dev.reelbatch.plan.Forecast;
import dev.reelbatch.plan.GenerationForecast;
import dev.reelbatch.plan.SheetPreview;
import dev.reelbatch.submit.Rate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Findings of {@code check}.
 *
 * @param input the sheet's name for people
 * @param corrects the changes that a file with corrections of a job's rows would make; null for an ordinary sheet
 * @param budget the home's budget; null if there is none
 * @param notes remarks on the options given
 * @param preview what the home already has; null if the home could not be read
 * @param whyNotLookedAt the reason why it could not be read, as a sentence; empty if it was read
 */
public record CheckResult(
        String input,
        boolean rehearsal,
        SheetCheck sheet,
        @Nullable SheetPreview preview,
        String whyNotLookedAt,
        @Nullable CorrectionPreview corrects,
        @Nullable BudgetStatus budget,
        List<String> notes,
        Rate rate,
        int maxInFlight) {

    /** Returns the number of videos that a run would submit; all of them if the home could not be read. */
    long toPay() {
        return preview == null ? sheet.clips() : preview.toPay();
    }

    /** Returns remarks for the person who checks the sheet, one sentence each. */
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

    GenerationForecast generation() {
        return preview == null ? GenerationForecast.of(sheet) : preview.generation();
    }

    Duration expected() {
        return Forecast.of(toPay(), rate, maxInFlight, generation().time());
    }
}
