package dev.reelbatch.job;

import dev.reelbatch.download.DeliveredFiles;
import dev.reelbatch.home.Home;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.RunLedger;
import dev.reelbatch.plan.RunOptions;
import dev.reelbatch.report.Report;
import dev.reelbatch.report.ReportFiles;
import dev.reelbatch.report.ReportInfo;
import dev.reelbatch.stage.StopSignal;
import java.io.IOException;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the reports of one run: in its last step, after an execution that did not reach it, and during the run. */
final class Reporting {

    private static final Logger log = LoggerFactory.getLogger(Reporting.class);

    private final Report report;
    private final DeliveredFiles delivered;
    private final RunLedger runs;
    private final long runId;
    private final Home home;
    private @Nullable ReportFiles files;
    private @Nullable ReportInfo info;

    Reporting(Report report, DeliveredFiles delivered, RunLedger runs, long runId, Home home) {
        this.report = report;
        this.delivered = delivered;
        this.runs = runs;
        this.runId = runId;
        this.home = home;
    }

    /** Writes all files, with the reason if the run stopped. */
    synchronized void writeLast(StopSignal stop) {
        Run run = runs.run(runId);
        link(run);
        info = info(run, true, stop, null);
        files = report.write(run, info);
    }

    /**
     * Writes only the page, during the run. A late call never overwrites the page of a finished run.
     *
     * @param end when the run is expected to end; null if that is unknown
     */
    synchronized void renewPage(StopSignal stop, @Nullable Instant end) {
        if (files != null) {
            return;
        }
        Run run = runs.run(runId);
        report.writePage(run, info(run, false, stop, end));
    }

    private void link(Run run) {
        try {
            delivered.linkFromElsewhere(run);
        } catch (IOException e) {
            // the manifest names the file in its present place
            log.warn("Can't link videos of other runs into {}: {}", run.outDir(), e.toString());
        }
    }

    private ReportInfo info(Run run, boolean finished, StopSignal stop, @Nullable Instant end) {
        boolean draft = RunOptions.parse(run.options()).makesDrafts();
        return new ReportInfo(home.rehearsal(), home.option(), draft, finished, headline(stop), home.log(), end);
    }

    private static @Nullable String headline(StopSignal stop) {
        return stop.causes().isEmpty()
                ? null
                : stop.causes().stream()
                        .map(StopSignal.Cause::message)
                        .distinct()
                        .collect(Collectors.joining(" "));
    }

    /** Returns the files written last; null if there are none. */
    synchronized @Nullable ReportFiles files() {
        return files;
    }

    synchronized @Nullable ReportInfo info() {
        return info;
    }
}
