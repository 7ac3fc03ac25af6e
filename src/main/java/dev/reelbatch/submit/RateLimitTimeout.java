package dev.reelbatch.submit;

import dev.reelbatch.api.ApiError;
import dev.reelbatch.text.Text;
import dev.reelbatch.time.Time;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ends submitting when every POST has been answered with 429 for longer than the patience, and at least
 * {@value #AT_LEAST} times. An account that takes nothing at all is not merely busy, whatever code it gives.
 *
 * <p>While tasks of the home are running, they may be what the account's limit is used up by: that time does not count.
 */
final class RateLimitTimeout {

    private static final int AT_LEAST = 10;

    /** From so many on the API's own words are shown while it goes on. */
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
     * A 429.
     *
     * @param running how many tasks may have been running when the POST was sent
     * @return for how long nothing else has come, if it is time to stop
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

    /** The API said something else about a POST. */
    synchronized void otherAnswer() {
        refusals = 0;
        said = null;
    }

    /** Why nothing is submitted, in the API's own words; empty while that is nothing remarkable. */
    synchronized Optional<SlowdownReason> slowdown() {
        return Optional.ofNullable(said)
                .filter(words -> refusals >= WORTH_TELLING)
                .map(words -> new SlowdownReason(
                        SlowdownReason.Kind.RATE_LIMITED, Text.of("the API accepts nothing at the moment: %s", words)));
    }
}
