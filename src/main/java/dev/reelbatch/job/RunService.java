package dev.reelbatch.job;

import dev.reelbatch.home.Home;
import dev.reelbatch.home.HomeNotWritableException;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.load.CheckedSheet;
import dev.reelbatch.plan.ApiTarget;
import dev.reelbatch.plan.BudgetStatus;
import dev.reelbatch.plan.CorrectionPreview;
import dev.reelbatch.plan.Ledgers;
import dev.reelbatch.plan.Planner;
import dev.reelbatch.plan.PreviewPlanner;
import dev.reelbatch.plan.RunPlan;
import dev.reelbatch.plan.RunRegistry;
import dev.reelbatch.plan.RunRequest;
import dev.reelbatch.plan.SheetPreview;
import dev.reelbatch.report.MarkedFiles;
import dev.reelbatch.report.Report;
import dev.reelbatch.report.ReportFiles;
import dev.reelbatch.report.ReportInfo;
import dev.reelbatch.report.Summary;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.sheet.ReadOptions;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.time.Time;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Plans and executes runs: new, interrupted and complete ones. */
public final class RunService {

    private final Ledgers ledgers;
    private final JobResults results;
    private final UnfinishedWishes unfinished;
    private final RunRegistry runRegistry;
    private final Planner planner;
    private final PreviewPlanner previewPlanner;
    private final RunExecutor executor;
    private final Report report;
    private final JobStatuses jobStatuses;
    private final Settings settings;
    private final Home home;
    private final Path workingDir;
    private final Time time;

    public RunService(
            Ledgers ledgers,
            RunRegistry runRegistry,
            Planner planner,
            PreviewPlanner previewPlanner,
            RunExecutor executor,
            Report report,
            JobStatuses jobStatuses,
            Settings settings,
            Home home,
            Path workingDir,
            Time time) {
        this.ledgers = ledgers;
        this.results = new JobResults(ledgers);
        this.unfinished = new UnfinishedWishes(ledgers);
        this.runRegistry = runRegistry;
        this.planner = planner;
        this.previewPlanner = previewPlanner;
        this.executor = executor;
        this.report = report;
        this.jobStatuses = jobStatuses;
        this.settings = settings;
        this.home = home;
        this.workingDir = workingDir;
        this.time = time;
    }

    /** See {@link Planner#plan}; one request at a time, since a plan keeps a copy of its sheet in the home. */
    public RunPlan plan(RunRequest request, ApiTarget apiTarget) {
        try {
            synchronized (planner) {
                return planner.plan(request, apiTarget);
            }
        } catch (RuntimeException e) {
            throw DatabaseErrors.notWritable(home, e);
        }
    }

    /** Does work that no planning may meet, such as deleting copies of sheets. */
    public void whileNothingIsPlanned(Runnable work) {
        synchronized (planner) {
            work.run();
        }
    }

    /** Returns the job whose rows this file corrects, for example a failed.csv; empty for an ordinary sheet. */
    public Optional<String> correctedJob(Path input, @Nullable ReadOptions readOptions) {
        synchronized (planner) {
            return planner.correctedJob(input, readOptions);
        }
    }

    /** See {@link Planner#draftExport}. */
    public Path draftExport(String jobName, @Nullable RowRanges rows) {
        return planner.draftExport(jobName, rows);
    }

    /** See {@link PreviewPlanner#of}. */
    public SheetPreview preview(CheckedSheet sheet, ReadOptions readOptions, String api, boolean fresh) {
        return previewPlanner.of(sheet, readOptions, api, fresh);
    }

    /** See {@link PreviewPlanner#ofCorrection}. */
    public Optional<CorrectionPreview> previewOfCorrection(RunRequest request, String api) {
        return previewPlanner.ofCorrection(request, api);
    }

    /** Returns the home's budget; empty if it has none. */
    public Optional<BudgetStatus> budget() {
        return Optional.ofNullable(settings.parsedBudget())
                .map(budget -> new BudgetStatus(budget, ledgers.submit().spent(budget)));
    }

    /** Returns true if nothing is left to do; {@link #run} then only refreshes the reports. */
    public boolean isComplete(RunPlan runPlan) {
        return runRegistry.isComplete(runPlan);
    }

    /** Returns what makes the files of the team's marks. */
    public MarkedFiles markedFiles() {
        return report.marked();
    }

    public JobResults results() {
        return results;
    }

