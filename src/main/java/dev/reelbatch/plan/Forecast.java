package dev.reelbatch.plan;

import dev.reelbatch.submit.Rate;
import java.time.Duration;

/** How long a run takes that meets no trouble: one submit after the other, under two ceilings. */
public final class Forecast {

    private Forecast() {}

    /**
     * From the first submit to the last video.
     *
     * @param generation how long a video takes to generate
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
