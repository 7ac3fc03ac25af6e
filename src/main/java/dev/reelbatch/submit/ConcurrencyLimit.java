package dev.reelbatch.submit;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.ClipTransition;
import dev.reelbatch.text.Text;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Limits the home's clips that may have a running task, SUBMITTING or SUBMITTED, by {@code --max-in-flight} and by the
 * account's own limit as the API's answers show it.
 *
 * <p>A place is taken before the submission is recorded and comes free when the clip leaves those two states, whichever
 * stage moves it.
 *
 * <p>A 429 does not tell if too many tasks are running or too many submissions came recently. After one, the number of
 * tasks running then is taken for the limit, and only from time to time one more is tried. Each accepted try makes the
 * next one come sooner, until no limit is assumed any more: the 429 was then about the rate. Each refused try makes the
 * next one come later.
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
     * @param taken number of places taken already
     */
    public ConcurrencyLimit(int ceiling, int taken) {
        this.ceiling = ceiling;
        this.taken = taken;
    }

    /**
     * Returns the nanoseconds until one more may be sent; 0 or less means now, {@link Long#MAX_VALUE} not before a
     * place comes free.
     */
    synchronized long untilNext(long now) {
        if (isFull()) {
            return NO_TIME;
        }
        return taken < learned ? 0 : tryFrom - now;
    }

    /** Takes a place if one more may be sent now. Returns the number of places taken before. */
    synchronized OptionalInt tryAcquire(long now) {
        if (untilNext(now) > 0) {
            return OptionalInt.empty();
        }
        if (taken >= learned) {
            tryFrom = now + pause;
        }
        return OptionalInt.of(taken++);
    }

    /** Gives back a place whose submission was never recorded. */
    synchronized void release() {
        taken--;
    }

    /** Counts a clip's transition. Returns true if a place came free. */
    synchronized boolean moved(ClipTransition move) {
        boolean before = move.from().isInFlight();
        boolean after = move.to().isInFlight();
        if (before && !after) {
            taken--;
        } else if (!before && after && move.from() != ClipState.QUEUED) { // the place of a submission is taken earlier
            taken++; // TIMED_OUT -> SUBMITTED
        }
        return before && !after;
    }

    /**
     * Handles an accepted POST.
     *
     * @param running number of tasks that were running when it was sent
     */
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
     * Handles a 429.
     *
     * @param running number of tasks that were running when the POST was sent
     * @param sentAt in ticks; of several POSTs that were on their way together only the first counts
     * @return true if the POST was a try for one more, so that the 429 says nothing about the rate
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

    /** Returns the account's limit as far as it is known; {@link Integer#MAX_VALUE} if none is. */
    synchronized int learned() {
        return learned;
    }

    /** Returns the reason for holding submissions back, as text for a person; empty if there is none. */
    synchronized Optional<SlowdownReason> slowdown() {
        if (taken >= learned) {
            return Optional.of(new SlowdownReason(
                    SlowdownReason.Kind.RATE_LIMITED,
                    Text.of("%s running, and the API accepts no more at once (429)", Text.counted(taken, "task"))));
        }
        return isFull()
                ? Optional.of(new SlowdownReason(
                        SlowdownReason.Kind.MAX_IN_FLIGHT,
                        Text.of("%s running, as many as --max-in-flight allows", Text.counted(ceiling, "task"))))
                : Optional.empty();
    }
}
