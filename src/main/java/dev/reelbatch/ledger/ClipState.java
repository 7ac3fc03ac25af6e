package dev.reelbatch.ledger;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Where a clip stands. The legal moves stand here and nowhere else.
 *
 * <p>The money rule: only QUEUED clips are submitted, and what was paid or may have been paid
 * (SUBMITTING, SUBMITTED, IN_DOUBT …) never becomes QUEUED by itself.
 */
public enum ClipState {
    /** Asked for, not sent; or sent and certainly not accepted. */
    QUEUED,
    /** A submission is written down; its POST may be on its way. */
    SUBMITTING,
    /** Accepted: there is a task, which is polled until it is terminal. */
    SUBMITTED,
    /** The task succeeded; its video waits to be downloaded. */
    GENERATED,
    /** The video is on the disk, verified. */
    DELIVERED,
    /** Refused for this row, or the task ended without a video. */
    FAILED,
    /** May have been accepted; a person brings it back, or the API says that there is a task. */
    IN_DOUBT,
    /** The task was not terminal in time; any later try asks again. */
    TIMED_OUT,
    /** The video exists and could not be fetched; any later try fetches it again. */
    UNDELIVERED;

    private static final Map<ClipState, Set<ClipState>> MOVES = Map.of(
            QUEUED, EnumSet.of(SUBMITTING, FAILED, IN_DOUBT), // as before a rerun that did not come to it
            SUBMITTING, EnumSet.of(SUBMITTED, QUEUED, FAILED, IN_DOUBT),
            SUBMITTED, EnumSet.of(GENERATED, FAILED, TIMED_OUT),
            GENERATED, EnumSet.of(DELIVERED, UNDELIVERED),
            DELIVERED, EnumSet.of(GENERATED), // its file has vanished
            TIMED_OUT, EnumSet.of(SUBMITTED),
            UNDELIVERED, EnumSet.of(GENERATED),
            FAILED, EnumSet.of(QUEUED), // by `rerun`, or by a stop rule that takes its refusals back
            IN_DOUBT, EnumSet.of(QUEUED, SUBMITTED)); // by `rerun` alone; by the API's own word that the task exists

    /** Whether the ledger may ever move a clip from this state to the other. */
    public boolean canBecome(ClipState other) {
        return MOVES.getOrDefault(this, Set.of()).contains(other);
    }

    /** Whether the run that it belongs to still has work with it, without anybody's decision. */
    public boolean isOpen() {
        return this == QUEUED || isUnderWay();
    }

    /** Whether it was sent, or is being sent, and its video is still expected. */
    public boolean isUnderWay() {
        return isInFlight() || this == GENERATED;
    }

    /** Whether it ended without a video on the disk. */
    public boolean isProblem() {
        return !isOpen() && this != DELIVERED;
    }

    /** Whether it ended in such a way that only a person's rerun submits it again. */
    public boolean isRerunnable() {
        return this == FAILED || this == IN_DOUBT;
    }

    /** Whether a task may be running for it: these count against the ceiling on running tasks. */
    public boolean isInFlight() {
        return this == SUBMITTING || this == SUBMITTED;
    }

    /** Whether it is paid for, or may be, and a video may come of it without another payment. */
    boolean isPaidOrInDoubt() {
        return this != QUEUED && this != FAILED;
    }

    /**
     * Which of several clips of one request a row adopts first: the furthest along, so that nothing
     * is paid for while something paid for is there.
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
        };
    }
}
