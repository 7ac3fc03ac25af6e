package dev.reelbatch.session;

import com.zaxxer.hikari.HikariDataSource;
import dev.reelbatch.home.Home;
import dev.reelbatch.home.StatusFile;
import dev.reelbatch.job.BatchExecutions;
import dev.reelbatch.job.JobStatuses;
import dev.reelbatch.job.OpenReservations;
import dev.reelbatch.job.Recovery;
import dev.reelbatch.job.RowLog;
import dev.reelbatch.job.RunExecutor;
import dev.reelbatch.job.RunService;
import dev.reelbatch.job.SharedAccount;
import dev.reelbatch.ledger.HomeFigures;
import dev.reelbatch.ledger.RecentPace;
import dev.reelbatch.ledger.RowTraces;
import dev.reelbatch.load.Catalogue;
import dev.reelbatch.picture.PictureStore;
import dev.reelbatch.plan.DraftCheck;
import dev.reelbatch.plan.HomeGuard;
import dev.reelbatch.plan.Ledgers;
import dev.reelbatch.plan.Planner;
import dev.reelbatch.plan.PreviewPlanner;
import dev.reelbatch.plan.RunColumns;
import dev.reelbatch.plan.RunRegistry;
import dev.reelbatch.plan.SheetSource;
import dev.reelbatch.report.Report;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.stage.ChangeSignal;
import dev.reelbatch.time.Time;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** The beans that plan and execute runs. */
@Configuration(proxyBeanMethods = false)
class RunConfiguration {

    @Bean
    RunRegistry runRegistry(Ledgers ledgers, BatchExecutions batch, HomeGuard guard) {
        return new RunRegistry(ledgers, batch::isCompleted, guard);
    }

    @Bean
    SheetSource sheetSource(Ledgers ledgers, RunRegistry runRegistry, Home home) {
        return new SheetSource(ledgers, runRegistry, home);
    }

    @Bean
    DraftCheck draftCheck(Ledgers ledgers, Settings settings, Time time) {
        return new DraftCheck(ledgers, new Catalogue(settings.models()), time);
    }

    @Bean
    Planner planner(
            Ledgers ledgers,
            RunRegistry runRegistry,
            SheetSource sheetSource,
            HomeGuard guard,
            DraftCheck draftCheck,
            Home home,
            Settings settings) {
        return new Planner(
                ledgers,
                runRegistry,
                sheetSource,
                guard,
                draftCheck,
                home,
                settings,
                ReelbatchConfiguration.workingDir());
    }

    @Bean
    PreviewPlanner previewPlanner(
            Ledgers ledgers, HomeGuard guard, SheetSource sheetSource, DraftCheck draftCheck, Settings settings) {
        return new PreviewPlanner(ledgers, guard, sheetSource, draftCheck, settings);
    }

    @Bean
    ChangeSignal changeSignal(Time time) {
        return new ChangeSignal(time);
    }

    @Bean
    SharedAccount sharedAccount(Ledgers ledgers, Settings settings, Home home, ChangeSignal changeSignal, Time time) {
        return new SharedAccount(ledgers, settings, new PictureStore(home.pictures()), changeSignal, time);
    }

    @Bean
    Report report(Ledgers ledgers, Home home, Settings settings, Time time) {
        return new Report(
                ledgers.report(),
                new PictureStore(home.pictures()),
                time,
                new RunColumns(new Catalogue(settings.models())));
    }

    /** Observes nothing until {@code serve} gives it a handler. */
    @Bean
    ObservationRegistry observations() {
        return ObservationRegistry.create();
    }

    @Bean
    RunExecutor runExecutor(
            Ledgers ledgers,
            HomeGuard guard,
            OpenReservations reservations,
            BatchExecutions batch,
            JobRepository repository,
            PlatformTransactionManager transactions,
            ObservationRegistry observations,
            Settings settings,
            Home home,
            SharedAccount account,
            ChangeSignal changeSignal,
            Time time) {
        return new RunExecutor(
                ledgers,
                guard,
                reservations,
                batch,
                repository,
                transactions,
                observations,
                settings,
                new StatusFile(home),
                account,
                changeSignal,
                time);
    }

    @Bean
    RunService runService(
            Ledgers ledgers,
            RunRegistry runRegistry,
            Planner planner,
            PreviewPlanner previewPlanner,
            RunExecutor executor,
            Report report,
            JobStatuses jobStatuses,
            Settings settings,
            Home home,
            Time time) {
        return new RunService(
                ledgers,
                runRegistry,
                planner,
                previewPlanner,
                executor,
                report,
                jobStatuses,
                settings,
                home,
                ReelbatchConfiguration.workingDir(),
                time);
    }

    @Bean
    Monitored monitored(
            Home home,
            Settings settings,
            Ledgers ledgers,
            JdbcClient jdbc,
            SharedAccount account,
            ObservationRegistry observations,
            HikariDataSource dataSource) {
        return new Monitored(
                home,
                settings,
                ledgers.journal(),
                new HomeFigures(jdbc),
                new RecentPace(jdbc),
                account,
                observations,
                dataSource);
    }

    @Bean
    Recovery recovery(Ledgers ledgers, BatchExecutions batch, Settings settings, JdbcClient jdbc) {
        return new Recovery(ledgers, batch, settings, new RowLog(new RowTraces(jdbc)));
    }
}
