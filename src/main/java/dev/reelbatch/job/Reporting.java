package dev.reelbatch.job;

import dev.reelbatch.download.DeliveredFiles;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.RunLedger;
import dev.reelbatch.pump.StopSignal;
import dev.reelbatch.report.Report;
import dev.reelbatch.report.ReportFiles;
import dev.reelbatch.report.ReportInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The reports of one run: by its last step, after an execution that did not reach it, and while it goes on. */
final class Reporting {

    private static final Logger log = LoggerFactory.getLogger(Reporting.class);

    private final Report report;
    private final DeliveredFiles delivered;
    private final RunLedger runs;
    private final long runId;
    private final boolean rehearsal;
    private final Path logFile;
    private final Consumer<Run> noteInOut;
    private @Nullable ReportFiles files;
    private @Nullable ReportInfo info;

    Reporting(
            Report report,
            DeliveredFiles delivered,
            RunLedger runs,
            long runId,
            boolean rehearsal,
            Path logFile,
            Consumer<Run> noteInOut) {
        this.report = report;
        this.delivered = delivered;
        this.runs = runs;
        this.runId = runId;
        this.rehearsal = rehearsal;
        this.logFile = logFile;
        this.noteInOut = noteInOut;
    }

    /** All files, with why the run stopped, if it did. */
    synchronized void writeLast(StopSignal stop) {
        Run run = runs.run(runId);
        link(run);
        info = new ReportInfo(rehearsal, true, headline(stop), logFile);
        files = report.write(run, info);
        noteInOut.accept(run);
    }

    /** The page alone, while the run goes on: a beat that comes late never says so of one that is over. */
    synchronized void renewPage(StopSignal stop) {
        if (files != null) {
            return;
        }
        Run run = runs.run(runId);
        report.writePage(run, new ReportInfo(rehearsal, false, headline(stop), logFile));
        noteInOut.accept(run);
    }

    private void link(Run run) {
        try {
            delivered.linkFromElsewhere(run);
        } catch (IOException e) {
            // the manifest names the file where it is
            log.warn("Can't link videos of other runs into {}: {}", run.outDir(), e.toString());
        }
    }

    private static @Nullable String headline(StopSignal stop) {
        return stop.causes().isEmpty()
                ? null
                : stop.causes().stream().map(StopSignal.Cause::message).collect(Collectors.joining(" "));
    }

    /** What was written last; null if nothing was. */
    synchronized @Nullable ReportFiles files() {
        return files;
    }

    synchronized @Nullable ReportInfo info() {
        return info;
    }
}
