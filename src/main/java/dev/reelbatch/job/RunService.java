package dev.reelbatch.job;

import dev.reelbatch.home.Home;
import dev.reelbatch.home.StatusFile;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.Fault;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.load.CheckedSheet;
import dev.reelbatch.load.Reading;
import dev.reelbatch.pump.StopSignal;
import dev.reelbatch.report.Report;
import dev.reelbatch.report.ReportFiles;
import dev.reelbatch.report.ReportInfo;
import dev.reelbatch.report.Summary;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.text.Text;
import dev.reelbatch.time.Time;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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

/** Plans runs and runs them: new ones, those that were cut short, and those that are complete. */
public final class RunService {

    private static final Logger log = LoggerFactory.getLogger(RunService.class);
    private static final Set<ClipState> UNDER_WAY =
            EnumSet.of(ClipState.SUBMITTING, ClipState.SUBMITTED, ClipState.GENERATED);

    private final Ledgers ledgers;
    private final HomeGuard guard;
    private final OpenReservations reservations;
    private final Runs runs;
    private final Planner planner;
    private final Previews previews;
    private final BatchRecords batch;
    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final Settings settings;
    private final Home home;
    private final Time time;
    private final Report report;
    private final Path workingDir;
    private final StatusFile status;
    private final Bell bell;
    private final OpenAccount account;

    RunService(
            Ledgers ledgers,
            HomeGuard guard,
            OpenReservations reservations,
            BatchRecords batch,
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
        this.bell = new Bell(time);
        this.account = new OpenAccount(ledgers, settings, bell, time);
        this.runs = new Runs(ledgers, batch::isCompleted, guard);
        Sources sources = new Sources(ledgers, runs, home);
        this.planner = new Planner(ledgers, runs, sources, guard, home, settings, workingDir);
        this.previews = new Previews(ledgers, guard, sources, settings);
        this.report = new Report(ledgers.report(), time, new KeptOptions());
    }

    /**
     * Settles what a dead process left behind: its submissions without an answer are in doubt, its
     * executions ended. To be called once per process, before any run starts.
     */
    void recover() {
        int inDoubt = ledgers.recovery()
                .recover(new Fault(
                        null,
                        "process_died",
                        Text.of("reelbatch was killed while this was being submitted; it may have been accepted")));
        if (inDoubt > 0) {
            log.warn("{} clips are in doubt: an earlier process died while it submitted them", inDoubt);
        }
        ledgers.wishes().putAllAway();
        batch.recover();
        ledgers.submit().keepBudgetZone(settings.parsedBudgetZone());
        new Renewal(ledgers.identity(), settings.api().names()).renew();
    }

    /** See {@link Planner#plan}. */
    public Plan plan(RunRequest request, Backend backend) {
        try {
            return planner.plan(request, backend);
        } catch (RuntimeException e) {
            throw DatabaseTrouble.notWritable(home, e);
        }
    }

    /** The job whose rows this file corrects, such as a failed.csv; empty for an ordinary sheet. */
    public Optional<String> correctedJob(Path input, @Nullable Reading reading) {
        return planner.correctedJob(input, reading);
    }

    /** See {@link Previews#of}. */
    public Preview preview(CheckedSheet sheet, Reading reading, String api, boolean fresh) {
        return previews.of(sheet, reading, api, fresh);
    }

    /** See {@link Previews#ofCorrection}. */
    public Optional<CheckedCorrection> previewOfCorrection(RunRequest request, String api) {
        return previews.ofCorrection(request, api);
    }

    /** The home's budget; empty if it has none. */
    public Optional<BudgetStanding> budget() {
        return Optional.ofNullable(settings.parsedBudget())
                .map(budget -> new BudgetStanding(budget, ledgers.submit().spent(budget)));
    }

    /** Whether nothing at all is left to do; {@link #run} then writes the reports anew. */
    public boolean isComplete(Plan plan) {
        return runs.isComplete(plan.intent());
    }

    /** The folder of the job's latest run, if it was made of an input of this content. */
    public Optional<Path> resultsOf(String jobName, String inputSha256) {
        return ledgers.runs()
                .job(JobName.checked(jobName))
                .flatMap(ledgers.runs()::latestRun)
                .filter(run -> run.inputSha256().equals(inputSha256))
                .map(Run::outDir);
    }

    /** What {@code serve} began with the job's latest run and what has not come to its end, the oldest first. */
    public List<Wish> cutShort(String jobName) {
        return ledgers.runs()
                .job(JobName.checked(jobName))
                .map(ledgers.wishes()::cutShort)
                .orElse(List.of());
    }

    /** The same, if that run was made of an input of this content. */
    public Optional<Wish> cutShort(String jobName, String inputSha256) {
        return cutShort(jobName).stream()
                .filter(wish -> ledgers.runs().run(wish.runId()).inputSha256().equals(inputSha256))
                .findFirst();
    }

