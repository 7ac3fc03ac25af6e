package dev.reelbatch.submit;

import dev.reelbatch.api.ApiError;
import dev.reelbatch.api.SubmitAnswer;
import dev.reelbatch.ledger.SubmitLedger;
import dev.reelbatch.stage.ApiSilence;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.text.Text;
import dev.reelbatch.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What all runs share that submit on one account at the same time: its pace, its places in flight, and
 * what its answers say of outages and refusals.
 */
public final class SubmitThrottle {

    private final ApiSilence apiSilence;
    private final StopSignal stop;
    private final AdaptiveRateLimiter adaptiveRateLimiter;
    private final TaskCapacity taskCapacity = new TaskCapacity();
    private final ConcurrencyLimit concurrencyLimit;
    private final CircuitBreaker circuitBreaker;
    private final Gate gate;
    private final RefusalStreak refusalStreak = new RefusalStreak();
    private final RateLimitTimeout rateLimitTimeout;
    private final Time time;

    /**
     * @param outagePause how long submitting pauses when an outage shows
     * @param stop of the account: every run on it
     */
    public SubmitThrottle(
            Rate rate,
            ConcurrencyLimit concurrencyLimit,
            SubmitLedger ledger,
            Duration outagePause,
            ApiSilence apiSilence,
            StopSignal stop,
            Time time) {
        this.apiSilence = apiSilence;
        this.stop = stop;
        this.time = time;
        this.adaptiveRateLimiter = new AdaptiveRateLimiter(
                rate, () -> ThreadLocalRandom.current().nextDouble(), sentBefore(ledger, rate, time));
        this.concurrencyLimit = concurrencyLimit;
        this.circuitBreaker = new CircuitBreaker(outagePause, apiSilence.limit(), rate.spacing(), time);
        this.rateLimitTimeout = new RateLimitTimeout(apiSilence.limit(), time);
        this.gate = new Gate(adaptiveRateLimiter, taskCapacity, concurrencyLimit, circuitBreaker, apiSilence, time);
        stop.onStop(gate::look);
    }

