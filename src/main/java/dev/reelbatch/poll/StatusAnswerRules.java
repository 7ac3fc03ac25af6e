package dev.reelbatch.poll;

import dev.reelbatch.api.ApiError;
import dev.reelbatch.api.StatusAnswer;
import dev.reelbatch.stage.ApiSilence;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.text.Text;
import dev.reelbatch.time.Time;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The consequences of the API's answers for all later status requests: normal, held back, or none any more. */
final class StatusAnswerRules {

    private static final Logger log = LoggerFactory.getLogger(StatusAnswerRules.class);
    private static final int DENIALS_IN_A_ROW = 5;
    private static final int UNAUTHORIZED = 401;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final Duration AFTER_TOO_MANY = Duration.ofSeconds(5);

    private final ApiSilence apiSilence;
    private final StopSignal stop;
    private final Time time;
    private final AtomicInteger denials = new AtomicInteger();
    private final AtomicLong heldUntil = new AtomicLong(Long.MIN_VALUE);

    StatusAnswerRules(ApiSilence apiSilence, StopSignal stop, Time time) {
        this.apiSilence = apiSilence;
        this.stop = stop;
        this.time = time;
    }

    /** Returns the ticks before which nothing may be asked, because the API rejected too many requests. */
    long heldUntil() {
        return heldUntil.get();
    }

    /** Draws the consequences of an answer about a task that the API accepted. */
    void apply(StatusAnswer answer) {
        if (answer instanceof StatusAnswer.Denied denied) {
            apiSilence.answeredWith(denied.error().message());
            denied(denied.error());
            return;
        }
        denials.set(0);
        if (answer instanceof StatusAnswer.Unanswered none) {
            unanswered(none);
        } else {
            apiSilence.answered();
        }
    }

    /** Draws the consequences of an answer about a task that may not exist. */
    void applyOfDoubted(StatusAnswer answer) {
        if (answer instanceof StatusAnswer.Unanswered none && none.reached()) {
            apiSilence.answered(); // an unknown task does not mean that the API is in trouble
        } else {
            apply(answer);
        }
    }

    /** Draws the consequences of a request that was not answered. */
    void unanswered(StatusAnswer.Unanswered none) {
        log.info("Status request failed, will be repeated: {}", none.error());
        if (none.reached()) {
            apiSilence.answeredWith(none.error().message());
        } else {
            apiSilence.unanswered(none.error().message());
        }
        Duration hold = none.retryAfter() != null
                ? none.retryAfter()
                : none.error().httpStatus() == TOO_MANY_REQUESTS ? AFTER_TOO_MANY : Duration.ZERO;
        long until = time.nanos() + hold.toNanos();
        heldUntil.accumulateAndGet(until, Math::max);
    }

    private void denied(ApiError error) {
        if (error.isIncurable()) {
            stop.stopAll(new StopSignal.Cause(
                    StopSignal.Kind.NO_WAY,
                    Text.of(
                            "%s. Waiting does not help: fix the certificate, the address or the proxy, then run the same command to resume.",
                            error.message())));
        } else if (error.httpStatus() == UNAUTHORIZED || denials.incrementAndGet() >= DENIALS_IN_A_ROW) {
            stop.stopAll(new StopSignal.Cause(
                    StopSignal.Kind.REFUSED,
                    Text.of(
                            "The API does not let this key see its tasks (%d %s: %s). Nothing is lost: "
                                    + "fix the key, then run the same command to resume.",
                            error.httpStatus(), error.code(), error.message())));
        }
    }
}
