package dev.reelbatch.submit;

import dev.reelbatch.api.TasksClient;
import dev.reelbatch.ledger.SubmitLedger;
import dev.reelbatch.pump.Patience;
import dev.reelbatch.pump.StopSignal;
import dev.reelbatch.time.Time;

/** What the submit step works with during one execution. */
public record SubmitCollaborators(
        TasksClient api,
        SubmitLedger ledger,
        SubmitSettings settings,
        InFlight inFlight,
        Patience patience,
        StopSignal stop,
        Time time) {}
