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
 * Computes how long the next submission has to wait. It is arithmetic on ticks; the caller does the waiting.
 *
 * <p>Below the limit of {@link Rate}, submissions are evenly spaced, and no window of its period holds more than its
 * count. That is planned when a permit is granted, so that no submission waits for long once it is recorded, and
 * enforced by {@link #untilSend} at the moment of sending. Because the account's real limit is not documented, the
 * limiter finds it: a 429 halves the rate and holds all senders back at once, and each accepted submission adds a
 * hundredth of the limit.
 */
final class AdaptiveRateLimiter {

    /** The first answer of a process takes a few tenths of a second, and few submissions are sent until then. */
    private static final Duration MADE_UP = Duration.ofMillis(500);

    /** The most by which one request may be faster than another on its way. */
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
     * @param sentBefore ticks of the latest submissions before this process, oldest first
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
     * Continues from the home's latest submissions, so that no window holds too many across a restart. The wall clock
     * may have been set since: a submission is never taken for older than its time stamp, nor for later than now.
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

    /** Returns the nanoseconds until the next permit may be granted; 0 or less means now. */
    synchronized long untilNext(long now) {
        long scheduled = Math.max(until(nextAt, now), until(notBefore, now));
        return Math.max(scheduled, Math.max(handedOut.untilRoom(now), until(heldUntil, now)));
    }

    /** Counts the next submission. */
    synchronized void take(long now) {
        long spacing = (long) (ceiling.spacing().toNanos() / share);
        boolean onSchedule = nextAt != Long.MIN_VALUE && now - nextAt <= Math.max(spacing, MADE_UP.toNanos());
        nextAt = (onSchedule ? nextAt : now) + spacing; // a late wake-up does not slow the whole run down
        notBefore = now + spacing / 2; // nor lead to a burst; untilSend keeps windows strict
        handedOut.add(now);
    }

    /**
     * Returns the nanoseconds until a submission may leave without a window of the period holding too many; 0 or less
     * counts it as sent now, until {@link #sent} reports the real time.
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
     * Records the real time of sending; the first submissions of a process wait for their connection and their code.
     *
     * @param planned time at which {@link #untilSend} allowed it
     */
    synchronized void sent(long planned, long now) {
        sent.moved(planned, now);
    }

    /**
     * Reacts to too many requests: holds everybody back and halves the rate.
     *
     * @param sentAt time at which the refused submission was sent: of all that were on their way together only the
     *     first slows down
     * @param retryAfter the API's request in nanoseconds; 0 if it made none
     */
    synchronized void slowDown(long sentAt, long now, long retryAfter) {
        if (sentAt > slowedAt) {
            share = Math.max(SLOWEST, share / 2);
        }
        holdBack(sentAt, now, retryAfter);
    }

    /**
     * Reacts to a failed connection or an unavailable API: holds everybody back. That says nothing about the account's
     * limit: one row that the API can't serve must not slow a whole sheet down.
     */
    synchronized void holdBack(long sentAt, long now, long retryAfter) {
        heldUntil = Math.max(heldUntil, now + retryAfter);
        nextAt = Math.max(nextAt, now); // lost time is not caught up
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

    /** Speeds up after an accepted submission. */
    synchronized void speedUp() {
        backoffs = 0;
        share = Math.min(1, share + SPEED_UP);
    }

    /** Returns the part of the limit in use, from 0 to 1. */
    synchronized double share() {
        return share;
    }

    /** Returns the reason for holding submissions back, as text for a person; empty if there is none. */
    synchronized Optional<SlowdownReason> slowdown() {
        return share < 1
                ? Optional.of(new SlowdownReason(
                        SlowdownReason.Kind.RATE_LIMITED,
                        Text.of("slowed to %.0f %%: the API is limiting requests, 429", share * 100)))
                : Optional.empty();
    }

    private static long until(long at, long now) {
        return at == Long.MIN_VALUE ? 0 : at - now;
    }

    /**
     * Keeps every window of a rate's period, wherever it begins, to the rate's count. At the API's end that holds as
     * long as requests take about equally long.
     */
    private static final class SlidingWindow {

        private final Rate rate;
        private final TreeMap<Long, Integer> latest = new TreeMap<>(); // number of submissions at these ticks
        private int size;

        SlidingWindow(Rate rate) {
            this.rate = rate;
        }

        /** Returns the nanoseconds until there is room for one more; 0 or less means now. */
        long untilRoom(long now) {
            return size < rate.count() ? 0 : latest.firstKey() + rate.period().toNanos() + ON_THE_WAY - now;
        }

        void add(long ticks) {
            latest.merge(ticks, 1, Integer::sum);
            if (++size > rate.count()) {
                remove(latest.firstKey());
            }
        }

        /** Moves a submission from its planned ticks to later ones. */
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
