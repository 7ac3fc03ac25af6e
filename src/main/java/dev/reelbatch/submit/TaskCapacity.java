package dev.reelbatch.submit;

import java.time.Duration;

/**
 * How many tasks the account takes at once, found out by its answers: a 429 does not say whether too many
 * tasks are running or too many submits came lately. After one, no more tasks than were running then are
 * taken for what fits, and only now and then one more is tried. Each try that is accepted makes the next
 * one come sooner, until there is no limit any more: then it was about the rate. Each that is refused
 * makes the next one come later.
 */
final class TaskCapacity {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
    private static final double SOONER = 0.8;
    private static final int LATER = 3;

    private int fits = Integer.MAX_VALUE;
    private long pause;
    private long tryFrom;
    private long refusedAt = Long.MIN_VALUE;

    /** Nanoseconds until one more may be sent beside so many; 0 or less: now. */
    synchronized long untilNext(int running, long now) {
        return running < fits ? 0 : tryFrom - now;
    }

    /** One is going to be sent beside so many. */
    synchronized void take(int running, long now) {
        if (running >= fits) {
            tryFrom = now + pause;
        }
    }

    /** One was accepted that was sent beside so many. */
    synchronized void accepted(int running) {
        if (running < fits) {
            return;
        }
        pause = (long) (pause * SOONER);
        if (pause < SHORTEST_PAUSE.toNanos()) {
            fits = Integer.MAX_VALUE;
        }
    }

    /**
     * A 429.
     *
     * @param running beside so many it was sent
     * @param sentAt of several that were on their way together the first alone counts
     * @return whether it was a try for room, so that it says nothing about the rate
     */
    synchronized boolean refused(int running, long sentAt, long now) {
        boolean tried = running >= fits;
        if (sentAt > refusedAt) {
            pause = tried ? Math.min(pause * LATER, LONGEST_PAUSE.toNanos()) : FIRST_PAUSE.toNanos();
            tryFrom = now + pause;
            refusedAt = now;
        }
        fits = Math.max(1, Math.min(fits, running));
        return tried;
    }

    /** {@link Integer#MAX_VALUE} while no limit is known. */
    synchronized int fits() {
        return fits;
    }
}
