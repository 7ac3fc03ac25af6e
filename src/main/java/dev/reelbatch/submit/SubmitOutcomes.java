package dev.reelbatch.submit;

import dev.reelbatch.api.ApiError;
import dev.reelbatch.api.SubmitAnswer;
import dev.reelbatch.ledger.ClipError;
import dev.reelbatch.ledger.OpenSubmission;
import dev.reelbatch.ledger.SubmitLedger;
import dev.reelbatch.stage.ApiSilence;
import dev.reelbatch.stage.StopSignal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records what a POST came to, and tells those who look after the account's traffic. */
final class SubmitOutcomes {

    /** What an attempt means for its clip. */
    enum Attempt {
        SETTLED,
        NOT_ACCEPTED,
        UNAVAILABLE
    }

    /**
     * A POST that left.
     *
     * @param lastTryWhenUnavailable whether a 503 fails the row
     */
    record Sent(OpenSubmission submission, int row, CircuitBreaker.Post post, boolean lastTryWhenUnavailable) {}

    private static final Logger log = LoggerFactory.getLogger(SubmitOutcomes.class);

    private final SubmitLedger ledger;
    private final TaskLookup lookup;
    private final SubmitThrottle submitThrottle;
    private final ApiSilence apiSilence;
    private final RefusalStreak refusalStreak;
    private final StopSignal account;
    private final AtomicLong accepted = new AtomicLong();

    SubmitOutcomes(SubmitCollaborators with, TaskLookup lookup) {
        this.ledger = with.ledger();
        this.lookup = lookup;
        this.submitThrottle = with.traffic();
        this.apiSilence = submitThrottle.patience();
        this.refusalStreak = submitThrottle.refusals();
        this.account = submitThrottle.stop();
    }

    /** How many tasks were accepted. */
    long accepted() {
        return accepted.get();
    }

    Attempt record(Sent sent, SubmitAnswer answer) {
        if (answer instanceof SubmitAnswer.Accepted yes) {
            return accepted(sent, yes);
        } else if (answer instanceof SubmitAnswer.NotAccepted no) {
            return notAccepted(sent, no);
        } else if (answer instanceof SubmitAnswer.Refused no) {
            return refused(sent, no);
        } else if (answer instanceof SubmitAnswer.Stopped no) {
            return stopped(sent, no);
        } else {
            return unknown(sent, (SubmitAnswer.Unknown) answer);
        }
    }

    void goOnOrStop(CircuitBreaker.Verdict verdict, String why) {
        if (verdict == CircuitBreaker.Verdict.STOP) {
            account.stopSubmitting(StopMessages.outage(why));
        }
    }

    private Attempt accepted(Sent sent, SubmitAnswer.Accepted yes) {
        OpenSubmission submission = sent.submission();
        Optional<ClipError> doubt;
        try {
            doubt = ledger.accepted(submission, yes.taskId(), yes.requestId());
        } catch (RuntimeException e) {
            log.error("Submission {} was accepted as task {} but could not be recorded", submission.id(), yes.taskId());
            throw e;
        }
        if (doubt.isPresent()) {
            String why = doubt.get().message();
            log.warn("Submission {} is in doubt, task {}: {}", submission.id(), yes.taskId(), why);
            apiSilence.answeredWith(why);
            goOnOrStop(submitThrottle.unknown(sent.post()), why);
            return Attempt.SETTLED;
        }
        accepted.incrementAndGet();
        submitThrottle.accepted(sent.post());
        return Attempt.SETTLED;
    }

    private Attempt notAccepted(Sent sent, SubmitAnswer.NotAccepted no) {
        OpenSubmission submission = sent.submission();
        boolean unavailable = no.cause() == SubmitAnswer.Cause.UNAVAILABLE;
        if (unavailable && sent.lastTryWhenUnavailable()) {
            ledger.refused(submission, fault(no.error()));
        } else {
            ledger.notAccepted(submission, fault(no.error()));
        }
        submitThrottle.notAccepted(sent.post(), no);
        log.info("Submission {} not accepted: {}", submission.id(), no.error());
        return !unavailable
                ? Attempt.NOT_ACCEPTED
                : sent.lastTryWhenUnavailable() ? Attempt.SETTLED : Attempt.UNAVAILABLE;
    }

    private Attempt refused(Sent sent, SubmitAnswer.Refused no) {
        OpenSubmission submission = sent.submission();
        ledger.refused(submission, fault(no.error()));
        submitThrottle.refused(sent.post());
        log.info("Row {} refused: {}", sent.row(), no.error());
        if (no.kind() != SubmitAnswer.Kind.OTHER) {
            refusalStreak.somethingElse();
            return Attempt.SETTLED;
        }
        String refusal = no.error().httpStatus() + " " + no.error().code();
        List<OpenSubmission> takeBack = refusalStreak.refused(submission, refusal);
        if (!takeBack.isEmpty()) {
            account.stopSubmitting(StopMessages.refusedInARow(no.error()));
            ledger.takeRefusalsBack(takeBack);
        }
        return Attempt.SETTLED;
    }

    private Attempt stopped(Sent sent, SubmitAnswer.Stopped no) {
        ledger.notAccepted(sent.submission(), fault(no.error()));
        submitThrottle.refused(sent.post());
        account.stopSubmitting(StopMessages.refused(no));
        return Attempt.SETTLED;
    }

    private Attempt unknown(Sent sent, SubmitAnswer.Unknown answer) {
        OpenSubmission submission = sent.submission();
        ApiError error = answer.error();
        ledger.inDoubt(submission, answer.taskId(), fault(error));
        log.warn("Row {} is in doubt: {}", sent.row(), error);
        if (answer.stops() != null) {
            account.stopSubmitting(StopMessages.refused(answer.stops()));
        }
        if (lookup.isFound(submission, answer.taskId())) {
            accepted.incrementAndGet();
            submitThrottle.accepted(sent.post());
        } else {
            goOnOrStop(submitThrottle.unknown(sent.post(), error), error.message());
        }
        return Attempt.SETTLED;
    }

    private static ClipError fault(ApiError error) {
        return new ClipError(error.httpStatus() == 0 ? null : error.httpStatus(), error.code(), error.message());
    }
}
