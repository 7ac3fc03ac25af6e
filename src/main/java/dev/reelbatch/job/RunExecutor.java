package dev.reelbatch.job;

import dev.reelbatch.home.StatusFile;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.plan.HomeGuard;
import dev.reelbatch.plan.Ledgers;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.stage.ChangeSignal;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.time.Time;
import io.micrometer.observation.ObservationRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.transaction.PlatformTransactionManager;

/** Executes prepared runs as Spring Batch jobs; all of them share one account. */
public final class RunExecutor {

    private static final Logger log = LoggerFactory.getLogger(RunExecutor.class);

    private final Ledgers ledgers;
    private final HomeGuard guard;
    private final OpenReservations reservations;
    private final BatchExecutions batch;
    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final ObservationRegistry observations;
    private final Settings settings;
    private final StatusFile status;
    private final SharedAccount account;
    private final ChangeSignal changeSignal;
    private final Time time;

    public RunExecutor(
            Ledgers ledgers,
            HomeGuard guard,
            OpenReservations reservations,
            BatchExecutions batch,
            JobRepository repository,
            PlatformTransactionManager transactions,
            ObservationRegistry observations,
            Settings settings,
            StatusFile status,
            SharedAccount account,
            ChangeSignal changeSignal,
            Time time) {
        this.ledgers = ledgers;
        this.guard = guard;
        this.reservations = reservations;
        this.batch = batch;
        this.repository = repository;
        this.transactions = transactions;
        this.observations = observations;
        this.settings = settings;
        this.status = status;
        this.account = account;
        this.changeSignal = changeSignal;
        this.time = time;
    }

    /** Executes the run. Returns the signal with the reason if it was stopped. */
    StopSignal execute(
            PreparedRun prepared, Reporting reporting, StopSignal process, ProgressListener progressListener) {
        Run run = prepared.run();
        RunReservation reservation = new RunReservation(run, ledgers, guard, reservations);
        Execution execution = new Execution(
                prepared, ledgers, reservation, settings, reporting, process, account, changeSignal, time);
        StopSignal stop = execution.stop();
        try (reservation;
                execution;
                ProgressReporter progressReporter = new ProgressReporter(
                        prepared,
                        execution,
                        reservation,
                        reporting,
                        ledgers.report(),
                        status,
                        progressListener,
                        time)) {
            progressListener.began(run, stop);
            execution.begin();
            progressReporter.start();
            JobExecution job = batch.start(new RunJob(repository, transactions, observations, execution).job(), run);
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
}
