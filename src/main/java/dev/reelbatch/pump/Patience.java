package dev.reelbatch.pump;

import dev.reelbatch.time.Time;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Stops a run when the API has not answered anything for too long.
 *
 * <p>The time counts from the first failed call after the last answer, so that a quiet stretch in
 * which nothing was asked is not held against the API.
 */
public final class Patience {

    private final Duration patience;
    private final StopSignal stop;
    private final Time time;
    private @Nullable Long silentSince;

    public Patience(Duration patience, StopSignal stop, Time time) {
        this.patience = patience;
        this.stop = stop;
        this.time = time;
    }

    /** The API answered, whatever it said. */
    public synchronized void answered() {
        silentSince = null;
    }

    /** A call ended without an answer. */
    public synchronized void unanswered() {
        if (silentSince == null) {
            silentSince = time.nanos();
        }
    }

    /** To be asked by whoever waits; stops the run once the patience is at its end. */
    public void check() {
        if (isExhausted()) {
            stop.stopAll(new StopSignal.Cause(
                    StopSignal.Kind.NO_ANSWER,
                    "The API has not answered for %s; check the network and the API's address, then run again to go on."
                            .formatted(Durations.words(patience))));
        }
    }

    private synchronized boolean isExhausted() {
        return silentSince != null && time.since(silentSince).compareTo(patience) >= 0;
    }
}
