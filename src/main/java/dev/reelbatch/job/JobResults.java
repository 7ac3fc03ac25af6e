package dev.reelbatch.job;

import dev.reelbatch.ledger.DeliveredFileLedger;
import dev.reelbatch.ledger.DeliveredFileLedger.RowVideo;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.VideoFile;
import dev.reelbatch.plan.JobName;
import dev.reelbatch.plan.Ledgers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Where the results of jobs are, and a few of their videos. */
public final class JobResults {

    private final Ledgers ledgers;

    public JobResults(Ledgers ledgers) {
        this.ledgers = ledgers;
    }

    /** Returns the folder of the job's latest run, if that was made of an input of this content. */
    public Optional<Path> folder(String jobName, String inputSha256) {
        return latestRun(jobName)
                .filter(run -> run.inputSha256().equals(inputSha256))
                .map(Run::outDir);
    }

    /** Returns the folder of the job's latest run. */
    public Optional<Path> folder(String jobName) {
        return latestRun(jobName).map(Run::outDir);
    }

    private Optional<Run> latestRun(String jobName) {
        return ledgers.jobs().job(JobName.checked(jobName)).flatMap(ledgers.runs()::latestRun);
    }

    /** Returns a few videos of a run, the latest first. */
    public List<RowVideo> latestVideos(Run run, int limit) {
        return videos(run, limit, files -> files.latest(run.id(), 2 * limit));
    }

    /** Returns a few videos of a run, in the order of its sheet. */
    public List<RowVideo> firstVideos(Run run, int limit) {
        return videos(run, limit, files -> files.first(run.id(), 2 * limit));
    }

    /** @param read also reads covers, which are not videos */
    private List<RowVideo> videos(Run run, int limit, Function<DeliveredFileLedger, List<RowVideo>> read) {
        return read.apply(ledgers.download().files()).stream()
                .filter(file -> VideoFile.isVideo(file.file()))
                .limit(limit)
                .map(file -> file.in(run.outDir()))
                .toList();
    }
}
