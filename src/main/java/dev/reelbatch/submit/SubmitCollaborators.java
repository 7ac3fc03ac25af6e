package dev.reelbatch.submit;

import dev.reelbatch.api.TasksClient;
import dev.reelbatch.ledger.QueueLedger;
import dev.reelbatch.ledger.SubmitLedger;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.time.Time;

/** What the submit step works with during one execution; {@code stop} is the run's own. */
public record SubmitCollaborators(
        TasksClient api,
        QueueLedger queue,
        SubmitLedger ledger,
        BeforeSending reservation,
        SubmitSettings settings,
        SubmitThrottle traffic,
        StopSignal stop,
        Time time) {}
