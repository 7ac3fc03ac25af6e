package dev.reelbatch.submit;

import dev.reelbatch.api.ApiError;
import dev.reelbatch.api.SubmitAnswer;
import dev.reelbatch.ledger.ClipError;
import dev.reelbatch.ledger.OpenSubmission;
import dev.reelbatch.ledger.SubmitLedger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records the answer to a POST in the ledger. */
final class AnswerRecorder {

    private static final Logger log = LoggerFactory.getLogger(AnswerRecorder.class);
    private static final int OK = 200;

    private final SubmitLedger ledger;

    AnswerRecorder(SubmitLedger ledger) {
        this.ledger = ledger;
    }

    /**
     * Records the answer.
     *
     * @param failsIfUnavailable true if a 503 fails the row instead of queueing it again
     * @return the answer to believe: one that names a task of another submission is not reliable
     */
    SubmitAnswer record(OpenSubmission submission, int row, SubmitAnswer answer, boolean failsIfUnavailable) {
        if (answer instanceof SubmitAnswer.Accepted yes) {
            return accepted(submission, yes);
        } else if (answer instanceof SubmitAnswer.NotAccepted no) {
            if (failsIfUnavailable && no.cause() == SubmitAnswer.Cause.UNAVAILABLE) {
                ledger.refused(submission, reason(no.error()));
            } else {
                ledger.notAccepted(submission, reason(no.error()));
            }
            log.info("Submission {} not accepted: {}", submission.id(), no.error());
        } else if (answer instanceof SubmitAnswer.Refused no) {
            ledger.refused(submission, reason(no.error()));
            log.info("Row {} refused: {}", row, no.error());
        } else if (answer instanceof SubmitAnswer.NotSent no) {
            ledger.refused(submission, reason(no.error()));
            log.info("Row {} not sent: {}", row, no.error());
        } else if (answer instanceof SubmitAnswer.Stopped no) {
            ledger.notAccepted(submission, reason(no.error()));
        } else if (answer instanceof SubmitAnswer.Unknown unclear) {
            ledger.inDoubt(submission, unclear.taskId(), reason(unclear.error()));
            log.warn("Row {} is in doubt: {}", row, unclear.error());
        }
        return answer;
    }

    private SubmitAnswer accepted(OpenSubmission submission, SubmitAnswer.Accepted yes) {
        try {
            return ledger.accepted(submission, yes.taskId(), yes.requestId())
                    .map(doubt -> inDoubt(submission, yes, doubt))
                    .orElse(yes);
        } catch (RuntimeException e) {
            log.error("Submission {} was accepted as task {} but could not be recorded", submission.id(), yes.taskId());
            throw e;
        }
    }

    private static SubmitAnswer inDoubt(OpenSubmission submission, SubmitAnswer.Accepted yes, ClipError doubt) {
        log.warn("Submission {} is in doubt, task {}: {}", submission.id(), yes.taskId(), doubt.message());
        return new SubmitAnswer.Unknown(new ApiError(OK, null, doubt.code(), doubt.message(), null), null, null);
    }

    private static ClipError reason(ApiError error) {
        return new ClipError(error.httpStatus() == 0 ? null : error.httpStatus(), error.code(), error.message());
    }
}
