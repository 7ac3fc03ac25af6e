package dev.reelbatch.job;

import dev.reelbatch.ledger.Charges;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.submit.Rate;
import dev.reelbatch.submit.SlowdownReason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One look at a run that goes on.
 *
 * @param rehearsal whether nothing is charged
 * @param states clips by state; states without a clip are missing
 * @param cost what it may have cost, or in a rehearsal would have, so far, by currency
 * @param perMinute submits that were answered, a minute, of late
 * @param rate the ceiling of that
 * @param slowdown why the pace is below the ceiling, or why nothing more is submitted; null when all goes well
 * @param end when it is expected to end; null as long as nobody knows
 */
public record RunProgress(
        String job,
        boolean rehearsal,
        Instant since,
        Instant asOf,
        Map<ClipState, Integer> states,
        Map<String, BigDecimal> cost,
        double perMinute,
        Rate rate,
        @Nullable SlowdownReason slowdown,
        @Nullable Instant end) {

    /** One at a run that was complete before, so that nothing goes on. */
    static RunProgress atComplete(
            Run run, boolean rehearsal, Instant now, Map<ClipState, Integer> states, List<Charges> money, Rate rate) {
        return new RunProgress(run.job().name(), rehearsal, now, now, states, cost(money), 0, rate, null, null);
    }

    /** By currency, all that may have been paid. */
    static Map<String, BigDecimal> cost(List<Charges> money) {
        Map<String, BigDecimal> cost = new TreeMap<>();
        money.forEach(
                sum -> cost.put(sum.currency(), sum.paid().add(sum.inDoubt()).add(sum.open())));
        return cost;
    }

    public int clips(ClipState state) {
        return states.getOrDefault(state, 0);
    }

    /** How many clips are in any of these states. */
    public int clips(Predicate<ClipState> of) {
        return Arrays.stream(ClipState.values())
                .filter(of)
                .mapToInt(this::clips)
                .sum();
    }

    /** How many clips the run has. */
    public int clips() {
        return clips(state -> true);
    }
}
