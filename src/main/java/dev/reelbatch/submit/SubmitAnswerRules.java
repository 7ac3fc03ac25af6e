package dev.reelbatch.submit;

import dev.reelbatch.api.ApiError;
import dev.reelbatch.api.StatusAnswer;
import dev.reelbatch.api.SubmitAnswer;
import dev.reelbatch.ledger.OpenSubmission;
import dev.reelbatch.stage.ApiSilence;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.time.Time;
import java.util.List;
import java.util.function.Predicate;

/** The consequences of the API's answers for later POSTs: faster, slower, one at a time, or none any more. */
final class SubmitAnswerRules {

    private final AdaptiveRateLimiter rateLimiter;
    private final ConcurrencyLimit concurrencyLimit;
    private final CircuitBreaker circuitBreaker;
    private final RateLimitTimeout rateLimitTimeout;
    private final RefusalStreak refusalStreak = new RefusalStreak();
    private final ApiSilence apiSilence;
    private final StopSignal stop;
    private final Time time;

    /** @param stop stop signal of the account, for every run on it */
    SubmitAnswerRules(
            AdaptiveRateLimiter rateLimiter,
            ConcurrencyLimit concurrencyLimit,
            CircuitBreaker circuitBreaker,
            RateLimitTimeout rateLimitTimeout,
            ApiSilence apiSilence,
            StopSignal stop,
            Time time) {
        this.rateLimiter = rateLimiter;
        this.concurrencyLimit = concurrencyLimit;
        this.circuitBreaker = circuitBreaker;
        this.rateLimitTimeout = rateLimitTimeout;
        this.apiSilence = apiSilence;
        this.stop = stop;
        this.time = time;
    }

    /** Decides by a free status call whether a probe, which may cost a clip, may leave; it has ended if not. */
    boolean mayLeave(Permit probe, StatusAnswer answer) {
        if (!(answer instanceof StatusAnswer.Unanswered none)) {
            apiSilence.answered();
            return true;
        }
        noAnswer(none.error());
        if (!none.isOutOfOrder()) {
            return true;
        }
        stopIfDecided(decision(circuitBreaker.stillDown(probe), none.error()));
        return false;
    }

    /**
     * Draws all consequences of an answer after it is recorded, and stops submitting on the account if need be.
     *
     * @param taskExists asks the API for a task that it named in a refusal
     */
    Decision apply(Permit permit, OpenSubmission submission, SubmitAnswer answer, Predicate<String> taskExists) {
        Decision decision;
        if (answer instanceof SubmitAnswer.Accepted) {
            decision = onAccepted(permit);
        } else if (answer instanceof SubmitAnswer.NotAccepted no) {
            decision = onNotAccepted(permit, no);
        } else if (answer instanceof SubmitAnswer.Refused no) {
            decision = onRefused(permit, submission, no);
        } else if (answer instanceof SubmitAnswer.Stopped no) {
            noTask(permit);
            decision = Decision.stop(StopMessages.refused(no));
        } else {
            decision = onUnknown(permit, (SubmitAnswer.Unknown) answer, taskExists);
        }
        stopIfDecided(decision);
        return decision;
    }

    private Decision onAccepted(Permit permit) {
        apiSilence.answered();
        circuitBreaker.accepted(permit);
        refusalStreak.somethingElse();
        rateLimitTimeout.otherAnswer();
        rateLimiter.speedUp();
        concurrencyLimit.accepted(permit.running());
        return Decision.ACCEPTED;
    }

    private Decision onRefused(Permit permit, OpenSubmission submission, SubmitAnswer.Refused no) {
        noTask(permit);
        List<OpenSubmission> takeBack = refusalStreak.refused(submission, no);
        return takeBack.isEmpty()
                ? Decision.GO_ON
                : new Decision(false, StopMessages.refusedInARow(no.error()), takeBack);
    }

    /** Handles a POST that was refused for its row, or because the API accepts none until a person acts. */
    private void noTask(Permit permit) {
        apiSilence.answered();
        rateLimitTimeout.otherAnswer();
        circuitBreaker.answered(permit);
    }

    private Decision onUnknown(Permit permit, SubmitAnswer.Unknown answer, Predicate<String> taskExists) {
        if (answer.stops() != null) {
            stopIfDecided(
                    Decision.stop(StopMessages.refused(answer.stops()))); // before the question, which takes a while
        }
        if (answer.taskId() != null && taskExists.test(answer.taskId())) {
            return onAccepted(permit);
        }
        noAnswer(answer.error());
        refusalStreak.somethingElse();
        rateLimitTimeout.otherAnswer();
        return decision(circuitBreaker.unknown(permit), answer.error());
    }

    private Decision onNotAccepted(Permit permit, SubmitAnswer.NotAccepted no) {
        long retryAfter = no.retryAfter() == null ? 0 : no.retryAfter().toNanos();
        if (no.cause() == SubmitAnswer.Cause.RATE_LIMITED) {
            return onRateLimited(permit, retryAfter, no.error());
        }
        apiSilence.unanswered(no.error().message()); // a gateway without the API behind it counts as silence, too
        if (no.cause() == SubmitAnswer.Cause.NO_CONNECTION) {
            circuitBreaker.noConnection(permit);
        } else {
            circuitBreaker.notAccepted(permit);
            refusalStreak.somethingElse();
        }
        rateLimiter.holdBack(permit.sentAt(), time.nanos(), retryAfter);
        return Decision.GO_ON;
    }

    private Decision onRateLimited(Permit permit, long retryAfter, ApiError error) {
        apiSilence.answered();
        circuitBreaker.notAccepted(permit);
        refusalStreak.somethingElse();
        long now = time.nanos();
        boolean triedForOneMore = concurrencyLimit.refused(permit.running(), permit.sentAt(), now);
        if (!triedForOneMore) {
            rateLimiter.slowDown(permit.sentAt(), now, retryAfter);
        } else if (retryAfter > 0) {
            rateLimiter.holdBack(permit.sentAt(), now, retryAfter);
        }
        return rateLimitTimeout
                .refused(permit.running(), error)
                .map(lasted -> Decision.stop(StopMessages.rateLimited(lasted, error)))
                .orElse(Decision.GO_ON);
    }

    private void noAnswer(ApiError error) {
        if (error.httpStatus() == 0) {
            apiSilence.unanswered(error.message());
        } else {
            apiSilence.answeredWith(error.message());
        }
    }

    private static Decision decision(CircuitBreaker.Verdict verdict, ApiError error) {
        return verdict == CircuitBreaker.Verdict.STOP
                ? Decision.stop(StopMessages.outage(error.message()))
                : Decision.GO_ON;
    }

    private void stopIfDecided(Decision decision) {
        if (decision.stop() != null) {
            stop.stopSubmitting(decision.stop());
        }
    }
}
