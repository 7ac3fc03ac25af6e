package dev.reelbatch.submit;

import dev.reelbatch.api.ApiError;
import dev.reelbatch.text.Text;
import dev.reelbatch.time.Time;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ends submitting when every POST has been answered with 429 for longer than the patience, and at least
 * {@value #AT_LEAST} times. An account that accepts nothing at all is not merely busy, whatever code it gives.
 *
 * <p>Time during which tasks of the home are running does not count, because these may use up the account's limit.
 */
final class RateLimitTimeout {

    private static final int AT_LEAST = 10;

    /** From this number on the API's own message is shown. */
    private static final int WORTH_TELLING = 3;

    private final Duration patience;
    private final Time time;
    private long since;
    private int refusals;
    private @Nullable String said;

    RateLimitTimeout(Duration patience, Time time) {
        this.patience = patience;
        this.time = time;
    }

    /**
     * Handles a 429.
     *
     * @param running number of tasks that may have been running when the POST was sent
     * @return the time without any other answer, if submitting should stop
     */
    synchronized Optional<Duration> refused(int running, ApiError error) {
        if (refusals == 0 || running > 0) {
            since = time.nanos();
            refusals = 0;
        }
        refusals++;
        said = "%d %s: %s".formatted(error.httpStatus(), error.code(), error.message());
        Duration lasted = time.since(since);
        return refusals >= AT_LEAST && lasted.compareTo(patience) >= 0 ? Optional.of(lasted) : Optional.empty();
    }

    /** Handles any other answer of the API to a POST. */
    synchronized void otherAnswer() {
        refusals = 0;
        said = null;
    }

    /** Returns the reason why nothing is submitted, in the API's own words; empty while that is not remarkable. */
    synchronized Optional<SlowdownReason> slowdown() {
        return Optional.ofNullable(said)
                .filter(message -> refusals >= WORTH_TELLING)
                .map(message -> new SlowdownReason(
                        SlowdownReason.Kind.RATE_LIMITED,
                        Text.of("the API accepts nothing at the moment: %s", message)));
    }
}
