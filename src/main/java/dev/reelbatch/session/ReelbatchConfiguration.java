package dev.reelbatch.session;

import com.zaxxer.hikari.HikariDataSource;
import dev.reelbatch.home.Database;
import dev.reelbatch.home.Home;
import dev.reelbatch.home.Snapshots;
import dev.reelbatch.home.Uploads;
import dev.reelbatch.job.BatchExecutions;
import dev.reelbatch.job.JobStatuses;
import dev.reelbatch.job.OpenReservations;
import dev.reelbatch.job.RunService;
import dev.reelbatch.ledger.AuditLedger;
import dev.reelbatch.ledger.ClipHistory;
import dev.reelbatch.ledger.DoubtLedger;
import dev.reelbatch.ledger.DownloadLedger;
import dev.reelbatch.ledger.IdentityLedger;
import dev.reelbatch.ledger.JobFileRunLedger;
import dev.reelbatch.ledger.JobLedger;
import dev.reelbatch.ledger.Journal;
import dev.reelbatch.ledger.LedgerFile;
import dev.reelbatch.ledger.LoadLedger;
import dev.reelbatch.ledger.MarkLedger;
import dev.reelbatch.ledger.OnlineBackup;
import dev.reelbatch.ledger.PollLedger;
import dev.reelbatch.ledger.QueueLedger;
import dev.reelbatch.ledger.RecoveryLedger;
import dev.reelbatch.ledger.ReportLedger;
import dev.reelbatch.ledger.RequestedRunLedger;
import dev.reelbatch.ledger.RerunLedger;
import dev.reelbatch.ledger.ReservationLedger;
import dev.reelbatch.ledger.RowLedger;
import dev.reelbatch.ledger.RunLedger;
import dev.reelbatch.ledger.RunTotals;
import dev.reelbatch.ledger.ScheduleLedger;
import dev.reelbatch.ledger.SpendingLedger;
import dev.reelbatch.ledger.SubmissionHistory;
import dev.reelbatch.ledger.SubmitLedger;
import dev.reelbatch.ledger.TakeOverLedger;
import dev.reelbatch.ledger.UserLedger;
import dev.reelbatch.ledger.WaitingRows;
import dev.reelbatch.ledger.WishLedger;
import dev.reelbatch.load.Catalogue;
import dev.reelbatch.plan.HomeGuard;
import dev.reelbatch.plan.Ledgers;
import dev.reelbatch.plan.RerunPlanner;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.stage.RestingClips;
import dev.reelbatch.time.Time;
import java.nio.file.Path;
import java.time.ZoneId;
import javax.sql.DataSource;
import org.springframework.batch.core.configuration.support.JdbcDefaultBatchConfiguration;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The Spring context of a process that holds a home. It declares only what is needed, explicitly, for a quick start.
 */
@Configuration(proxyBeanMethods = false)
@Import({RunConfiguration.class, SessionServices.class})
public class ReelbatchConfiguration extends JdbcDefaultBatchConfiguration {

    @Bean
    HikariDataSource dataSource(Database database) {
        return database.opened();
    }

    @Bean
    PlatformTransactionManager transactionManager(DataSource dataSource) {
        return new JdbcTransactionManager(dataSource);
    }

    @Bean
    JdbcClient jdbcClient(DataSource dataSource) {
        return JdbcClient.create(dataSource);
    }

    @Bean
    Journal journal(PlatformTransactionManager transactions, DataSource dataSource, JdbcClient jdbc, Time time) {
        return new Journal(transactions, jdbc, LedgerFile.h2(dataSource), time);
    }

