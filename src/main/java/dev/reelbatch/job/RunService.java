package dev.reelbatch.job;

import dev.reelbatch.home.Home;
import dev.reelbatch.home.HomeNotWritableException;
import dev.reelbatch.home.StatusFile;
import dev.reelbatch.ledger.ClipError;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.load.CheckedSheet;
import dev.reelbatch.plan.ApiTarget;
import dev.reelbatch.plan.BudgetStatus;
import dev.reelbatch.plan.CorrectionPreview;
import dev.reelbatch.plan.HomeGuard;
import dev.reelbatch.plan.JobName;
import dev.reelbatch.plan.Ledgers;
import dev.reelbatch.plan.Planner;
import dev.reelbatch.plan.PreviewPlanner;
import dev.reelbatch.plan.RunColumns;
import dev.reelbatch.plan.RunPlan;
import dev.reelbatch.plan.RunRegistry;
import dev.reelbatch.plan.RunRequest;
import dev.reelbatch.plan.SheetPreview;
import dev.reelbatch.plan.SheetSource;
import dev.reelbatch.report.Report;
import dev.reelbatch.report.ReportFiles;
import dev.reelbatch.report.ReportInfo;
import dev.reelbatch.report.Summary;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.sheet.ReadOptions;
import dev.reelbatch.stage.ChangeSignal;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.text.Text;
import dev.reelbatch.time.Time;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.transaction.PlatformTransactionManager;

/** Plans and executes runs: new, interrupted and complete ones. */
public final class RunService {

    private static final Logger log = LoggerFactory.getLogger(RunService.class);

    private final Ledgers ledgers;
    private final HomeGuard guard;
    private final OpenReservations reservations;
    private final RunRegistry runRegistry;
    private final Planner planner;
    private final PreviewPlanner previewPlanner;
    private final BatchExecutions batch;
    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final Settings settings;
    private final Home home;
    private final Time time;
    private final Report report;
    private final Path workingDir;
    private final StatusFile status;
    private final ChangeSignal changeSignal;
    private final SharedAccount account;

    public RunService(
            Ledgers ledgers,
            HomeGuard guard,
            OpenReservations reservations,
            BatchExecutions batch,
            JobRepository repository,
            PlatformTransactionManager transactions,
            Settings settings,
            Home home,
            Path workingDir,
            Time time) {
        this.ledgers = ledgers;
        this.guard = guard;
        this.reservations = reservations;
        this.batch = batch;
        this.repository = repository;
        this.transactions = transactions;
        this.settings = settings;
        this.home = home;
        this.workingDir = workingDir;
        this.time = time;
        this.status = new StatusFile(home);
        this.changeSignal = new ChangeSignal(time);
        this.account = new SharedAccount(ledgers, settings, changeSignal, time);
        this.runRegistry = new RunRegistry(ledgers, batch::isCompleted, guard);
        SheetSource sheetSource = new SheetSource(ledgers, runRegistry, home);
        this.planner = new Planner(ledgers, runRegistry, sheetSource, guard, home, settings, workingDir);
        this.previewPlanner = new PreviewPlanner(ledgers, guard, sheetSource, settings);
        this.report = new Report(ledgers.report(), time, new RunColumns());
    }

    /**
     * Recovers what a dead process left: unanswered submissions become in doubt, executions are ended. Called once per
     * process, before any run starts.
     */
    public void recover() {
        int inDoubt = ledgers.recovery()
                .recover(new ClipError(
                        null,
                        "process_died",
                        Text.of("reelbatch was killed while submitting this row; it may have been charged")));
        if (inDoubt > 0) {
            log.warn("{} clips are in doubt: an earlier process died while it submitted them", inDoubt);
        }
        ledgers.wishes().putAllAway();
        batch.recover();
        ledgers.submit().keepBudgetZone(settings.parsedBudgetZone());
        new Renewal(ledgers.identity(), settings.api().names()).renew();
    }

    /** See {@link Planner#plan}. */
    public RunPlan plan(RunRequest request, ApiTarget apiTarget) {
        try {
            return planner.plan(request, apiTarget);
        } catch (RuntimeException e) {
            throw DatabaseErrors.notWritable(home, e);
        }
    }

    /** Returns the job whose rows this file corrects, for example a failed.csv; empty for an ordinary sheet. */
    public Optional<String> correctedJob(Path input, @Nullable ReadOptions readOptions) {
        return planner.correctedJob(input, readOptions);
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
        return runRegistry.isComplete(runPlan.intent());
    }