    /**
     * Runs the plan to its end, or until the signal to stop; the summary is for the console. {@link #settled} is to
     * follow. Several threads may run plans at once that share no job and no clip: they share one account.
     *
     * @param stop stops everything that this process does
     * @throws HomeNotWritableException if the home's disk fails
     */
    public RunResult run(Plan plan, StopSignal stop, Watcher watcher) {
        try {
            return runToItsEnd(plan, stop, watcher);
        } catch (RuntimeException e) { // after a failed write the database is closed, and knows nothing any more
            throw DatabaseTrouble.notWritable(home, e);
        }
    }

    private RunResult runToItsEnd(Plan plan, StopSignal stop, Watcher watcher) {
        boolean complete = isComplete(plan);
        Run run = complete ? Objects.requireNonNull(plan.intent().latest()) : runs.settle(plan.intent());
        Wish wish = runs.begin(plan.intent(), run);
        Reporting reporting = reporting(run);
        StopSignal stopped = stop;
        if (complete) {
            reporting.writeLast(stop);
            watcher.look(Look.atComplete(
                    run,
                    plan.backend().isRehearsal(),
                    time.now(),
                    ledgers.rows().states(run.id()),
                    ledgers.report().money(run.id()),
                    plan.limits().rate()));
        } else {
            PreparedRun prepared = new PreparedRun(
                    run,
                    wish,
                    plan.intent().copy().file(),
                    plan.intent().rules(),
                    plan.loadKey(),
                    plan.intent().isLoaded() && plan.loadKey().equals(run.loadedAs()),
                    plan.backend(),
                    plan.limits());
            stopped = execute(prepared, reporting, stop, watcher);
        }
        ledgers.runs().ended(run.id());
        RunResult result = result(run, wish, reporting, stopped, plan);
        ledgers.wishes().putAway(wish);
        return result;
    }

    /**
     * All that belongs to the end of a run is done. Only from now on is the same wish, said again, a new one
     * that pays again: until then, also after a kill, a paying-again goes on. A run that was stopped stays open.
     */
    public void settled(RunResult result) {
        try {
            if (result.stopped().isEmpty()) {
                ledgers.wishes().ended(result.wish());
            }
        } catch (RuntimeException e) {
            throw DatabaseTrouble.notWritable(home, e);
        }
    }

    private Reporting reporting(Run run) {
        return new Reporting(report, runs.delivered(), ledgers.runs(), run.id(), home);
    }

    /** The files of a run that is not going on, as the ledger has it now. */
    void writeReports(Run run) {
        reporting(run).writeLast(new StopSignal());
    }

    /** Returns what stopped it. */
    private StopSignal execute(PreparedRun prepared, Reporting reporting, StopSignal process, Watcher watcher) {
        Run run = prepared.run();
        RunReservation reservation = new RunReservation(run, ledgers, guard, reservations);
        Execution execution =
                new Execution(prepared, ledgers, reservation, settings, reporting, process, account, bell, time);
        StopSignal stop = execution.stop();
        try (reservation;
                execution;
                Heartbeat heartbeat = new Heartbeat(
                        run, execution, reservation, reporting, ledgers.report(), status, watcher, time)) {
            execution.begin();
            heartbeat.start();
            JobExecution job = batch.start(new RunJob(repository, transactions, execution).job(), run);
            job.getAllFailureExceptions().stream()
                    .filter(e -> !(e instanceof JobInterruptedException))
                    .forEach(e -> brokeDown(e, stop));
        } catch (JobExecutionException e) {
            brokeDown(e, stop);
        }
        if (reporting.files() == null || !stop.causes().isEmpty()) {
            reporting.writeLast(stop); // the last step was not reached, or did not know all yet
        }
        return stop;
    }

    private static void brokeDown(Throwable e, StopSignal stop) {
        log.error("A step broke down", e);
        stop.brokeDown(e);
    }

    private RunResult result(Run run, Wish wish, Reporting reporting, StopSignal stop, Plan plan) {
        AtomicInteger missing = new AtomicInteger(plan.offer().sheet().invalidRows());
        AtomicInteger open = new AtomicInteger();
        ledgers.rows().forEachNotDelivered(run.id(), row -> {
            if (plan.limits().rows().contains(row.row())) {
                missing.addAndGet(row.isAccepted() ? 0 : 1);
                open.addAndGet(UNDER_WAY.contains(row.state()) || row.isPaidBy(wish) ? 1 : 0);
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
                                plan.afterwards(),
                                Standing.openElsewhereWords(new Standing(ledgers, batch)
                                        .openElsewhere(plan.backend().name())))
                        .flatMap(List::stream)
                        .toList(),
                Stream.concat(summary.news(ended, info, files).stream(), plan.afterwards().stream())
                        .toList(),
                ended,
                wish,
                files);
    }
}
