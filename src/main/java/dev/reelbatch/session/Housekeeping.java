package dev.reelbatch.session;

import dev.reelbatch.home.Home;
import dev.reelbatch.home.Inputs;
import dev.reelbatch.home.PreparedRuns;
import dev.reelbatch.job.BatchExecutions;
import dev.reelbatch.ledger.JobLedger;
import dev.reelbatch.ledger.NamedJob;
import dev.reelbatch.ledger.RunLedger;
import dev.reelbatch.picture.PictureStore;
import dev.reelbatch.plan.FetchedSheets;
import dev.reelbatch.plan.RunOptions;
import dev.reelbatch.plan.SheetPictures;
import dev.reelbatch.time.Time;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes data that is no longer needed: copies of inputs and pictures without a run, fetched
 * sheets without a job, old records of Spring Batch and of
 * what people did over HTTP. The ledger keeps everything else. Called before any run is planned; it costs next to nothing.
 */
final class Housekeeping {

    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

    /** Executions kept for each job. A run needs only the last one to be resumed; the others are for people. */
    private static final int EXECUTIONS_KEPT = 20;

    private static final Duration REFUSED_KEPT = Duration.ofDays(1);
    private static final Duration PREPARED_KEPT = Duration.ofDays(7);

    private final JobLedger jobs;
    private final RunLedger runs;
    private final BatchExecutions batch;
    private final Runnable oldAudit;
    private final Home home;
    private final Time time;

    /** @param oldAudit deletes what people did too long ago */
    Housekeeping(JobLedger jobs, RunLedger runs, BatchExecutions batch, Runnable oldAudit, Home home, Time time) {
        this.jobs = jobs;
        this.runs = runs;
        this.batch = batch;
        this.oldAudit = oldAudit;
        this.home = home;
        this.time = time;
    }

    void tidy() {
        try {
            deleteCopies();
            batch.forgetOld(EXECUTIONS_KEPT);
            oldAudit.run();
        } catch (IOException | RuntimeException e) {
            log.warn("Old records can't be thrown away", e); // they do no harm
        }
    }

    private void deleteCopies() throws IOException {
        SheetPictures lists = new SheetPictures(home);
        Set<String> kept = new HashSet<>(runs.inputs());
        Set<String> pictures = new HashSet<>();
        for (String json : runs.optionsWith("pictureList")) {
            RunOptions options = RunOptions.parse(json);
            if (kept.add(String.valueOf(options.pictureList()))) {
                pictures.addAll(lists.ofRun(options).sha256s());
            }
        }
        FetchedSheets.deleteAllExcept(
                jobs.jobs().stream().map(NamedJob::folder).collect(Collectors.toSet()),
                time.now().minus(REFUSED_KEPT),
                home.folder());
        new PreparedRuns(home).deleteBefore(time.now().minus(PREPARED_KEPT));
        new Inputs(home).deleteAllExcept(kept);
        new PictureStore(home.pictures()).deleteAllExcept(pictures);
    }
}
