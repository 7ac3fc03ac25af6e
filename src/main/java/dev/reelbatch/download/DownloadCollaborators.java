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
 * The objects that the download step works with during one execution.
 *
 * @param api gives fresh URLs
 * @param runs ids of the running runs
 * @param isInUse whether a folder belongs to a running run, which can't do without it
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
