package dev.reelbatch.download;

import dev.reelbatch.api.TasksClient;
import dev.reelbatch.api.VideoClient;
import dev.reelbatch.ledger.DownloadLedger;
import dev.reelbatch.stage.ApiSilence;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.time.Time;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What the download step works with during one execution.
 *
 * @param api is asked for fresh URLs
 * @param runs those that go on
 * @param isInUse whether a folder is of a run that goes on, which can't do without it
 */
public record DownloadCollaborators(
        VideoClient videos,
        TasksClient api,
        DownloadLedger ledger,
        Supplier<Set<Long>> runs,
        Predicate<Path> isInUse,
        ApiSilence patience,
        StopSignal stop,
        Time time) {}
