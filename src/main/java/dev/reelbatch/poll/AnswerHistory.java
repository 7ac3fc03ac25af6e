package dev.reelbatch.poll;

import dev.reelbatch.api.ApiError;
import dev.reelbatch.api.StatusAnswer;
import dev.reelbatch.ledger.HistoryLine;
import dev.reelbatch.ledger.HistoryLine.Kind;
import dev.reelbatch.ledger.OpenTask;
import dev.reelbatch.ledger.PollLedger;
import dev.reelbatch.time.Time;
import java.time.Instant;

/** Notes what the API answers about tasks in the history of their clips. */
final class AnswerHistory {

    private final PollLedger ledger;
    private final Time time;

    AnswerHistory(PollLedger ledger, Time time) {
        this.ledger = ledger;
        this.time = time;
    }

    void add(OpenTask task, StatusAnswer answer) {
        ledger.answered(task, line(answer, time.now()));
    }

    private static HistoryLine line(StatusAnswer answer, Instant now) {
        if (answer instanceof StatusAnswer.Running running) {
            return HistoryLine.answer(Kind.RUNNING, now, running.word());
        } else if (answer instanceof StatusAnswer.Succeeded) {
            return HistoryLine.answer(Kind.SUCCEEDED, now, null);
        } else if (answer instanceof StatusAnswer.Ended end) {
            return HistoryLine.answer(Kind.ENDED, now, "%s: %s".formatted(end.word(), end.message()));
        } else if (answer instanceof StatusAnswer.Denied denied) {
            return HistoryLine.answer(Kind.NO_ANSWER, now, reason(denied.error()));
        }
        return HistoryLine.answer(Kind.NO_ANSWER, now, reason(((StatusAnswer.Unanswered) answer).error()));
    }

    private static String reason(ApiError error) {
        return error.httpStatus() == 0 ? error.message() : "HTTP %d: %s".formatted(error.httpStatus(), error.message());
    }
}
