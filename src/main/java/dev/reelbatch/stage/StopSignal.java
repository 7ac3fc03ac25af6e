package dev.reelbatch.stage;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Tells the stages of one execution to stop, and remembers why.
 *
 * <p>A stop of submitting alone leaves accepted tasks to be polled and downloaded; a stop of all ends
 * every stage as soon as what is in hand is recorded. Either leaves a run that goes on when it is
 * started again.
 *
 * <p>Signals form a tree: what stops the process stops each account, and what stops an account stops
 * every run on it, but not the other way round.
 */
public final class StopSignal {

    /** Why; each leads to an exit code of its own or to 4. */
    public enum Kind {
        /** A person or the system ended the process. */
        INTERRUPTED,
        /** The API refuses for a reason that no row can help: key, permission, model. */
        REFUSED,
        /** A 403: the key's quota, or an address that is not on its list. */
        FORBIDDEN,
        /** {@code --max-cost} is reached: a person has to raise it. */
        MAX_COST,
        /** The home's budget is reached: its next period may be waited for. */
        BUDGET,
        /** Nothing reaches the API: an untrusted certificate, or a proxy that lets nothing through. */
        NO_WAY,
        /** {@code --max-failures} is reached. */
        TOO_MANY_FAILURES,
        /** The API leaves too many outcomes unknown. */
        OUTAGE,
        /** The API accepted nothing for as long as {@code --patience}, and said that there are too many requests. */
        RATE_LIMITED,
        /** The API did not answer for as long as {@code --patience}. */
        NO_ANSWER,
        /** The disk is full or can't be written, or a file on it has a name that this process can't say. */
        DISK,
        /** A stage broke down. */
        DEFECT;

        /** Whether it holds for what is still to be booked, and not for what is. */
        boolean isSpendingLimit() {
            return this == MAX_COST || this == BUDGET;
        }
    }

    /** Why a stage was stopped, in words for a person. */
    public record Cause(Kind kind, String message) {}

    private final List<Cause> causes = new CopyOnWriteArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final List<StopSignal> below = new CopyOnWriteArrayList<>();
    private volatile boolean submitting = true;
    private volatile boolean running = true;

    /**
     * No further submit; what was accepted is still polled and downloaded. After a spending limit any
     * other cause counts as well: it holds for what was booked before the limit, too.
     */
    public void stopSubmitting(Cause cause) {
        synchronized (causes) {
            boolean graver = !cause.kind().isSpendingLimit() && isLimitReachedAlone();
            if (!submitting && !graver) {
                return;
            }
            causes.add(cause); // before the flag: who sees the stop finds its cause
            submitting = false;
        }
        listeners.forEach(Runnable::run);
        below.forEach(signal -> signal.stopSubmitting(cause));
    }

    /** Every stage stops. An interruption counts even if all is stopped already: it is in more of a hurry. */
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

    /** A signal of its own that stops whenever this one does. To be {@link #forget forgotten} at its end. */
    public StopSignal below() {
        StopSignal signal = new StopSignal();
        synchronized (causes) { // a stop either is seen here or reaches it
            below.add(signal);
            signal.causes.addAll(causes);
            signal.submitting = submitting;
            signal.running = running;
        }
        return signal;
    }

    /** Stops don't reach it any more. */
    public void forget(StopSignal signal) {
        below.remove(signal);
    }

    /** A stage met a defect or a broken machine; nothing can be trusted to go on. */
    public void brokeDown(Throwable e) {
        stopAll(FailureCause.of(e));
    }

    public boolean isSubmittingStopped() {
        return !submitting;
    }

    /** Whether nothing but a spending limit stopped: what was booked before it was reached may still be sent. */
    public boolean isLimitReachedAlone() {
        return running && causes.stream().allMatch(cause -> cause.kind().isSpendingLimit());
    }

    public boolean isStopped() {
        return !running;
    }

    public boolean wasInterrupted() {
        return causes.stream().anyMatch(cause -> cause.kind() == Kind.INTERRUPTED);
    }

    /** What stopped first; empty as long as nothing did. */
    public Optional<Cause> first() {
        return causes.stream().findFirst();
    }

    /** What decides how the process ends: an interruption, else a defect, else what stopped first. */
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

    /** Runs on whichever thread stops; wakes who waits. */
    public void onStop(Runnable listener) {
        listeners.add(listener);
    }
}
