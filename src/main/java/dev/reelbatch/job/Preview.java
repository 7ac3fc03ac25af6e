package dev.reelbatch.job;

import dev.reelbatch.ledger.ClipState;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a sheet would meet in a home.
 *
 * @param existing clips of its rows that are not paid for again, by where they stand
 * @param toPay clips that a run would submit
 * @param cost of those, by currency, as far as prices are known
 * @param generation how long videos of its slowest model took lately, in the median; null if none was made
 */
public record Preview(
        Map<ClipState, Integer> existing,
        int toPay,
        Map<String, BigDecimal> cost,
        @Nullable Duration generation) {}
