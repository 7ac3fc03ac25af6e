package dev.reelbatch.stage;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A signal that tells the stages of one execution to stop, and keeps the cause.
 *
 * <p>After a stop of submitting alone, accepted tasks are still polled and downloaded; a stop of all ends every stage
 * as soon as the work in progress is recorded. Either leaves a run that resumes when it is started again.
 *
 * <p>Signals form a tree: a stop of the process stops each account, and a stop of an account stops every run on it, but
 * not the other way round.
 */
public final class StopSignal {

    /** The kind of cause; each leads to an exit code of its own, or to 4. */
    public enum Kind {
        /** A person or the system ended the process. */
        INTERRUPTED,
        /** The API refuses for a reason that no row can change: key, permission, model. */
        REFUSED,
        /** A 403: the key's quota is exhausted, or the address is not allowed. */
        FORBIDDEN,
        /** {@code --max-cost} is reached: a person has to raise it. */
        MAX_COST,
        /** The home's budget is reached: its next period may be waited for. */
        BUDGET,
        /** No connection to the API is possible: an untrusted certificate, or a proxy that lets nothing through. */
        NO_WAY,
        /** {@code --max-failures} is reached. */
        TOO_MANY_FAILURES,
        /** The API leaves too many outcomes unknown. */
        OUTAGE,
        /** The API accepted nothing for as long as {@code --patience}, answering that there are too many requests. */
        RATE_LIMITED,
        /** The API did not answer for as long as {@code --patience}. */
        NO_ANSWER,
        /** The disk is full or can't be written, or this process can't represent a file's name. */
        DISK,
        /** A stage failed unexpectedly. */
        DEFECT;

        /**
         * Returns true if it is a limit of the run that a person has to raise or think over: each further try would pay
         * for as many failures again, or stop at once.
         */
        public boolean isLimit() {
            return this == TOO_MANY_FAILURES || this == MAX_COST;
        }

        /** Returns whether the cause applies to submissions that are not booked yet, and not to booked ones. */
        boolean isSpendingLimit() {
            return this == MAX_COST || this == BUDGET;
        }
    }

    /** The cause of a stop, with a message for a person. */
    public record Cause(Kind kind, String message) {}

    private final List<Cause> causes = new CopyOnWriteArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final List<StopSignal> below = new CopyOnWriteArrayList<>();
    private volatile boolean submitting = true;
    private volatile boolean running = true;

    /**
     * Stops submitting; accepted tasks are still polled and downloaded. After a spending limit any other cause counts
     * as well, since it also applies to what was booked before the limit.
     */
    public void stopSubmitting(Cause cause) {
        synchronized (causes) {
            boolean graver = !cause.kind().isSpendingLimit() && isLimitReachedAlone();
            if (!submitting && !graver) {
                return;
            }
            causes.add(cause); // before the flag, so that a thread that sees the stop finds its cause
            submitting = false;
        }
        listeners.forEach(Runnable::run);
        below.forEach(signal -> signal.stopSubmitting(cause));
    }

    /** Stops every stage. An interruption counts even if all is stopped already, because it is more urgent. */
    public void stopAll(Cause cause) {
        synchronized (causes) {
            if (!running && (cause.kind() != Kind.INTERRUPTED || wasInterrupted())) {
                return;
            }
            causes.add(cause);
            running = false;
            submitting = false;
        }
        listeners.forEach(Runnable::run);
        below.forEach(signal -> signal.stopAll(cause));
    }

    /** Creates a signal that stops whenever this one does. It must be passed to {@link #forget} at its end. */
    public StopSignal below() {
        StopSignal signal = new StopSignal();
        synchronized (causes) { // a stop is either seen here or passed on to it
            below.add(signal);
            signal.causes.addAll(causes);
            signal.submitting = submitting;
            signal.running = running;
        }
        return signal;
    }

    /** Detaches a signal: stops no longer reach it. */
    public void forget(StopSignal signal) {
        below.remove(signal);
    }

    /** Stops everything because a stage met a defect or a broken machine, so that nothing can be relied on. */
    public void brokeDown(Throwable e) {
        stopAll(FailureCause.of(e));
    }

    public boolean isSubmittingStopped() {
        return !submitting;
    }

    /** Returns whether only a spending limit stopped: submissions booked before it was reached may still be sent. */
    public boolean isLimitReachedAlone() {
        return running && causes.stream().allMatch(cause -> cause.kind().isSpendingLimit());
    }

    public boolean isStopped() {
        return !running;
    }

    public boolean wasInterrupted() {
        return causes.stream().anyMatch(cause -> cause.kind() == Kind.INTERRUPTED);
    }

    /** Returns the first cause; empty as long as nothing stopped. */
    public Optional<Cause> first() {
        return causes.stream().findFirst();
    }

    /** Returns the cause that decides the process's exit: an interruption, else a defect, else the first cause. */
    public Optional<Cause> decisive() {
        return causes.stream()
                .filter(cause -> cause.kind() == Kind.INTERRUPTED)
                .findFirst()
                .or(() -> causes.stream()
                        .filter(cause -> cause.kind() == Kind.DEFECT)
                        .findFirst())
                .or(this::first);
    }

    public List<Cause> causes() {
        return List.copyOf(causes);
    }

    /** Adds a listener that runs on the thread that stops, to wake waiting threads. */
    public void onStop(Runnable listener) {
        listeners.add(listener);
    }
}
