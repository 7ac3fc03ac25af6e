package dev.reelbatch.submit;

import dev.reelbatch.time.Time;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an outage from putting the whole sheet in doubt.
 *
 * <p>Three unknown outcomes in a row, or three POSTs unanswered far longer than usual: submitting
 * pauses, then goes on with one POST at a time until one is accepted. Another unknown outcome there
 * stops the submit step.
 *
 * <p>After a POST that was not accepted (429, 503, no connection) goes one at a time as well, until one
 * is answered otherwise: else each look at whether the API is back would be as many POSTs as the pace
 * allows before the first answer comes.
 */
final class Outage {

    /** What an unknown outcome means for the submit step. */
    enum Verdict {
        GO_ON,
        STOP
    }

    /** A POST that has passed the gate and waits to be sent, or for its answer. */
    static final class Post {

        private final boolean probe;
        private volatile long sentAt;

        private Post(boolean probe, long passedAt) {
            this.probe = probe;
            this.sentAt = passedAt;
        }

        /** In ticks; until it is sent, when it passed. */
        long sentAt() {
            return sentAt;
        }
    }

    private static final int IN_A_ROW = 3;
    private static final int TIMES_USUAL = 10;
    private static final Duration NEVER_LONG = Duration.ofSeconds(10);

    private final Duration pause;
    private final Time time;
    private final Set<Post> open = new HashSet<>();
    private long usual;
    private int unknownInARow;
    private boolean probing;
    private long probeFrom;
    private boolean turnedAway;
    private @Nullable Post scout;

    Outage(Duration pause, Time time) {
        this.pause = pause;
        this.time = time;
    }

    /** Nanoseconds until the next POST may leave as far as outages go; 0: now. */
    synchronized long untilNext(long now) {
        if (!probing && longOpen(now) >= IN_A_ROW) {
            probe(now);
        }
        if (!probing) {
            return scout == null ? 0 : NEVER_LONG.toNanos();
        }
        return open.isEmpty() ? Math.max(0, probeFrom - now) : NEVER_LONG.toNanos();
    }

    private long longOpen(long now) {
        long limit = Math.max(NEVER_LONG.toNanos(), usual * TIMES_USUAL);
        return open.stream().filter(post -> now - post.sentAt > limit).count();
    }

    private void probe(long now) {
        probing = true;
        probeFrom = now + pause.toNanos();
    }

    /** A POST passes the gate; from here on it counts as open, so that no second probe passes beside it. */
    synchronized Post pass(long now) {
        Post post = new Post(probing, now);
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
        long took = time.nanos() - post.sentAt;
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

    /** Sent and no answer that says whether it was accepted. */
    synchronized Verdict unknown(Post post) {
        ended(post);
        unknownInARow++;
        if (post.probe && probing) {
            return Verdict.STOP;
        }
        if (!probing && unknownInARow >= IN_A_ROW) {
            probe(time.nanos());
        }
        return Verdict.GO_ON;
    }

    synchronized boolean isProbing() {
        return probing;
    }
}
