package dev.reelbatch.submit;

/**
 * Permission to send one POST, with a place in the concurrency limit.
 *
 * <p>{@link SubmitThrottle#acquire} grants it. It ends with the POST's answer, or is given back if the POST never left.
 */
final class Permit {

    private final boolean probe;
    private final int running;
    private final long grantedAt;
    private volatile long sentAt;

    /**
     * @param probe true if its POST shows whether an outage is over
     * @param running number of tasks that may have been running when it was granted
     * @param now in ticks
     */
    Permit(boolean probe, int running, long now) {
        this.probe = probe;
        this.running = running;
        this.grantedAt = now;
        this.sentAt = now;
    }

    /** Returns true if its POST may leave only if the API answers status calls. */
    boolean isProbe() {
        return probe;
    }

    /** Returns the number of tasks that may have been running when it was granted. */
    int running() {
        return running;
    }

    /** Returns the time of granting, in ticks. */
    long grantedAt() {
        return grantedAt;
    }

    void sent(long now) {
        sentAt = now;
    }

    /** Returns the time of sending, in ticks; until the POST leaves, the time of granting. */
    long sentAt() {
        return sentAt;
    }
}
