package dev.reelbatch.submit;

import dev.reelbatch.api.ApiError;
import dev.reelbatch.api.SubmitAnswer;
import dev.reelbatch.api.TasksClient;
import dev.reelbatch.fault.FaultPoint;
import dev.reelbatch.ledger.Fault;
import dev.reelbatch.ledger.OpenSubmission;
import dev.reelbatch.ledger.QueuedClip;
import dev.reelbatch.ledger.SubmitLedger;
import dev.reelbatch.pump.Patience;
import dev.reelbatch.pump.StopSignal;
import dev.reelbatch.text.Text;
import dev.reelbatch.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
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
    private final Traffic traffic;
    private final Gate gate;
    private final Pace pace;
    private final Outage outage;
    private final Lookout lookout;
    private final EarlierTask earlier;
    private final Patience patience;
    private final Refusals refusals;
    private final StopSignal stop;
    private final StopSignal account;
    private final Time time;
    private final AtomicLong accepted = new AtomicLong();

    Submitter(SubmitCollaborators with) {
        this.api = with.api();
        this.ledger = with.ledger();
        this.reservation = with.reservation();
        this.settings = with.settings();
        this.stop = with.stop();
        this.time = with.time();
        this.traffic = with.traffic();
        this.account = traffic.stop();
        this.patience = traffic.patience();
        this.gate = traffic.gate();
        this.pace = traffic.pace();
        this.outage = traffic.outage();
        this.refusals = traffic.refusals();
        this.lookout = new Lookout(with);
        this.earlier = new EarlierTask(with);
    }

    /** Submits a clip that has passed the gate; returns when its outcome is recorded. */
    void submit(QueuedClip clip, Outage.Post passed) {
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

    private void submitUntilSettled(QueuedClip clip, Outage.Post passed) throws InterruptedException {
        long acceptedBefore = 0;
        int unavailable = 0;
        for (Outage.@Nullable Post post = passed; post != null; post = gate.pass(stop)) {
            boolean last = unavailable >= UNAVAILABLE_FOR_ONE_ROW - 1 && accepted.get() > acceptedBefore;
            Attempt attempt = isStillDown(post) ? Attempt.NOT_ACCEPTED : attempt(clip, post, last);
            gate.look();
            if (attempt == Attempt.SETTLED) {
                return;
            }
            if (attempt == Attempt.UNAVAILABLE && ++unavailable == 1) {
                acceptedBefore = accepted.get(); // only from here on: what came before, came before a brownout
            }
        }
    }

    /** Before a probe, which may cost a clip: whether the API leaves even free questions unanswered. */
    private boolean isStillDown(Outage.Post post) {
        Optional<ApiError> trouble = post.isProbe() ? lookout.trouble() : Optional.empty();
        trouble.ifPresent(error -> {
            goOnOrStop(outage.stillDown(post), error.message());
            gate.giveBack(post);
        });
        return trouble.isPresent();
    }

    private void goOnOrStop(Outage.Verdict verdict, String why) {
        if (verdict == Outage.Verdict.STOP) {
            account.stopSubmitting(StopWords.outage(why));
        }
    }

    private enum Attempt {
        SETTLED,
        NOT_ACCEPTED,
        UNAVAILABLE
    }

    private Attempt attempt(QueuedClip clip, Outage.Post post, boolean lastTryWhenUnavailable)
            throws InterruptedException {
        if (earlier.isThere(clip)) {
            outage.neverSent(post);
            return Attempt.SETTLED;
        }
        SubmitLedger.Begin begin;
        FaultPoint.BEFORE_INTENT.reach();
        try {
            begin = ledger.begin(clip, settings.runId(), settings.videos(), settings.limits());
        } catch (RuntimeException e) {
            gate.giveBack(post); // nothing was written
            throw e;
        }
        if (begin instanceof SubmitLedger.Begin.Begun begun) {
            return send(begun.submission(), clip.row(), post, lastTryWhenUnavailable);
        }
        gate.giveBack(post);
        stop.stopSubmitting(
                StopWords.tooExpensive(((SubmitLedger.Begin.TooExpensive) begin).limit(), settings.limits()));
        return Attempt.SETTLED;
    }

    private Attempt send(OpenSubmission submission, int row, Outage.Post post, boolean lastTryWhenUnavailable)
            throws InterruptedException {
        OptionalLong planned = isReserved(submission) ? awaitRoom() : OptionalLong.empty();
        if (planned.isEmpty()) {
            ledger.notAccepted(
                    submission, new Fault(null, "not_sent", Text.of("Submitting was stopped before it was sent")));
            outage.neverSent(post);
            return Attempt.SETTLED;
        }
        outage.sent(post);
        FaultPoint.BEFORE_POST.reach();
        SubmitAnswer answer =
                api.submit(submission.clip().request(), () -> pace.sent(planned.getAsLong(), time.nanos()));
        FaultPoint.BEFORE_ANSWER_RECORDED.reach();
        if (answer instanceof SubmitAnswer.Accepted yes) {
            return accepted(submission, post, yes);
        } else if (answer instanceof SubmitAnswer.NotAccepted no) {
            return notAccepted(submission, post, no, lastTryWhenUnavailable);
        } else if (answer instanceof SubmitAnswer.Refused no) {
            return refused(submission, row, post, no);
        } else if (answer instanceof SubmitAnswer.Stopped no) {
            return stopped(submission, post, no);
        } else {
            return unknown(submission, row, post, (SubmitAnswer.Unknown) answer);
        }
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
            long wait = pace.untilSend(now);
            if (wait <= 0) {
                return OptionalLong.of(now);
            }
            time.sleep(Duration.ofNanos(Math.min(wait, GLANCE.toNanos())));
        }
        return OptionalLong.empty();
    }

    private Attempt accepted(OpenSubmission submission, Outage.Post post, SubmitAnswer.Accepted yes) {
        Optional<Fault> doubt;
        try {
            doubt = ledger.accepted(submission, yes.taskId(), yes.requestId());
        } catch (RuntimeException e) {
            log.error("Submission {} was accepted as task {} but could not be recorded", submission.id(), yes.taskId());
            throw e;
        }
        if (doubt.isPresent()) {
            String why = doubt.get().message();
            log.warn("Submission {} is in doubt, task {}: {}", submission.id(), yes.taskId(), why);
            patience.answeredWith(why);
            goOnOrStop(traffic.unknown(post), why);
            return Attempt.SETTLED;
        }
        accepted.incrementAndGet();
        traffic.accepted(post);
        return Attempt.SETTLED;
    }

    private Attempt notAccepted(
            OpenSubmission submission, Outage.Post post, SubmitAnswer.NotAccepted no, boolean lastTryWhenUnavailable) {
        boolean unavailable = no.cause() == SubmitAnswer.Cause.UNAVAILABLE;
        if (unavailable && lastTryWhenUnavailable) {
            ledger.refused(submission, fault(no.error()));
        } else {
            ledger.notAccepted(submission, fault(no.error()));
        }
        traffic.notAccepted(post, no);
        log.info("Submission {} not accepted: {}", submission.id(), no.error());
        return !unavailable ? Attempt.NOT_ACCEPTED : lastTryWhenUnavailable ? Attempt.SETTLED : Attempt.UNAVAILABLE;
    }

    private Attempt refused(OpenSubmission submission, int row, Outage.Post post, SubmitAnswer.Refused no) {
        ledger.refused(submission, fault(no.error()));
        patience.answered();
        outage.answered(post);
        log.info("Row {} refused: {}", row, no.error());
        if (no.kind() != SubmitAnswer.Kind.OTHER) {
            refusals.somethingElse();
            return Attempt.SETTLED;
        }
        String refusal = no.error().httpStatus() + " " + no.error().code();
        List<OpenSubmission> takeBack = refusals.refused(submission, refusal);
        if (!takeBack.isEmpty()) {
            account.stopSubmitting(StopWords.refusedInARow(no.error()));
            ledger.takeRefusalsBack(takeBack);
        }
        return Attempt.SETTLED;
    }

    private Attempt stopped(OpenSubmission submission, Outage.Post post, SubmitAnswer.Stopped no) {
        ledger.notAccepted(submission, fault(no.error()));
        patience.answered();
        outage.answered(post);
        account.stopSubmitting(StopWords.refused(no.reason(), no.error()));
        return Attempt.SETTLED;
    }

    private Attempt unknown(OpenSubmission submission, int row, Outage.Post post, SubmitAnswer.Unknown answer) {
        ApiError error = answer.error();
        ledger.inDoubt(submission, answer.taskId(), fault(error));
        log.warn("Row {} is in doubt: {}", row, error);
        if (answer.stops() != null) {
            account.stopSubmitting(StopWords.refused(answer.stops(), error));
        }
        goOnOrStop(traffic.unknown(post, error), error.message());
        return Attempt.SETTLED;
    }

    private static Fault fault(ApiError error) {
        return new Fault(error.httpStatus() == 0 ? null : error.httpStatus(), error.code(), error.message());
    }
}
