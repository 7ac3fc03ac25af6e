package dev.reelbatch.submit;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.ClipTransition;
import dev.reelbatch.text.Text;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Limits the home's clips that may have a running task, SUBMITTING or SUBMITTED: by the ceiling
 * {@code --max-in-flight}, and by what the API's answers show of the account's own limit.
 *
 * <p>A place is taken before the submission is written and comes free when the clip leaves those two
 * states, whichever stage moves it.
 *
 * <p>A 429 does not say whether too many tasks are running or too many submits came lately. After one, as
 * many tasks as were running then are taken for the limit, and only now and then one more is tried. Each try
 * that is accepted makes the next one come sooner, until no limit is assumed any more: then it was about the
 * rate. Each try that is refused makes the next one come later.
 */
public final class ConcurrencyLimit {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
    private static final double SOONER = 0.8;
    private static final int LATER = 3;
    private static final long NO_TIME = Long.MAX_VALUE;

    private final int ceiling;
    private int taken;
    private int learned = Integer.MAX_VALUE;
    private long pause;
    private long tryFrom;
    private long refusedAt = Long.MIN_VALUE;

    /**
     * @param ceiling 1 or more
     * @param taken places that are taken already
     */
    public ConcurrencyLimit(int ceiling, int taken) {
        this.ceiling = ceiling;
        this.taken = taken;
    }

    /** Nanoseconds until one more may be sent; 0 or less: now. {@link Long#MAX_VALUE} until a place comes free. */
    synchronized long untilNext(long now) {
        if (isFull()) {
            return NO_TIME;
        }
        return taken < learned ? 0 : tryFrom - now;
    }

    /** Takes a place, if one more may be sent now; how many were taken before. */
    synchronized OptionalInt tryAcquire(long now) {
        if (untilNext(now) > 0) {
            return OptionalInt.empty();
        }
        if (taken >= learned) {
            tryFrom = now + pause;
        }
        return OptionalInt.of(taken++);
    }

    /** Gives a place back whose submission was never written. */
    synchronized void release() {
        taken--;
    }

    /** Counts a clip's transition, and says whether a place came free. */
    synchronized boolean moved(ClipTransition move) {
        boolean before = move.from().isInFlight();
        boolean after = move.to().isInFlight();
        if (before && !after) {
            taken--;
        } else if (!before && after && move.from() != ClipState.QUEUED) { // the place of a submit is taken before
            taken++; // TIMED_OUT -> SUBMITTED
        }
        return before && !after;
    }

    /** A POST was accepted that was sent beside so many. */
    synchronized void accepted(int running) {
        if (running < learned) {
            return;
        }
        pause = (long) (pause * SOONER);
        if (pause < SHORTEST_PAUSE.toNanos()) {
            learned = Integer.MAX_VALUE;
        }
    }

    /**
     * A 429.
     *
     * @param running how many tasks the POST was sent beside
     * @param sentAt in ticks; of several POSTs that were on their way together only the first counts
     * @return whether it was a try for one more, so that it says nothing about the rate
     */
    synchronized boolean refused(int running, long sentAt, long now) {
        boolean tried = running >= learned;
        if (sentAt > refusedAt) {
            pause = tried ? Math.min(pause * LATER, LONGEST_PAUSE.toNanos()) : FIRST_PAUSE.toNanos();
            tryFrom = now + pause;
            refusedAt = now;
        }
        learned = Math.max(1, Math.min(learned, running));
        return tried;
    }

    private boolean isFull() {
        return taken >= ceiling;
    }

    synchronized int taken() {
        return taken;
    }

    /** The account's limit as far as it is known; {@link Integer#MAX_VALUE} while none is. */
    synchronized int learned() {
        return learned;
    }

    /** Why it holds submits back, in words for a person; empty if it does not. */
    synchronized Optional<SlowdownReason> slowdown() {
        if (taken >= learned) {
            return Optional.of(new SlowdownReason(
                    SlowdownReason.Kind.RATE_LIMITED,
                    Text.of("%s running, and the API takes no more at once (429)", Text.counted(taken, "task"))));
        }
        return isFull()
                ? Optional.of(new SlowdownReason(
                        SlowdownReason.Kind.MAX_IN_FLIGHT,
                        Text.of("%s running, as many as --max-in-flight allows", Text.counted(ceiling, "task"))))
                : Optional.empty();
    }
}
