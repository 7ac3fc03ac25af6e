package dev.reelbatch.load;

import dev.reelbatch.ledger.Price;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a person should know of a row's price before it is paid.
 *
 * @param offPeak the price of one clip off-peak; null unless that is lower than the row's own
 * @param offPeakWhen the fields that make a request one; empty if the model has no such service
 * @param mayTake how long a clip may take off-peak; zero if the row is not made off-peak
 */
record Terms(@Nullable Price offPeak, String offPeakWhen, Duration mayTake) {}
