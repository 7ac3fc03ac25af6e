package dev.reelbatch.job;

import dev.reelbatch.ledger.Charges;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.submit.Rate;
import dev.reelbatch.submit.SlowdownReason;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a run at one moment.
 *
 * @param rehearsal true if nothing is charged
 * @param states number of clips by state, without zeros
 * @param cost greatest possible cost so far, by currency; in a rehearsal, that of a real run
 * @param perMinute recent number of answered submissions a minute
 * @param rate limit of that rate
 * @param slowdown the reason for a rate below the limit, or for the end of submitting; null if all is well
 * @param end expected end; null if it is unknown
 */
public record RunProgress(
        String job,
        boolean rehearsal,
        Instant since,
        Instant asOf,
        Map<ClipState, Integer> states,
        Cost cost,
        double perMinute,
        Rate rate,
        @Nullable SlowdownReason slowdown,
        @Nullable Instant end) {

    /** Returns the progress of a run that was already complete. */
    static RunProgress atComplete(
            Run run, boolean rehearsal, Instant now, Map<ClipState, Integer> states, List<Charges> money, Rate rate) {

        /** Returns everything that may have been paid, by currency. */
        return new RunProgress(run.job().name(), rehearsal, now, now, states, Cost.of(money), 0, rate, null, null);
    }

    public int clips(ClipState state) {
        return states.getOrDefault(state, 0);
    }

    /** Returns the number of clips in matching states. */
    public int clips(Predicate<ClipState> of) {
        return Arrays.stream(ClipState.values())
                .filter(of)
                .mapToInt(this::clips)
                .sum();
    }

    /** Returns the number of clips of the run. */
    public int clips() {
        return clips(state -> true);
    }
}
