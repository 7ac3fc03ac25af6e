package dev.reelbatch.serve;

import dev.reelbatch.stage.StopSignal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A run in the queue of the dispatcher, whose lock guards it. */
final class WaitingRun {

    final ServedRun servedRun;

    /** The ticks before which it does not start. */
    long notBefore;

    int tries;

    /** The time of {@link #notBefore}; null before its first try. */
    @Nullable Instant next;

    /** What ended its last try; empty if no stop rule did. */
    String lastEnd = "";

    /** Stops it alone; null until it has begun. */
    @Nullable StopSignal stop;

    boolean isToStop;

    /** The job of the running run that it waits for. */
    @Nullable String blockedBy;

    boolean hasBegun() {
        return stop != null || servedRun.hasBegun();
    }

    WaitingRun(ServedRun servedRun, long notBefore) {
        this.servedRun = servedRun;
        this.notBefore = notBefore;
    }
}
