package dev.reelbatch.submit;

import dev.reelbatch.api.ApiError;
import dev.reelbatch.api.SubmitAnswer;
import dev.reelbatch.api.TasksClient;
import dev.reelbatch.fault.FaultPoint;
import dev.reelbatch.ledger.Fault;
import dev.reelbatch.ledger.OpenSubmission;
import dev.reelbatch.ledger.QueuedClip;
import dev.reelbatch.ledger.SubmitLedger;
import dev.reelbatch.pump.StopSignal;
import dev.reelbatch.submit.SubmitOutcomes.Attempt;
import dev.reelbatch.text.Text;
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
    private final Pace pace;
    private final Outage outage;
    private final Lookout lookout;
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
        Traffic traffic = with.traffic();
        this.account = traffic.stop();
        this.gate = traffic.gate();
        this.pace = traffic.pace();
        this.outage = traffic.outage();
        this.lookout = new Lookout(with);
        this.lookup = new TaskLookup(with);
        this.outcomes = new SubmitOutcomes(with, lookup);
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
    private boolean isStillDown(Outage.Post post) {
        Optional<ApiError> trouble = post.isProbe() ? lookout.trouble() : Optional.empty();
        trouble.ifPresent(error -> {
            outcomes.goOnOrStop(outage.stillDown(post), error.message());
            gate.giveBack(post);
        });
        return trouble.isPresent();
    }

    private Attempt attempt(QueuedClip clip, Outage.Post post, boolean lastTryWhenUnavailable)
            throws InterruptedException {
        if (lookup.hasTask(clip)) {
            outage.neverSent(post);
            return Attempt.SETTLED;
        }
        SubmitLedger.Begin begin;
        FaultPoint.BEFORE_INTENT.reach();
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
            long wait = pace.untilSend(now);
            if (wait <= 0) {
                return OptionalLong.of(now);
            }
            time.sleep(Duration.ofNanos(Math.min(wait, GLANCE.toNanos())));
        }
        return OptionalLong.empty();
    }
}
