package dev.reelbatch.download;

import dev.reelbatch.api.TasksClient;
import dev.reelbatch.api.VideoClient;
import dev.reelbatch.ledger.DownloadLedger;
import dev.reelbatch.pump.Patience;
import dev.reelbatch.pump.StopSignal;
import dev.reelbatch.time.Time;

/** What the download step works with during one execution; {@code api} is asked for fresh URLs. */
public record DownloadCollaborators(
        VideoClient videos, TasksClient api, DownloadLedger ledger, Patience patience, StopSignal stop, Time time) {}
