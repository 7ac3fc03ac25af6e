package dev.reelbatch.submit;

import dev.reelbatch.api.SubmitAnswer;
import dev.reelbatch.api.TasksClient;
import dev.reelbatch.ledger.ClipError;
import dev.reelbatch.ledger.OpenSubmission;
import dev.reelbatch.ledger.QueuedClip;
import dev.reelbatch.ledger.SubmitLedger;
import dev.reelbatch.ledger.SubmitLedger.Begin;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.text.Text;
import dev.reelbatch.time.CrashPoint;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns one clip into a task: records the submission, sends the POST, records the answer.
 *
 * <p>Only an answer that says "certainly not accepted" leads to another POST for the clip, and each is a submission of
 * its own.
 */
final class Submitter {

    private static final Logger log = LoggerFactory.getLogger(Submitter.class);
    private static final int UNAVAILABLE_FOR_ONE_ROW = 10;

    private final TasksClient api;
    private final SubmitLedger ledger;
    private final BeforeSending reservation;
    private final SubmitOrder order;
    private final SubmitThrottle throttle;
    private final StopSignal stop;
    private final ExternalIds externalIds;
    private final TaskLookup lookup;
    private final AnswerRecorder recorder;
    private final AtomicLong accepted = new AtomicLong();

    Submitter(
            TasksClient api,
            SubmitLedger ledger,
            BeforeSending reservation,
            SubmitOrder order,
            ExternalIds externalIds,
            SubmitThrottle throttle,
            StopSignal stop) {
        this.api = api;
        this.ledger = ledger;
        this.reservation = reservation;
        this.order = order;
        this.throttle = throttle;
        this.stop = stop;
        this.externalIds = externalIds;
        this.lookup = new TaskLookup(api, ledger, order.run().id());
        this.recorder = new AnswerRecorder(ledger, order.run());
    }

    /** Counts the 503s of one clip while others are accepted. */
    private final class Unavailable {

        private int times;
        private long acceptedBefore; // only from the first 503 on: earlier ones came before the brownout

        void count() {
            if (++times == 1) {
                acceptedBefore = accepted.get();
            }
        }

        /** Returns true if one more fails the row, so that nothing waits for ever for one row. */
        boolean isEnoughWithNext() {
            return times >= UNAVAILABLE_FOR_ONE_ROW - 1 && accepted.get() > acceptedBefore;
        }
    }

    /** Submits a clip with a permit. Returns when its outcome is recorded. */
    void submit(QueuedClip clip, Permit first) {
        try {
            Unavailable unavailable = new Unavailable();
            @Nullable Permit permit = first;
            while (permit != null && !isDone(clip, permit, unavailable)) {
                permit = throttle.acquire(stop);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            throttle.onBreakdown(e);
            throw e;
        }
    }

    /** Uses the permit for the clip. Returns true if the clip needs no other. */
    private boolean isDone(QueuedClip clip, Permit permit, Unavailable unavailable) throws InterruptedException {
        if (permit.isProbe() && !mayLeave(permit)) {
            return false;
        }
        if (lookup.hasTask(clip)) {
            throttle.onNotSent(permit);
            return true;
        }
        OpenSubmission submission = begin(clip, permit);
        if (submission == null) {
            return true;
        }
        if (!isReserved(submission) || !throttle.awaitRate(permit, stop)) {
            ledger.notAccepted(
                    submission,
                    new ClipError(null, "not_sent", Text.of("Submission stopped before this row was sent")));
            throttle.onNotSent(permit);
            return true;
        }
        return send(submission, clip, permit, unavailable);
    }

    /** Asks a free question first: for the run's latest task, if it has one. */
    private boolean mayLeave(Permit probe) {
        return ledger.latestTask(order.run().id())
                .map(api::status)
                .map(answer -> throttle.mayLeave(probe, answer))
                .orElse(true);
    }

    /** Records the submission; returns null if a spending limit is reached. */
    private @Nullable OpenSubmission begin(QueuedClip clip, Permit permit) {
        CrashPoint.BEFORE_INTENT.reach();
        Begin begin;
        try {
            begin = ledger.begin(
                    clip,
                    order.run().id(),
                    order.wish(),
                    order.videos(),
                    order.limits(),
                    externalIds.next(clip.clip()));
        } catch (RuntimeException e) {
            throttle.release(permit); // nothing was recorded
            throw e;
        }
        if (begin instanceof Begin.Begun begun) {
            return begun.submission();
        }
        throttle.release(permit);
        stop.stopSubmitting(StopMessages.tooExpensive(((Begin.TooExpensive) begin).limit(), order.limits()));
        return null;
    }

    /**
     * Reserves the number. If that fails, it stops the run's submitting; other runs on the account have folders of
     * their own.
     */
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

    private boolean send(OpenSubmission submission, QueuedClip clip, Permit permit, Unavailable unavailable) {
        boolean last = unavailable.isEnoughWithNext();
        CrashPoint.BEFORE_POST.reach();
        SubmitAnswer said = api.submit(externalIds.sent(submission), () -> throttle.onSent(permit));
        CrashPoint.BEFORE_ANSWER_RECORDED.reach();
        SubmitAnswer answer = recorder.record(submission, clip, said, last);
        if (answer instanceof SubmitAnswer.NotSent) {
            throttle.onNotSent(permit);
            return true;
        }
        Decision decision = throttle.onAnswer(permit, submission, answer, task -> lookup.isFound(submission, task));
        if (decision.accepted()) {
            accepted.incrementAndGet();
        }
        if (!decision.takeBack().isEmpty()) {
            ledger.takeRefusalsBack(decision.takeBack());
        }
        if (!(answer instanceof SubmitAnswer.NotAccepted no)) {
            return true;
        }
        if (no.cause() != SubmitAnswer.Cause.UNAVAILABLE) {
            return false;
        }
        unavailable.count();
        return last;
    }
}
