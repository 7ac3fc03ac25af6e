package dev.reelbatch.stage;

import dev.reelbatch.text.Durations;
import dev.reelbatch.text.Text;
import dev.reelbatch.time.Time;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Stops a run if the API has not answered for too long.
 *
 * <p>The silence grows from one failed call to the next, so that a quiet stretch without requests does not count
 * against the API.
 */
public final class ApiSilence {

    /** Longest time that a call may take or be held back; a longer time between two calls is a quiet stretch. */
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

    /** Returns the longest silence that is allowed ({@code --patience}). */
    public Duration limit() {
        return patience;
    }

    /** Records that the API answered normally. */
    public synchronized void answered() {
        silence = Duration.ZERO;
        lastFailure = null;
        trouble = null;
    }

    /** Records that the API is reachable, but its answer was of no use. */
    public synchronized void answeredWith(String why) {
        answered();
        trouble = why;
    }

    /** Returns the last message of the API or the network; null as long as calls succeed. */
    public synchronized @Nullable String trouble() {
        return trouble;
    }

    /** Records that a call ended without an answer of the API. */
    public synchronized void unanswered(String why) {
        trouble = why;
        if (lastFailure != null) {
            Duration since = time.since(lastFailure);
            silence = silence.plus(since.compareTo(LONGEST_GAP) < 0 ? since : LONGEST_GAP);
        }
        lastFailure = time.nanos();
    }

    /**
     * Checks the silence, and stops the run when it has lasted too long; a waiting thread must call this repeatedly.
     */
    public void check() {
        String last = whyExhausted();
        if (last != null) {
            stop.stopAll(new StopSignal.Cause(
                    StopSignal.Kind.NO_ANSWER,
                    Text.of(
                            "No call to the API succeeded for %s (%s). Check the network and the API's address, then run the same command to resume.",
                            Durations.text(patience), last)));
        }
    }

    private synchronized @Nullable String whyExhausted() {
        return lastFailure != null && silence.compareTo(patience) >= 0 ? trouble : null;
    }
}
