package dev.reelbatch.web.console;

import dev.reelbatch.ledger.JobRows;
import dev.reelbatch.serve.RequestedRuns;
import dev.reelbatch.session.Session;
import dev.reelbatch.web.Readiness;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The pages of the console. */
@Configuration(proxyBeanMethods = false)
@Import({
    NewRunController.class,
    SampleSheetController.class,
    OverviewController.class,
    RunsPageController.class,
    JobsPageController.class,
    JobPageController.class,
    FoldersPageController.class,
    JobFileFormController.class,
    ApprovalsPageController.class,
    SpendingPageController.class,
    SystemPageController.class,
    PeopleController.class,
    ConsoleErrors.class,
    RunController.class,
    RunFilesController.class,
    StillsController.class,
    RunMarksController.class,
    JobFilesController.class,
    PromptsController.class,
})
public class ConsoleConfiguration {

    private static final Duration LONGEST_STILL = Duration.ofSeconds(10);

    @Bean
    JobRows jobRows(Session session) {
        return session.runPages().jobRows();
    }

    @Bean
    VideoStills videoStills(Session session) {
        return new VideoStills(
                VideoStills.ffmpeg(System.getenv("PATH")).orElse(null),
                session.monitored().home().stills(),
                LONGEST_STILL);
    }

    @Bean
    ConsolePages consolePages(Session session, RequestedRuns requestedRuns, Readiness readiness, VideoStills stills) {
        return new ConsolePages(session, requestedRuns, readiness, stills.areMade());
    }
}
