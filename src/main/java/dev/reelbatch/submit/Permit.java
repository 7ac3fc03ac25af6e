package dev.reelbatch.submit;

/**
 * Permission to send one POST, with a place in flight.
 *
 * <p>{@link SubmitThrottle#acquire} grants it. It ends with the POST's answer, or is given back if the POST never left.
 */
final class Permit {

    private final boolean probe;
    private final int running;
    private final long grantedAt;
    private volatile long sentAt;

    /**
     * @param probe whether its POST shows if an outage is over
     * @param running how many tasks may have been running when it was granted
     * @param now in ticks
     */
    Permit(boolean probe, int running, long now) {
        this.probe = probe;
        this.running = running;
        this.grantedAt = now;
        this.sentAt = now;
    }

    /** Whether its POST may leave only if the API answers status calls. */
    boolean isProbe() {
        return probe;
    }

    /** How many tasks may have been running when it was granted. */
    int running() {
        return running;
    }

    /** In ticks. */
    long grantedAt() {
        return grantedAt;
    }

    void sent(long now) {
        sentAt = now;
    }

    /** In ticks; until the POST may leave, when the permit was granted. */
    long sentAt() {
        return sentAt;
    }
}
