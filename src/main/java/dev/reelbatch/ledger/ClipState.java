package dev.reelbatch.ledger;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The state of a clip. The legal moves are defined here and nowhere else.
 *
 * <p>The money rule: only QUEUED clips are submitted, and a clip that was paid or may have been paid (SUBMITTING,
 * SUBMITTED, IN_DOUBT …) never becomes QUEUED without a person's decision, or the API's word that it accepted nothing.
 */
public enum ClipState {
    /** Requested but not sent; or sent and certainly not accepted. */
    QUEUED,
    /** A submission is recorded; its POST may be on its way. */
    SUBMITTING,
    /** Accepted: a task exists, which is polled until it is terminal. */
    SUBMITTED,
    /** The task succeeded; its video waits to be downloaded. */
    GENERATED,
    /** The video is on the disk, verified. */
    DELIVERED,
    /** Refused for this row, or the task ended without a video. */
    FAILED,
    /**
     * The submission may have been accepted; a person reruns it or finds out whether it was charged, or the API says
     * whether a task exists.
     */
    IN_DOUBT,
    /** The task was not terminal in time; any later try asks again. */
    TIMED_OUT,
    /** The video exists but could not be downloaded; any later try downloads it again. */
    UNDELIVERED,
    /** Withdrawn by a person before it was submitted; only a rerun that names its row queues it again. */
    CANCELLED;

    private static final Map<ClipState, Set<ClipState>> MOVES = Map.of(
            QUEUED, EnumSet.of(SUBMITTING, CANCELLED, FAILED, IN_DOUBT), // or as before a rerun that never reached it
            SUBMITTING, EnumSet.of(SUBMITTED, QUEUED, FAILED, IN_DOUBT),
            SUBMITTED, EnumSet.of(GENERATED, FAILED, TIMED_OUT),
            GENERATED, EnumSet.of(DELIVERED, UNDELIVERED),
            DELIVERED, EnumSet.of(GENERATED), // its file has vanished
            TIMED_OUT, EnumSet.of(SUBMITTED),
            UNDELIVERED, EnumSet.of(GENERATED),
            CANCELLED, EnumSet.of(QUEUED), // by `rerun`
            FAILED, EnumSet.of(QUEUED), // by `rerun`, or by a stop rule that takes its refusals back
            IN_DOUBT, EnumSet.of(QUEUED, FAILED, SUBMITTED)); // by `rerun` or `resolve`, or by the API's word

    /** Returns true if the ledger may ever move a clip from this state to the other. */
    public boolean canBecome(ClipState other) {
        return MOVES.getOrDefault(this, Set.of()).contains(other);
    }

    /** Returns true if its run still has work to do for it, without anybody's decision. */
    public boolean isOpen() {
        return this == QUEUED || isUnderWay();
    }

    /** Returns true if it was sent, or is being sent, and its video is still expected. */
    public boolean isUnderWay() {
        return isInFlight() || this == GENERATED;
    }

    /** Returns true if it needs no more work: its video is on the disk, or a person has withdrawn it. */
    public boolean isDone() {
        return this == DELIVERED || this == CANCELLED;
    }

    /** Returns true if it ended without a video on the disk, and nobody has withdrawn it. */
    public boolean isProblem() {
        return !isOpen() && !isDone();
    }

    /** Returns true if it ended in a way that only a person's rerun submits it again. */
    public boolean isRerunnable() {
        return this == FAILED || this == IN_DOUBT || this == CANCELLED;
    }

    /** Returns true if a task may be running for it; such clips count towards the concurrency limit. */
    public boolean isInFlight() {
        return this == SUBMITTING || this == SUBMITTED;
    }

    /** Returns true if it is paid for, or may be, and a video may come of it without another payment. */
    boolean isPaidOrInDoubt() {
        return !isUnspent() && this != FAILED;
    }

    /** Returns true if it waits to be submitted, or did until a person withdrew it. */
    boolean isUnspent() {
        return this == QUEUED || this == CANCELLED;
    }

    /**
     * Returns the order in which a row adopts one of several clips of a request: the furthest along first, so that
     * nothing is paid for while a paid clip exists.
     */
    int adoptionRank() {
        return switch (this) {
            case DELIVERED -> 0;
            case GENERATED -> 1;
            case UNDELIVERED -> 2;
            case SUBMITTED -> 3;
            case TIMED_OUT -> 4;
            case SUBMITTING -> 5;
            case IN_DOUBT -> 6;
            case FAILED -> 7;
            case QUEUED -> 8;
            case CANCELLED -> 9;
        };
    }
}
