package dev.reelbatch.submit;

import dev.reelbatch.api.ApiError;
import dev.reelbatch.api.SubmitAnswer;
import dev.reelbatch.ledger.ClipError;
import dev.reelbatch.ledger.OpenSubmission;
import dev.reelbatch.ledger.QueuedClip;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.SubmitLedger;
import dev.reelbatch.stage.RowLine;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records the answer to a POST in the ledger. */
final class AnswerRecorder {

    private static final Logger log = LoggerFactory.getLogger(AnswerRecorder.class);
    private static final int OK = 200;

    private final SubmitLedger ledger;
    private final Run run;

    /** @param run that submits, for the log */
    AnswerRecorder(SubmitLedger ledger, Run run) {
        this.ledger = ledger;
        this.run = run;
    }

    /**
     * Records the answer.
     *
     * @param failsIfUnavailable true if a 503 fails the row instead of queueing it again
     * @return the answer to believe: one that names a task of another submission is not reliable
     */
    SubmitAnswer record(OpenSubmission submission, QueuedClip clip, SubmitAnswer answer, boolean failsIfUnavailable) {
        if (answer instanceof SubmitAnswer.Accepted yes) {
            return accepted(submission, clip, yes);
        } else if (answer instanceof SubmitAnswer.NotAccepted no) {
            if (failsIfUnavailable && no.cause() == SubmitAnswer.Cause.UNAVAILABLE) {
                ledger.refused(submission, reason(no.error()));
            } else {
                ledger.notAccepted(submission, reason(no.error()));
            }
            pending(clip, no.error());
        } else if (answer instanceof SubmitAnswer.Refused no) {
            ledger.refused(submission, reason(no.error()));
        } else if (answer instanceof SubmitAnswer.NotSent no) {
            ledger.refused(submission, reason(no.error()));
        } else if (answer instanceof SubmitAnswer.Stopped no) {
            ledger.notAccepted(submission, reason(no.error()));
            pending(clip, no.error());
        } else if (answer instanceof SubmitAnswer.Unknown unclear) {
            ledger.inDoubt(submission, unclear.taskId(), reason(unclear.error()));
        }
        return answer;
    }

    private SubmitAnswer accepted(OpenSubmission submission, QueuedClip clip, SubmitAnswer.Accepted yes) {
        try {
            Optional<ClipError> doubt = ledger.accepted(submission, yes.taskId(), yes.requestId());
            if (doubt.isPresent()) {
                return inDoubt(submission, yes, doubt.get());
            }
        } catch (RuntimeException e) {
            log.error("Submission {} was accepted as task {} but could not be recorded", submission.id(), yes.taskId());
            throw e;
        }
        line(clip).with("task", yes.taskId()).write("row_submitted", "submitted as task " + yes.taskId());
        return yes;
    }

    /** Says that the row is pending again. That it was refused, or is in doubt, is said when the row has moved. */
    private void pending(QueuedClip clip, ApiError error) {
        line(clip)
                .with("code", error.code())
                .write(
                        "row_pending",
                        "not accepted, pending again: %d %s, %s"
                                .formatted(error.httpStatus(), error.code(), error.message()));
    }

    private RowLine line(QueuedClip clip) {
        return new RowLine(run.job().name(), run.number(), clip.row(), clip.variant());
    }

    private static SubmitAnswer inDoubt(OpenSubmission submission, SubmitAnswer.Accepted yes, ClipError doubt) {
        log.warn("Submission {} is in doubt, task {}: {}", submission.id(), yes.taskId(), doubt.message());
        return new SubmitAnswer.Unknown(new ApiError(OK, null, doubt.code(), doubt.message(), null), null, null);
    }

    private static ClipError reason(ApiError error) {
        return new ClipError(error.httpStatus() == 0 ? null : error.httpStatus(), error.code(), error.message());
    }
}
