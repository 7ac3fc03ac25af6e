package dev.reelbatch.serve;

import org.jspecify.annotations.Nullable;

/** A run in the queue of the dispatcher, whose lock guards it. */
final class WaitingRun {

    final ServedRun servedRun;

    /** The ticks before which it does not start. */
    long notBefore;

    int tries;

    /** The job of the running run that it waits for. */
    @Nullable String blockedBy;

    WaitingRun(ServedRun servedRun, long notBefore) {
        this.servedRun = servedRun;
        this.notBefore = notBefore;
    }
}
