package dev.reelbatch.stage;

import dev.reelbatch.text.Durations;
import dev.reelbatch.text.Text;
import dev.reelbatch.time.Time;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Stops a run when the API has not answered anything for too long.
 *
 * <p>The silence grows from one failed call to the next, so that a quiet stretch in which nothing was
 * asked is not held against the API.
 */
public final class ApiSilence {

    /** As long as a call may take or be held back; more than this between two calls is a quiet stretch. */
    private static final Duration LONGEST_GAP = Duration.ofMinutes(2);

    private final Duration patience;
    private final StopSignal stop;
    private final Time time;
    private Duration silence = Duration.ZERO;
    private @Nullable Long lastFailure;
    private @Nullable String trouble;

    public ApiSilence(Duration patience, StopSignal stop, Time time) {
        this.patience = patience;
        this.stop = stop;
        this.time = time;
    }

    /** How long a silence is borne. */
    public Duration limit() {
        return patience;
    }

    /** The API answered as it should. */
    public synchronized void answered() {
        silence = Duration.ZERO;
        lastFailure = null;
        trouble = null;
    }

    /** The API is there, but its answer was none that helps. */
    public synchronized void answeredWith(String why) {
        answered();
        trouble = why;
    }

    /** What the API or the network said last; null as long as calls succeed. */
    public synchronized @Nullable String trouble() {
        return trouble;
    }

    /** A call ended without an answer of the API's own. */
    public synchronized void unanswered(String why) {
        trouble = why;
        if (lastFailure != null) {
            Duration since = time.since(lastFailure);
            silence = silence.plus(since.compareTo(LONGEST_GAP) < 0 ? since : LONGEST_GAP);
        }
        lastFailure = time.nanos();
    }

    /** To be asked by whoever waits; stops the run once the patience is at its end. */
    public void check() {
        String last = whyExhausted();
        if (last != null) {
            stop.stopAll(new StopSignal.Cause(
                    StopSignal.Kind.NO_ANSWER,
                    Text.of(
                            "No call to the API succeeded for %s (%s). Check the network and the API's address, then run the same command to resume.",
                            Durations.words(patience), last)));
        }
    }

    private synchronized @Nullable String whyExhausted() {
        return lastFailure != null && silence.compareTo(patience) >= 0 ? trouble : null;
    }
}
