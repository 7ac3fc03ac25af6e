package dev.reelbatch.submit;

import dev.reelbatch.api.StatusAnswer;
import dev.reelbatch.api.SubmitAnswer;
import dev.reelbatch.ledger.ClipTransition;
import dev.reelbatch.ledger.OpenSubmission;
import dev.reelbatch.ledger.SubmissionHistory;
import dev.reelbatch.stage.ApiSilence;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.text.Text;
import dev.reelbatch.time.Time;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides when the next POST may leave, for all runs that submit on one account at the same time. The consequences of
 * each answer for later POSTs are {@link SubmitAnswerRules}.
 *
 * <p>It grants one {@link Permit} at a time, once the rate, the concurrency limit and the circuit breaker allow it. A
 * permit ends in one of {@link #onAnswer}, {@link #onNotSent} and {@link #release}.
 */
public final class SubmitThrottle implements ClipTransition.Listener {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_SLEEP = Duration.ofMillis(100);

    private final AdaptiveRateLimiter rateLimiter;
    private final ConcurrencyLimit concurrencyLimit;
    private final CircuitBreaker circuitBreaker;
    private final RateLimitTimeout rateLimitTimeout;
    private final SubmitAnswerRules answerRules;
    private final ApiSilence apiSilence;
    private final StopSignal stop;
    private final Time time;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();

    /**
     * @param outagePause pause of submitting when an outage is detected
     * @param stop stop signal of the account, for every run on it
     */
    public SubmitThrottle(
            Rate rate,
            ConcurrencyLimit concurrencyLimit,
            SubmissionHistory submissions,
            Duration outagePause,
            ApiSilence apiSilence,
            StopSignal stop,
            Time time) {
        this.rateLimiter = AdaptiveRateLimiter.after(submissions.lastSent(rate.count()), rate, time);
        this.concurrencyLimit = concurrencyLimit;
        this.circuitBreaker = new CircuitBreaker(outagePause, apiSilence.limit(), rate.spacing(), time);
        this.rateLimitTimeout = new RateLimitTimeout(apiSilence.limit(), time);
        this.answerRules = new SubmitAnswerRules(
                rateLimiter, concurrencyLimit, circuitBreaker, rateLimitTimeout, apiSilence, stop, time);
        this.apiSilence = apiSilence;
        this.stop = stop;
        this.time = time;
        stop.onStop(this::signal);
    }

    /**
     * Waits for its turn and takes a place in the concurrency limit.
     *
     * @param run stop signal of the clip's run
     * @return null if submitting is stopped
     */
    @Nullable Permit acquire(StopSignal run) throws InterruptedException {
        while (!run.isSubmittingStopped()) {
            lock.lock();
            try {
                long now = time.nanos();
                long wait = untilNext(now);
                OptionalInt running = wait <= 0 ? concurrencyLimit.tryAcquire(now) : OptionalInt.empty();
                if (running.isPresent()) {
                    rateLimiter.take(now);
                    return circuitBreaker.grant(running.getAsInt(), now);
                }
                if (!run.isSubmittingStopped()) { // otherwise a stop before the lock was taken would go unnoticed
                    time.await(changed, wait <= 0 ? LONGEST_WAIT : atMost(LONGEST_WAIT, wait));
                }
            } finally {
                lock.unlock();
            }
            apiSilence.check(); // outside the lock: it may stop everything, which wakes others
        }
        return null;
    }

    private long untilNext(long now) {
        long permitted = Math.max(rateLimiter.untilNext(now), circuitBreaker.untilNext(now));
        return Math.max(permitted, concurrencyLimit.untilNext(now));
    }

    private static Duration atMost(Duration longest, long nanos) {
        return Duration.ofNanos(Math.min(nanos, longest.toNanos()));
    }

    /** Wakes the waiting callers to check again. */
    void signal() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Gives back a permit for which nothing was recorded. */
    void release(Permit permit) {
        circuitBreaker.neverSent(permit);
        freePlace();
    }

    private void freePlace() {
        concurrencyLimit.release();
        signal();
    }

    /**
     * Ends the permit of a clip that has left QUEUED although its POST never left; the place now belongs to the clip.
     */
    void onNotSent(Permit permit) {
        circuitBreaker.neverSent(permit);
        signal();
    }

    @Override
    public void moved(ClipTransition move) {
        if (concurrencyLimit.moved(move)) {
            signal();
        }
    }

    /** Decides by a free status call whether a probe, which may cost a clip, may leave; gives it back if not. */
    boolean mayLeave(Permit probe, StatusAnswer answer) {
        boolean mayLeave = answerRules.mayLeave(probe, answer);
        if (!mayLeave) {
            freePlace();
        }
        return mayLeave;
    }

    /**
     * Waits until the rate lets the POST leave, which is soon, because the permit was planned for it.
     *
     * @return false if submitting is stopped; a submission booked before a spending limit was reached still leaves
     */
    boolean awaitRate(Permit permit, StopSignal run) throws InterruptedException {
        while (!run.isSubmittingStopped() || run.isLimitReachedAlone()) {
            long now = time.nanos();
            long wait = rateLimiter.untilSend(now);
            if (wait <= 0) {
                permit.sent(now);
                return true;
            }
            time.sleep(atMost(LONGEST_SLEEP, wait));
        }
        return false;
    }

    /** Records that the POST really leaves; the first ones of a process wait for their connection. */
    void onSent(Permit permit) {
        rateLimiter.sent(permit.sentAt(), time.nanos());
    }

    /**
     * Draws all consequences of an answer after it is recorded.
     *
     * @param taskExists asks the API for a task that it named in a refusal
     */
    Decision onAnswer(Permit permit, OpenSubmission submission, SubmitAnswer answer, Predicate<String> taskExists) {
        Decision decision = answerRules.apply(permit, submission, answer, taskExists);
        signal();
        return decision;
    }

    /** Stops everything on the account, because submissions that can't be recorded must not be paid for. */
    void onBreakdown(Throwable e) {
        stop.brokeDown(e);
    }

    /** Returns the reason why submissions are slower than the rate allows; empty if they are not. */
    public Optional<SlowdownReason> slowdown() {
        return circuitBreaker
                .slowdown(apiSilence.trouble())
                .or(this::trouble)
                .or(rateLimitTimeout::slowdown)
                .or(rateLimiter::slowdown)
                .or(concurrencyLimit::slowdown);
    }

    /** Returns the message of the API or the network if the last call failed; empty if calls succeed. */
    public Optional<SlowdownReason> trouble() {
        return Optional.ofNullable(apiSilence.trouble())
                .map(said -> new SlowdownReason(SlowdownReason.Kind.TROUBLE, Text.of("last problem: %s", said)));
    }

    /** Returns the number of the home's tasks under way, of all runs. */
    public int inFlight() {
        return concurrencyLimit.taken();
    }
}
