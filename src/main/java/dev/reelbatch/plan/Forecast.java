package dev.reelbatch.plan;

import dev.reelbatch.submit.Rate;
import java.time.Duration;

/**
 * Estimates the duration of a run without trouble: one submission after the other, within the limits of rate and
 * concurrency.
 */
public final class Forecast {

    private Forecast() {}

    /**
     * Returns the time from the first submission to the last video.
     *
     * @param generation time that one video takes to generate
     */
    public static Duration of(long clips, Rate rate, int maxInFlight, Duration generation) {
        if (clips == 0) {
            return Duration.ZERO;
        }
        Duration slotFree = generation.dividedBy(maxInFlight);
        Duration spacing = slotFree.compareTo(rate.spacing()) > 0 ? slotFree : rate.spacing();
        return spacing.multipliedBy(clips - 1).plus(generation);
    }
}
