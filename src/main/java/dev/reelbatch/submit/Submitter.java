package dev.reelbatch.submit;

import dev.reelbatch.api.ApiError;
import dev.reelbatch.api.SubmitAnswer;
import dev.reelbatch.api.TasksClient;
import dev.reelbatch.ledger.ClipError;
import dev.reelbatch.ledger.OpenSubmission;
import dev.reelbatch.ledger.QueuedClip;
import dev.reelbatch.ledger.SubmitLedger;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.submit.SubmitOutcomes.Attempt;
import dev.reelbatch.text.Text;
import dev.reelbatch.time.CrashPoint;
import dev.reelbatch.time.Time;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one clip to a task: writes the submission down, sends the POST, records the answer.
 *
 * <p>Only an answer that says "certainly not accepted" leads to another POST for the clip, and each is
 * a submission of its own.
 */
final class Submitter {

    private static final Logger log = LoggerFactory.getLogger(Submitter.class);
    private static final int UNAVAILABLE_FOR_ONE_ROW = 10;
    private static final Duration GLANCE = Duration.ofMillis(100);

    private final TasksClient api;
    private final SubmitLedger ledger;
    private final BeforeSending reservation;
    private final SubmitSettings settings;
    private final Gate gate;
    private final AdaptiveRateLimiter adaptiveRateLimiter;
    private final CircuitBreaker circuitBreaker;
    private final HealthProbe healthProbe;
    private final TaskLookup lookup;
    private final SubmitOutcomes outcomes;
    private final StopSignal stop;
    private final StopSignal account;
    private final Time time;

    Submitter(SubmitCollaborators with) {
        this.api = with.api();
        this.ledger = with.ledger();
        this.reservation = with.reservation();
        this.settings = with.settings();
        this.stop = with.stop();
        this.time = with.time();
        SubmitThrottle submitThrottle = with.traffic();
        this.account = submitThrottle.stop();
        this.gate = submitThrottle.gate();
        this.adaptiveRateLimiter = submitThrottle.pace();
        this.circuitBreaker = submitThrottle.outage();
        this.healthProbe = new HealthProbe(with);
        this.lookup = new TaskLookup(with);
        this.outcomes = new SubmitOutcomes(with, lookup);
    }

    /** Submits a clip that has passed the gate; returns when its outcome is recorded. */
    void submit(QueuedClip clip, CircuitBreaker.Post passed) {
        try {
            submitUntilSettled(clip, passed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            // what can't be recorded must not be paid for
            account.brokeDown(e);
            throw e;
        }
    }

    private void submitUntilSettled(QueuedClip clip, CircuitBreaker.Post passed) throws InterruptedException {
        long acceptedBefore = 0;
        int unavailable = 0;
        for (CircuitBreaker.@Nullable Post post = passed; post != null; post = gate.pass(stop)) {
            boolean last = unavailable >= UNAVAILABLE_FOR_ONE_ROW - 1 && outcomes.accepted() > acceptedBefore;
            Attempt attempt = isStillDown(post) ? Attempt.NOT_ACCEPTED : attempt(clip, post, last);
            gate.look();
            if (attempt == Attempt.SETTLED) {
                return;
            }
            if (attempt == Attempt.UNAVAILABLE && ++unavailable == 1) {
                acceptedBefore = outcomes.accepted(); // only from here on: what came before, came before a brownout
            }
        }
    }

    /** Before a probe, which may cost a clip: whether the API leaves even free questions unanswered. */
    private boolean isStillDown(CircuitBreaker.Post post) {
        Optional<ApiError> trouble = post.isProbe() ? healthProbe.trouble() : Optional.empty();
        trouble.ifPresent(error -> {
            outcomes.goOnOrStop(circuitBreaker.stillDown(post), error.message());
            gate.giveBack(post);
        });
        return trouble.isPresent();
    }

    private Attempt attempt(QueuedClip clip, CircuitBreaker.Post post, boolean lastTryWhenUnavailable)
            throws InterruptedException {
        if (lookup.hasTask(clip)) {
            circuitBreaker.neverSent(post);
            return Attempt.SETTLED;
        }
        SubmitLedger.Begin begin;
        CrashPoint.BEFORE_INTENT.reach();
        try {
            begin = ledger.begin(clip, settings.runId(), settings.wish(), settings.videos(), settings.limits());
        } catch (RuntimeException e) {
            gate.giveBack(post); // nothing was written
            throw e;
        }
        if (begin instanceof SubmitLedger.Begin.Begun begun) {
            return send(begun.submission(), clip.row(), post, lastTryWhenUnavailable);
        }
        gate.giveBack(post);
        stop.stopSubmitting(
                StopMessages.tooExpensive(((SubmitLedger.Begin.TooExpensive) begin).limit(), settings.limits()));
        return Attempt.SETTLED;
    }

    private Attempt send(OpenSubmission submission, int row, CircuitBreaker.Post post, boolean lastTryWhenUnavailable)
            throws InterruptedException {
        OptionalLong planned = isReserved(submission) ? awaitRoom() : OptionalLong.empty();
        if (planned.isEmpty()) {
            ledger.notAccepted(
                    submission, new ClipError(null, "not_sent", Text.of("Submitting was stopped before it was sent")));
            circuitBreaker.neverSent(post);
            return Attempt.SETTLED;
        }
        circuitBreaker.sent(post);
        CrashPoint.BEFORE_POST.reach();
        SubmitAnswer answer = api.submit(
                submission.clip().request(), () -> adaptiveRateLimiter.sent(planned.getAsLong(), time.nanos()));
        CrashPoint.BEFORE_ANSWER_RECORDED.reach();
        return outcomes.record(new SubmitOutcomes.Sent(submission, row, post, lastTryWhenUnavailable), answer);
    }

    /** Stops the run's submitting if not; the other runs on the account have folders of their own. */
    private boolean isReserved(OpenSubmission submission) {
        try {
            reservation.reserve(submission.id());
            return true;
        } catch (BeforeSending.NotSentException e) {
            log.warn("Submission {} was not sent", submission.id(), e);
            stop.stopSubmitting(new StopSignal.Cause(StopSignal.Kind.DISK, String.valueOf(e.getMessage())));
            return false;
        }
    }

    /** The gate has planned for it, so the wait is short. Returns when it ended; nothing if submitting is stopped. */
    private OptionalLong awaitRoom() throws InterruptedException {
        while (!stop.mayNotSubmit() || stop.isLimitReachedAlone()) {
            long now = time.nanos();
            long wait = adaptiveRateLimiter.untilSend(now);
            if (wait <= 0) {
                return OptionalLong.of(now);
            }
            time.sleep(Duration.ofNanos(Math.min(wait, GLANCE.toNanos())));
        }
        return OptionalLong.empty();
    }
}
