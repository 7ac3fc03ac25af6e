package dev.reelbatch.submit;

import dev.reelbatch.api.ApiError;
import dev.reelbatch.api.StatusAnswer;
import dev.reelbatch.api.TasksClient;
import dev.reelbatch.ledger.SubmitLedger;
import dev.reelbatch.stage.ApiSilence;
import java.util.Optional;

/** Looks whether the API is back after an outage by a question that costs nothing: for the run's latest task. */
final class HealthProbe {

    private final TasksClient api;
    private final SubmitLedger ledger;
    private final long runId;
    private final ApiSilence apiSilence;

    HealthProbe(SubmitCollaborators with) {
        this.api = with.api();
        this.ledger = with.ledger();
        this.runId = with.settings().runId();
        this.apiSilence = with.traffic().patience();
    }

    /** What is still wrong; empty if the API answers, or if there is no task yet to ask for. */
    Optional<ApiError> trouble() {
        return ledger.latestTask(runId).map(api::status).flatMap(this::trouble);
    }

    private Optional<ApiError> trouble(StatusAnswer answer) {
        if (answer instanceof StatusAnswer.Unanswered none && !none.reached()) {
            apiSilence.unanswered(none.error().message());
        } else if (answer instanceof StatusAnswer.Unanswered none) {
            apiSilence.answeredWith(none.error().message());
        } else {
            apiSilence.answered();
        }
        return answer instanceof StatusAnswer.Unanswered none && none.isOutOfOrder()
                ? Optional.of(none.error())
                : Optional.empty();
    }
}