    /**
     * Ticks of the home's latest submits, so that no window holds too many across a restart. The wall
     * clock may have been set since: a submit is never taken for older than it says, nor for younger
     * than now.
     */
    private static List<Long> sentBefore(SubmitLedger ledger, Rate rate, Time time) {
        Instant now = time.now();
        long ticks = time.nanos();
        return ledger.lastSent(rate.count()).stream()
                .map(sent -> Duration.between(sent, now))
                .map(age -> age.isNegative() ? Duration.ZERO : age)
                .filter(age -> age.compareTo(rate.period()) < 0)
                .map(age -> ticks - age.toNanos())
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    /** Why whoever has something to submit is slower than the rate allows; null when that is not so. */
    public @Nullable SlowdownReason slowdown() {
        String trouble = apiSilence.trouble();
        if (circuitBreaker.isProbing()) {
            return new SlowdownReason(
                    SlowdownReason.Kind.OUTAGE,
                    trouble == null
                            ? Text.of("the API seems to be down: one try at a time")
                            : Text.of("the API seems to be down: one try at a time; last problem: %s", trouble));
        }
        if (trouble != null) {
            return trouble();
        }
        String rateLimited = rateLimitTimeout.said();
        if (rateLimited != null) {
            return new SlowdownReason(
                    SlowdownReason.Kind.RATE_LIMITED,
                    Text.of("the API accepts nothing at the moment: %s", rateLimited));
        }
        if (adaptiveRateLimiter.share() < 1) {
            return new SlowdownReason(
                    SlowdownReason.Kind.RATE_LIMITED,
                    Text.of(
                            "slowed down to %.0f %% since the API asked for it (429)",
                            adaptiveRateLimiter.share() * 100));
        }
        if (concurrencyLimit.taken() >= taskCapacity.fits()) {
            return new SlowdownReason(
                    SlowdownReason.Kind.RATE_LIMITED,
                    Text.of(
                            "%s running, and the API takes no more at once (429)",
                            Text.counted(concurrencyLimit.taken(), "task")));
        }
        return concurrencyLimit.isFull()
                ? new SlowdownReason(
                        SlowdownReason.Kind.MAX_IN_FLIGHT,
                        Text.of(
                                "%s running, as many as --max-in-flight allows",
                                Text.counted(concurrencyLimit.ceiling(), "task")))
                : null;
    }

    /** What the API or the network said when the last call failed; null when calls succeed. */
    public @Nullable SlowdownReason trouble() {
        String trouble = apiSilence.trouble();
        return trouble == null
                ? null
                : new SlowdownReason(SlowdownReason.Kind.TROUBLE, Text.of("last problem: %s", trouble));
    }

    /** How many tasks of the home are under way, whichever run they belong to. */
    public int inFlight() {
        return concurrencyLimit.taken();
    }

    /** The account took a task. */
    void accepted(CircuitBreaker.Post post) {
        apiSilence.answered();
        circuitBreaker.accepted(post);
        refusalStreak.somethingElse();
        rateLimitTimeout.otherAnswer();
        adaptiveRateLimiter.speedUp();
        taskCapacity.accepted(post.beside());
    }

    /** It took none because of this row, or takes none until a person has seen to it. */
    void refused(CircuitBreaker.Post post) {
        apiSilence.answered();
        rateLimitTimeout.otherAnswer();
        circuitBreaker.answered(post);
    }

    /** Nobody knows whether it took one. */
    CircuitBreaker.Verdict unknown(CircuitBreaker.Post post, ApiError error) {
        if (error.httpStatus() == 0) {
            apiSilence.unanswered(error.message());
        } else {
            apiSilence.answeredWith(error.message());
        }
        return unknown(post);
    }

    /** An answer came that says nothing to believe. */
    CircuitBreaker.Verdict unknown(CircuitBreaker.Post post) {
        refusalStreak.somethingElse();
        rateLimitTimeout.otherAnswer();
        return circuitBreaker.unknown(post);
    }

    /** It certainly took none: everybody holds back for a while. */
    void notAccepted(CircuitBreaker.Post post, SubmitAnswer.NotAccepted no) {
        if (no.cause() == SubmitAnswer.Cause.RATE_LIMITED) {
            apiSilence.answered();
        } else {
            apiSilence.unanswered(no.error().message()); // a gateway without the API behind it is silence, too
        }
        if (no.cause() == SubmitAnswer.Cause.NO_CONNECTION) {
            circuitBreaker.noConnection(post);
        } else {
            circuitBreaker.notAccepted(post);
            refusalStreak.somethingElse();
        }
        long retryAfter = no.retryAfter() == null ? 0 : no.retryAfter().toNanos();
        if (no.cause() == SubmitAnswer.Cause.RATE_LIMITED) {
            slowDown(post, retryAfter);
            rateLimitTimeout
                    .refused(post.beside(), no.error())
                    .ifPresent(lasted -> stop.stopSubmitting(StopMessages.rateLimited(lasted, no.error())));
        } else {
            adaptiveRateLimiter.holdBack(post.sentAt(), time.nanos(), retryAfter);
        }
    }

    private void slowDown(CircuitBreaker.Post post, long retryAfter) {
        long now = time.nanos();
        boolean triedForRoom = taskCapacity.refused(post.beside(), post.sentAt(), now);
        if (!triedForRoom) {
            adaptiveRateLimiter.slowDown(post.sentAt(), now, retryAfter);
        } else if (retryAfter > 0) {
            adaptiveRateLimiter.holdBack(post.sentAt(), now, retryAfter);
        }
    }

    ApiSilence patience() {
        return apiSilence;
    }

    StopSignal stop() {
        return stop;
    }

    AdaptiveRateLimiter pace() {
        return adaptiveRateLimiter;
    }

    CircuitBreaker outage() {
        return circuitBreaker;
    }

    Gate gate() {
        return gate;
    }

    RefusalStreak refusals() {
        return refusalStreak;
    }
}
