package dev.reelbatch.job;

import dev.reelbatch.home.Home;
import dev.reelbatch.home.Inputs;
import dev.reelbatch.home.Snapshots;
import dev.reelbatch.ledger.DiskSync;
import dev.reelbatch.ledger.DownloadLedger;
import dev.reelbatch.ledger.HotCopy;
import dev.reelbatch.ledger.Journal;
import dev.reelbatch.ledger.LoadLedger;
import dev.reelbatch.ledger.PollLedger;
import dev.reelbatch.ledger.RecoveryLedger;
import dev.reelbatch.ledger.ReportLedger;
import dev.reelbatch.ledger.RerunLedger;
import dev.reelbatch.ledger.RunLedger;
import dev.reelbatch.ledger.ScheduleLedger;
import dev.reelbatch.ledger.SubmitLedger;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.time.Time;
import java.nio.file.Path;
import java.time.ZoneId;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.batch.autoconfigure.BatchAutoConfiguration;
import org.springframework.boot.batch.jdbc.autoconfigure.BatchJdbcAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** The Spring context of a process that holds a home: exactly the auto-configuration it needs, for a quick start. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    TransactionAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    FlywayAutoConfiguration.class,
    BatchJdbcAutoConfiguration.class,
    BatchAutoConfiguration.class
})
class ReelbatchConfiguration {

    @Bean
    Journal journal(PlatformTransactionManager transactions, JdbcClient jdbc, Time time) {
        return new Journal(transactions, jdbc, DiskSync.h2(jdbc), time);
    }

    @Bean
    Ledgers ledgers(Journal journal, JdbcClient jdbc, Time time) {
        return new Ledgers(
                journal,
                new RunLedger(jdbc, journal, time),
                new RecoveryLedger(jdbc, journal),
                new LoadLedger(jdbc, time),
                new SubmitLedger(jdbc, journal, time, ZoneId.systemDefault()),
                new PollLedger(jdbc, journal, time),
                new DownloadLedger(jdbc, journal, time),
                new ReportLedger(jdbc),
                new RerunLedger(jdbc, journal, time));
    }

    @Bean
    BatchRecords batchRecords(JobRepository repository, JobOperator operator, JdbcClient jdbc, Time time) {
        return new BatchRecords(repository, operator, jdbc, time);
    }

    @Bean
    RunService runService(
            Ledgers ledgers,
            BatchRecords batch,
            JobRepository repository,
            PlatformTransactionManager transactions,
            Settings settings,
            Home home,
            Time time) {
        return new RunService(
                ledgers,
                batch,
                repository,
                transactions,
                settings,
                home,
                Path.of("").toAbsolutePath(),
                time);
    }

    @Bean
    Reruns reruns(Ledgers ledgers, BatchRecords batch) {
        return new Reruns(ledgers, batch);
    }

    @Bean
    Acceptance acceptance(Ledgers ledgers, RunService runs) {
        return new Acceptance(ledgers, runs);
    }

    @Bean
    ScheduleLedger scheduleLedger(JdbcClient jdbc) {
        return new ScheduleLedger(jdbc);
    }

    @Bean
    Standing standing(Ledgers ledgers, BatchRecords batch) {
        return new Standing(ledgers, batch);
    }

    @Bean
    Housekeeping housekeeping(Ledgers ledgers, BatchRecords batch, Home home) {
        return new Housekeeping(ledgers.runs(), batch, new Inputs(home));
    }

    @Bean
    Answering answering(Home home, JdbcClient jdbc) {
        return new Answering(new Snapshots(home), HotCopy.h2(jdbc));
    }
}
