package dev.reelbatch.simulator;

import java.time.Instant;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The account's limits: submits per second, and tasks that run at the same time. */
final class AccountLimits {

    private final @Nullable Double perSecond;
    private final @Nullable Integer maxRunning;
    private final PriorityQueue<Instant> ends = new PriorityQueue<>();

    private double tokens;
    private long filledAt;

    AccountLimits(@Nullable Double perSecond, @Nullable Integer maxRunning, long nanos) {
        this.perSecond = perSecond;
        this.maxRunning = maxRunning;
        this.tokens = perSecond == null ? 0 : bucket(perSecond);
        this.filledAt = nanos;
    }

    /** Returns whether a submit that arrives now keeps the rate; refused ones do not count. */
    synchronized boolean keepsRate(long nanos) {
        if (perSecond == null) {
            return true;
        }
        tokens = Math.min(bucket(perSecond), tokens + (nanos - filledAt) / 1e9 * perSecond);
        filledAt = nanos;
        boolean kept = tokens >= 1;
        if (kept) {
            tokens--;
        }
        return kept;
    }

    /** Adds a task that runs from now until its end; returns false if too many are running. */
    synchronized boolean tryStart(Instant now, Instant end) {
        if (maxRunning == null) {
            return true;
        }
        while (!ends.isEmpty() && !ends.peek().isAfter(now)) {
            ends.remove();
        }
        return ends.size() < maxRunning && ends.add(end);
    }

    private static double bucket(double perSecond) {
        return Math.max(1, perSecond);
    }
}
