package dev.reelbatch.submit;

import dev.reelbatch.time.Time;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an outage from putting more than a handful of rows in doubt.
 *
 * <p>No more POSTs are open than the pace needs while answers come as fast as usual, and a few: what is
 * open when the API goes away is in doubt, whatever is done then. After a POST whose outcome is unknown,
 * or that was not accepted (429, 503, no connection), goes one at a time until one is answered
 * otherwise.
 *
 * <p>Three unknown outcomes in a row, or three POSTs unanswered far longer than usual: submitting
 * pauses, then goes on with one probe at a time until one is accepted. A probe may cost a clip, so it
 * leaves only if a status call, which is free, finds the API answering ({@link HealthProbe}), and each
 * further one comes after a pause three times as long. That goes on for as long as the patience; then
 * the submit step stops.
 */
final class CircuitBreaker {

    /** What an unknown outcome means for the submit step. */
    enum Verdict {
        GO_ON,
        STOP
    }

    /** A POST that has passed the gate and waits to be sent, or for its answer. */
    static final class Post {

        private final boolean probe;
        private final int beside;
        private final long passedAt;
        private volatile long sentAt;

        private Post(boolean probe, int beside, long passedAt) {
            this.probe = probe;
            this.beside = beside;
            this.passedAt = passedAt;
            this.sentAt = passedAt;
        }

        /** Whether it may leave only if the API answers status calls. */
        boolean isProbe() {
            return probe;
        }

        /** How many tasks may have been running when it passed. */
        int beside() {
            return beside;
        }

        /** In ticks; until it is sent, when it passed. */
        long sentAt() {
            return sentAt;
        }
    }

    private static final int IN_A_ROW = 3;
    private static final int TIMES_USUAL = 10;
    private static final Duration NEVER_LONG = Duration.ofSeconds(10);
    private static final int SPARE = 4;
    private static final double MORE_THAN_NEEDED = 1.5;
    private static final int EACH_PAUSE_LONGER = 3;

    private final Duration firstPause;
    private final Duration patience;
    private final Duration spacing;
    private final Time time;
    private final Set<Post> open = new HashSet<>();
    private long usual;
    private int unknownInARow;
    private boolean probing;
    private long downSince;
    private long pause;
    private long probeFrom;
    private boolean turnedAway;
    private @Nullable Post scout;

    /**
     * @param firstPause before the first probe
     * @param patience how long it goes on probing
     * @param spacing between two submits at the full pace
     */
    CircuitBreaker(Duration firstPause, Duration patience, Duration spacing, Time time) {
        this.firstPause = firstPause;
        this.patience = patience;
        this.spacing = spacing;
        this.time = time;
    }

    /** Nanoseconds until the next POST may leave as far as outages go; 0: now. */
    synchronized long untilNext(long now) {
        if (!probing && longOpen(now) >= IN_A_ROW) {
            probe(now);
        }
        if (!probing) {
            return scout == null && open.size() < atOnce() ? 0 : NEVER_LONG.toNanos();
        }
        return open.isEmpty() ? Math.max(0, probeFrom - now) : NEVER_LONG.toNanos();
    }

    /** How many the pace keeps open is its rate times the usual time until an answer is recorded. */
    private double atOnce() {
        return SPARE + MORE_THAN_NEEDED * usual / spacing.toNanos();
    }

    private long longOpen(long now) {
        long limit = Math.max(NEVER_LONG.toNanos(), usual * TIMES_USUAL);
        return open.stream().filter(post -> now - post.sentAt > limit).count();
    }

    private void probe(long now) {
        probing = true;
        downSince = now;
        pause = firstPause.toNanos();
        probeFrom = now + pause;
    }

    /** A POST passes the gate; from here on it counts as open, so that no second probe passes beside it. */
    synchronized Post pass(int beside, long now) {
        Post post = new Post(probing, beside, now);
        open.add(post);
        if (turnedAway) {
            scout = post;
        }
        return post;
    }

    /** It leaves. */
    void sent(Post post) {
        post.sentAt = time.nanos();
    }

    /** Accepted: there is no outage. */
    synchronized void accepted(Post post) {
        answered(post);
        probing = false;
    }

    /** Answered, but not with a task: ends a row of unknown outcomes and proves nothing more. */
    synchronized void answered(Post post) {
        turnedAway = false;
        scout = null;
        answeredInTime(post);
    }

    private void answeredInTime(Post post) {
        ended(post);
        unknownInARow = 0;
        long now = time.nanos();
        downSince = now;
        pause = firstPause.toNanos();
        long took = now - post.passedAt;
        usual = usual == 0 ? took : (usual * 7 + took) / 8;
    }

    /** Answered, but neither this row nor another would be accepted now. */
    synchronized void notAccepted(Post post) {
        answeredInTime(post);
        turnedAway = true;
    }

    /** No connection could be made. */
    synchronized void noConnection(Post post) {
        ended(post);
        turnedAway = true;
    }

    /** It never left. */
    synchronized void neverSent(Post post) {
        ended(post);
    }

    private void ended(Post post) {
        open.remove(post);
        scout = post == scout ? null : scout;
    }

    /** A status call found that the API does not answer: the probe stays here, and nothing was risked. */
    synchronized Verdict stillDown(Post probe) {
        ended(probe);
        return probeAfter(firstPause.toNanos());
    }

    /** Sent and no answer that says whether it was accepted. */
    synchronized Verdict unknown(Post post) {
        ended(post);
        unknownInARow++;
        turnedAway = true;
        if (post.probe && probing) {
            pause *= EACH_PAUSE_LONGER;
            return probeAfter(pause);
        }
        if (!probing && unknownInARow >= IN_A_ROW) {
            probe(time.nanos());
        }
        return Verdict.GO_ON;
    }

    /** The last one comes when the patience ends. */
    private Verdict probeAfter(long wait) {
        long now = time.nanos();
        long end = downSince + patience.toNanos();
        probeFrom = now + Math.min(wait, Math.max(0, end - now));
        return now < end ? Verdict.GO_ON : Verdict.STOP;
    }

    synchronized boolean isProbing() {
        return probing;
    }
}