    /** Returns the folder of the job's latest run, if that was made of an input of this content. */
    public Optional<Path> resultsOf(String jobName, String inputSha256) {
        return ledgers.runs()
                .job(JobName.checked(jobName))
                .flatMap(ledgers.runs()::latestRun)
                .filter(run -> run.inputSha256().equals(inputSha256))
                .map(Run::outDir);
    }

    /** Returns the unfinished wishes that {@code serve} began with the job's latest run, oldest first. */
    public List<Wish> cutShort(String jobName) {
        return ledgers.runs()
                .job(JobName.checked(jobName))
                .map(ledgers.wishes()::cutShort)
                .orElse(List.of());
    }

    /** Returns the unfinished wish, if that run was made of an input of this content. */
    public Optional<Wish> cutShort(String jobName, String inputSha256) {
        return cutShort(jobName).stream()
                .filter(wish -> ledgers.runs().run(wish.runId()).inputSha256().equals(inputSha256))
                .findFirst();
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
        Run run = complete ? Objects.requireNonNull(runPlan.intent().latest()) : runRegistry.register(runPlan.intent());
        Wish wish = runRegistry.begin(runPlan.intent(), run);
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
            PreparedRun prepared = new PreparedRun(
                    run,
                    wish,
                    runPlan.intent().copy().file(),
                    runPlan.intent().rules(),
                    runPlan.loadKey(),
                    runPlan.intent().isLoaded() && runPlan.loadKey().equals(run.loadedAs()),
                    runPlan.backend(),
                    runPlan.limits());
            stopped = execute(prepared, reporting, stop, progressListener);
        }
        ledgers.runs().recordEnd(run.id());
        RunResult result = result(run, wish, reporting, stopped, runPlan);
        ledgers.wishes().putAway(wish);
        return result;
    }

    /**
     * Closes the wish of a run after everything that belongs to its end is done. Only from now on does repeating the
     * command start a new wish, which pays again; until then, even after a kill, it is resumed. A stopped run stays
     * open.
     */
    public void close(RunResult result) {
        try {
            if (result.stopped().isEmpty()) {
                ledgers.wishes().close(result.wish());
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

    /** Executes the run. Returns the signal with the reason if it was stopped. */
    private StopSignal execute(
            PreparedRun prepared, Reporting reporting, StopSignal process, ProgressListener progressListener) {
        Run run = prepared.run();
        RunReservation reservation = new RunReservation(run, ledgers, guard, reservations);
        Execution execution = new Execution(
                prepared, ledgers, reservation, settings, reporting, process, account, changeSignal, time);
        StopSignal stop = execution.stop();
        try (reservation;
                execution;
                ProgressReporter progressReporter = new ProgressReporter(
                        run, execution, reservation, reporting, ledgers.report(), status, progressListener, time)) {
            execution.begin();
            progressReporter.start();
            JobExecution job = batch.start(new RunJob(repository, transactions, execution).job(), run);
            job.getAllFailureExceptions().stream()
                    .filter(e -> !(e instanceof JobInterruptedException))
                    .forEach(e -> brokeDown(e, stop));
        } catch (JobExecutionException e) {
            brokeDown(e, stop);
        }
        if (reporting.files() == null || !stop.causes().isEmpty()) {
            reporting.writeLast(stop); // the last step was not reached, or did not have the final state
        }
        return stop;
    }

    private static void brokeDown(Throwable e, StopSignal stop) {
        log.error("A step broke down", e);
        stop.brokeDown(e);
    }

    private RunResult result(Run run, Wish wish, Reporting reporting, StopSignal stop, RunPlan runPlan) {
        AtomicInteger missing = new AtomicInteger(runPlan.offer().sheet().invalidRows());
        AtomicInteger open = new AtomicInteger();
        ledgers.rows().forEachNotDelivered(run.id(), row -> {
            if (runPlan.limits().rows().contains(row.row())) {
                missing.addAndGet(row.isAccepted() ? 0 : 1);
                open.addAndGet(row.state().isUnderWay() || row.isPaidBy(wish) ? 1 : 0);
            }
        });
        Run ended = ledgers.runs().run(run.id());
        ReportInfo info = Objects.requireNonNull(reporting.info());
        ReportFiles files = Objects.requireNonNull(reporting.files());
        Summary summary = new Summary(workingDir);
        return new RunResult(
                stop.decisive(),
                missing.get(),
                open.get(),
                Stream.of(
                                summary.lines(ended, info, files),
                                runPlan.afterwards(),
                                JobStatuses.openElsewhereText(new JobStatuses(ledgers, batch)
                                        .openElsewhere(runPlan.backend().name())))
                        .flatMap(List::stream)
                        .toList(),
                Stream.concat(summary.linesForOthers(ended, info, files).stream(), runPlan.afterwards().stream())
                        .toList(),
                ended,
                wish,
                files);
    }
}
