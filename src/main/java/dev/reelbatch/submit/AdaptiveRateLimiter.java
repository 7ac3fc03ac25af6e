package dev.reelbatch.submit;

import dev.reelbatch.text.Text;
import dev.reelbatch.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * Computes how long the next submit has to wait: arithmetic on ticks, the caller does the waiting.
 *
 * <p>Under the ceiling of {@link Rate} submits are evenly spaced and never more than its count fall
 * into any window of its period. That is planned when a submit is handed out, so that none waits for
 * long once it is written down, and held by {@link #untilSend} at the very moment of sending. Since
 * the account's real limit is not documented, the limiter finds it: a 429 halves the rate and holds all senders
 * back at once, each accepted submit adds a hundredth of the ceiling.
 */
final class AdaptiveRateLimiter {

    /** The first answer of a process takes a few tenths of a second, and few are sent until then. */
    private static final Duration MADE_UP = Duration.ofMillis(500);

    /** So much shorter one request may be on its way than another. */
    static final long ON_THE_WAY = Duration.ofMillis(6).toNanos();

    private static final double SPEED_UP = 0.01;
    private static final double SLOWEST = 1.0 / 64;
    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(1);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(60);
    private static final int DOUBLINGS = 6;

    private final Rate ceiling;
    private final DoubleSupplier random;
    private final SlidingWindow handedOut;
    private final SlidingWindow sent;
    private double share = 1;
    private long nextAt = Long.MIN_VALUE;
    private long notBefore = Long.MIN_VALUE;
    private long heldUntil = Long.MIN_VALUE;
    private long slowedAt = Long.MIN_VALUE;
    private int backoffs;

    /**
     * @param random full jitter, from 0 to 1
     * @param sentBefore ticks of the latest submits before this process, oldest first
     */
    AdaptiveRateLimiter(Rate ceiling, DoubleSupplier random, List<Long> sentBefore) {
        this.ceiling = ceiling;
        this.random = random;
        this.handedOut = new SlidingWindow(ceiling);
        this.sent = new SlidingWindow(ceiling);
        for (long ticks : sentBefore) {
            handedOut.add(ticks);
            sent.add(ticks);
            nextAt = ticks + ceiling.spacing().toNanos();
        }
    }

    /**
     * Goes on from the home's latest submits, so that no window holds too many across a restart. The wall
     * clock may have been set since: a submit is never taken for older than it says, nor for younger
     * than now.
     */
    static AdaptiveRateLimiter after(List<Instant> latest, Rate ceiling, Time time) {
        Instant now = time.now();
        long ticks = time.nanos();
        List<Long> sentBefore = latest.stream()
                .map(sent -> Duration.between(sent, now))
                .map(age -> age.isNegative() ? Duration.ZERO : age)
                .filter(age -> age.compareTo(ceiling.period()) < 0)
                .map(age -> ticks - age.toNanos())
                .sorted(Comparator.naturalOrder())
                .toList();
        return new AdaptiveRateLimiter(
                ceiling, () -> ThreadLocalRandom.current().nextDouble(), sentBefore);
    }

    /** Nanoseconds until the next submit may be handed out; 0 or less: now. */
    synchronized long untilNext(long now) {
        long scheduled = Math.max(until(nextAt, now), until(notBefore, now));
        return Math.max(scheduled, Math.max(handedOut.untilRoom(now), until(heldUntil, now)));
    }

    /** The next submit is handed out. */
    synchronized void take(long now) {
        long spacing = (long) (ceiling.spacing().toNanos() / share);
        boolean onSchedule = nextAt != Long.MIN_VALUE && now - nextAt <= Math.max(spacing, MADE_UP.toNanos());
        nextAt = (onSchedule ? nextAt : now) + spacing; // waking up late does not slow the whole down
        notBefore = now + spacing / 2; // nor lead to a burst; untilSend keeps windows strict
        handedOut.add(now);
    }

    /**
     * Nanoseconds until a submit that was handed out may leave without a window of the period holding
     * too many; 0 or less: it counts as sent now, until {@link #sent} says when it really was.
     */
    synchronized long untilSend(long now) {
        long wait = sent.untilRoom(now);
        if (wait > 0) {
            return wait;
        }
        sent.add(now);
        return 0;
    }

    /**
     * It leaves: the first ones of a process wait for their connection and their code.
     *
     * @param planned when {@link #untilSend} let it go
     */
    synchronized void sent(long planned, long now) {
        sent.moved(planned, now);
    }

    /**
     * Too many requests: holds everybody back and halves the pace.
     *
     * @param sentAt when the refused submit was sent: of all that were on their way together only the
     *     first slows down
     * @param retryAfter what the API asked for in nanoseconds; 0 if it did not say
     */
    synchronized void slowDown(long sentAt, long now, long retryAfter) {
        if (sentAt > slowedAt) {
            share = Math.max(SLOWEST, share / 2);
        }
        holdBack(sentAt, now, retryAfter);
    }

    /**
     * No connection, or the API is not available: holds everybody back. It says nothing about the
     * account's limit: one row that the API can't serve must not slow a whole sheet down.
     */
    synchronized void holdBack(long sentAt, long now, long retryAfter) {
        heldUntil = Math.max(heldUntil, now + retryAfter);
        nextAt = Math.max(nextAt, now); // nothing is made up for
        if (sentAt > slowedAt) {
            slowedAt = now;
            heldUntil = Math.max(heldUntil, now + (retryAfter > 0 ? 0 : backoff()));
        }
    }

    private long backoff() {
        long longest = Math.min(LONGEST_BACKOFF.toNanos(), FIRST_BACKOFF.toNanos() << Math.min(backoffs, DOUBLINGS));
        backoffs++;
        return (long) (longest * random.getAsDouble());
    }

    /** A submit was accepted. */
    synchronized void speedUp() {
        backoffs = 0;
        share = Math.min(1, share + SPEED_UP);
    }

    /** The part of the ceiling in use, from 0 to 1. */
    synchronized double share() {
        return share;
    }

    /** Why it holds submits back, in words for a person; empty if it does not. */
    synchronized Optional<SlowdownReason> slowdown() {
        return share < 1
                ? Optional.of(new SlowdownReason(
                        SlowdownReason.Kind.RATE_LIMITED,
                        Text.of("slowed down to %.0f %% since the API asked for it (429)", share * 100)))
                : Optional.empty();
    }

    private static long until(long at, long now) {
        return at == Long.MIN_VALUE ? 0 : at - now;
    }

    /**
     * No window of a rate's period, wherever it begins, holds more than its count; nor does one at the API's end, as
     * long as requests are about as long on their way.
     */
    private static final class SlidingWindow {

        private final Rate rate;
        private final TreeMap<Long, Integer> latest = new TreeMap<>(); // how many at these ticks
        private int size;

        SlidingWindow(Rate rate) {
            this.rate = rate;
        }

        /** Nanoseconds until there is room for one more; 0 or less: now. */
        long untilRoom(long now) {
            return size < rate.count() ? 0 : latest.firstKey() + rate.period().toNanos() + ON_THE_WAY - now;
        }

        void add(long ticks) {
            latest.merge(ticks, 1, Integer::sum);
            if (++size > rate.count()) {
                remove(latest.firstKey());
            }
        }

        /** What was to be at the planned ticks was later. */
        void moved(long planned, long ticks) {
            if (latest.containsKey(planned)) {
                remove(planned);
            }
            add(ticks);
        }

        private void remove(long ticks) {
            latest.computeIfPresent(ticks, (at, many) -> many == 1 ? null : many - 1);
            size--;
        }
    }
}