    public UnfinishedWishes unfinished() {
        return unfinished;
    }

    /**
     * Runs the plan to its end, or until the stop signal; the summary is for the console. {@link #close} must follow.
     * Several threads may run plans that share no job and no clip; they share one account.
     *
     * @param stop stops everything that this process does
     * @throws HomeNotWritableException if the home's disk fails
     */
    public RunResult run(RunPlan runPlan, StopSignal stop, ProgressListener progressListener) {
        try {
            return runToItsEnd(runPlan, stop, progressListener);
        } catch (RuntimeException e) { // after a failed write the database is closed
            throw DatabaseErrors.notWritable(home, e);
        }
    }

    private RunResult runToItsEnd(RunPlan runPlan, StopSignal stop, ProgressListener progressListener) {
        boolean complete = isComplete(runPlan);
        long start = time.nanos();
        Run run = complete ? Objects.requireNonNull(runPlan.latest()) : runRegistry.register(runPlan);
        Wish wish = runRegistry.begin(runPlan, run, () -> progressListener.recordBeginning(run));
        RunLog.began(run, runPlan);
        Reporting reporting = reporting(run);
        StopSignal stopped = stop;
        if (complete) {
            reporting.writeLast(stop);
            progressListener.onProgress(RunProgress.atComplete(
                    run,
                    runPlan.backend().isRehearsal(),
                    time.now(),
                    ledgers.rows().states(run.id()),
                    ledgers.report().money(run.id()),
                    runPlan.limits().rate()));
        } else {
            stopped = executor.execute(new PreparedRun(runPlan, run, wish), reporting, stop, progressListener);
        }
        ledgers.runs().recordEnd(run.id());
        ledgers.totals().forgetRecent();
        RunResult result = result(run, wish, reporting, stopped, runPlan);
        ledgers.wishes().putAway(wish);
        RunLog.ended(
                result,
                ledgers.rows().states(run.id()),
                Cost.of(ledgers.report().money(run.id())),
                time.onWallClock(time.since(start)));
        return result;
    }

    /**
     * Closes the wish of a run after everything that belongs to its end is done. Only from now on does repeating the
     * command start a new wish, which pays again; until then, even after a kill, it is resumed. A stopped run stays
     * open; {@code serve} does not resume it at its start if a limit has stopped it that a person has to raise.
     */
    public void close(RunResult result) {
        try {
            if (result.stopped().isEmpty()) {
                ledgers.wishes().close(result.wish());
            } else if (result.stopped().get().kind().isLimit()) {
                ledgers.wishes().limit(result.wish());
            }
        } catch (RuntimeException e) {
            throw DatabaseErrors.notWritable(home, e);
        }
    }

    private Reporting reporting(Run run) {
        return new Reporting(report, runRegistry.delivered(), ledgers.runs(), run.id(), home);
    }

    /** Writes the files of a run that is not active, from the present ledger. */
    public void writeReports(Run run) {
        reporting(run).writeLast(new StopSignal());
    }

    private RunResult result(Run run, Wish wish, Reporting reporting, StopSignal stop, RunPlan runPlan) {
        AtomicInteger missing = new AtomicInteger(runPlan.offer().sheet().invalidRows());
        AtomicInteger open = new AtomicInteger();
        ledgers.rows().forEachNotDelivered(run.id(), row -> {
            if (runPlan.limits().rows().contains(row.row())) {
                missing.addAndGet(row.isMissing() ? 1 : 0);
                open.addAndGet(row.state().isUnderWay() || row.isPaidBy(wish) ? 1 : 0);
            }
        });
        Run ended = ledgers.runs().run(run.id());
        ReportInfo info = Objects.requireNonNull(reporting.info());
        ReportFiles files = Objects.requireNonNull(reporting.files());
        Summary summary = new Summary(runPlan.request().folder(workingDir));
        return new RunResult(
                stop.decisive(),
                missing.get(),
                open.get(),
                Stream.of(
                                summary.lines(ended, info, files),
                                runPlan.afterwards(),
                                JobStatuses.openElsewhereText(jobStatuses.openElsewhere(
                                        runPlan.backend().name())))
                        .flatMap(List::stream)
                        .toList(),
                Stream.concat(summary.linesForOthers(ended, info, files).stream(), runPlan.afterwards().stream())
                        .toList(),
                ended,
                wish,
                files);
    }
}