    @Bean
    Ledgers ledgers(Journal journal, JdbcClient jdbc, Time time) {
        SubmitLedger submits = new SubmitLedger(jdbc, journal, time, ZoneId.systemDefault());
        ClipHistory history = new ClipHistory(jdbc, journal);
        return new Ledgers(
                journal,
                new JobLedger(jdbc, time),
                new RunLedger(jdbc, journal, time),
                new RowLedger(jdbc),
                new RunTotals(jdbc, journal, RestingClips.CODE, time),
                new RecoveryLedger(jdbc, journal),
                new LoadLedger(jdbc, time),
                new QueueLedger(jdbc),
                new SubmissionHistory(jdbc),
                submits,
                new PollLedger(jdbc, journal, submits.doubted(), history),
                new DownloadLedger(jdbc, journal, time, history),
                new ReportLedger(jdbc, history),
                new RerunLedger(jdbc, journal, time),
                new WaitingRows(jdbc),
                new DoubtLedger(jdbc, journal, submits),
                new ReservationLedger(jdbc, journal, time),
                new TakeOverLedger(jdbc, journal, submits, time),
                new IdentityLedger(jdbc, journal),
                new WishLedger(jdbc, journal, time));
    }

    @Bean
    BatchExecutions batchRecords(JobRepository repository, JobOperator operator, JdbcClient jdbc, Time time) {
        return new BatchExecutions(repository, operator, jdbc, time);
    }

    @Bean
    OpenReservations openReservations() {
        return new OpenReservations();
    }

    @Bean
    HomeGuard homeGuard(Ledgers ledgers, Home home, Time time) {
        return new HomeGuard(ledgers, home, time);
    }

    @Bean
    RerunPlanner reruns(Ledgers ledgers, Settings settings) {
        return new RerunPlanner(ledgers, new Catalogue(settings.models())::priceOf);
    }

    @Bean
    Acceptance acceptance(Ledgers ledgers, HomeGuard guard, RunService runs) {
        return new Acceptance(ledgers, guard, runs);
    }

    @Bean
    Resolution resolution(Ledgers ledgers, HomeGuard guard, RunService runs) {
        return new Resolution(ledgers, guard, runs);
    }

    @Bean
    Cancellation cancellation(Ledgers ledgers, HomeGuard guard, RunService runs) {
        return new Cancellation(ledgers, guard, runs);
    }

    @Bean
    Reconciliation reconciliation(Ledgers ledgers, HomeGuard guard) {
        return new Reconciliation(ledgers, guard, workingDir());
    }

    @Bean
    ScheduleLedger scheduleLedger(JdbcClient jdbc) {
        return new ScheduleLedger(jdbc);
    }

    @Bean
    RequestedRunLedger requestedRunLedger(JdbcClient jdbc, Journal journal) {
        return new RequestedRunLedger(jdbc, journal);
    }

    @Bean
    JobFileRunLedger jobFileRunLedger(JdbcClient jdbc, Journal journal, RequestedRunLedger requestedRuns) {
        return new JobFileRunLedger(jdbc, journal, requestedRuns);
    }

    @Bean
    SpendingLedger spendingLedger(JdbcClient jdbc) {
        return new SpendingLedger(jdbc, ZoneId.systemDefault());
    }

    @Bean
    UserLedger userLedger(JdbcClient jdbc, Journal journal) {
        return new UserLedger(jdbc, journal);
    }

    @Bean
    AuditLedger auditLedger(JdbcClient jdbc, Journal journal) {
        return new AuditLedger(jdbc, journal);
    }

    @Bean
    MarkLedger markLedger(JdbcClient jdbc, Journal journal) {
        return new MarkLedger(jdbc, journal);
    }

    @Bean
    Uploads uploads(Home home) {
        return new Uploads(home);
    }

    @Bean
    JobStatuses standing(Ledgers ledgers, BatchExecutions batch) {
        return new JobStatuses(ledgers, batch);
    }

    @Bean
    Housekeeping housekeeping(
            Ledgers ledgers, BatchExecutions batch, AuditLedger audit, Settings settings, Time time, Home home) {
        return new Housekeeping(
                ledgers.jobs(),
                ledgers.runs(),
                batch,
                () -> audit.deleteBefore(time.now().minus(settings.serve().keepAudit())),
                home,
                time);
    }

    @Bean
    SnapshotServer answering(Home home, JdbcClient jdbc, OpenReservations reservations) {
        OnlineBackup database = OnlineBackup.h2(jdbc);
        return new SnapshotServer(new Snapshots(home), zip -> reservations.copy(database, zip));
    }

    /** Returns the folder that relative paths of results are resolved against. */
    static Path workingDir() {
        return Path.of("").toAbsolutePath();
    }
}
