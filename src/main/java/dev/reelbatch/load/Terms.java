package dev.reelbatch.load;

import dev.reelbatch.ledger.Price;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person should know of a row's price before it is paid.
 *
 * @param isDraft whether the row makes a draft
 * @param real the price of the real video of a draft; null if it is not known, or if the row makes none
 * @param offPeak the price of one clip off-peak; null unless that is lower than the row's own
 * @param offPeakWhen the fields that make a request one; empty if the model has no such service
 * @param mayTake how long a clip may take off-peak; zero if the row is not made off-peak
 */
record Terms(
        boolean isDraft, @Nullable Price real, @Nullable Price offPeak, String offPeakWhen, Duration mayTake) {

    /** @param real the row's request, which is another one for a draft */
    static Terms of(Model model, Request request, Request real) {
        Map<String, String> given = model.given(real);
        if (request != real) {
            return new Terms(true, model.priceOf(given), null, "", Duration.ZERO);
        }
        String when = model.offPeak() == null ? "" : model.offPeak().when().toString();
        return new Terms(false, null, model.offPeakPrice(given), when, model.mayTake(given));
    }
}
