package dev.reelbatch.web.console;

import dev.reelbatch.ledger.JobRows;
import dev.reelbatch.serve.RequestedRuns;
import dev.reelbatch.session.Session;
import dev.reelbatch.web.Readiness;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The pages of the console. */
@Configuration(proxyBeanMethods = false)
@Import({
    NewRunController.class,
    OverviewController.class,
    RunsPageController.class,
    JobsPageController.class,
    JobPageController.class,
    FoldersPageController.class,
    ApprovalsPageController.class,
    SpendingPageController.class,
    SystemPageController.class,
    PeopleController.class,
    ConsoleErrors.class,
    RunController.class,
    RunFilesController.class,
    RunMarksController.class,
    JobFilesController.class,
    PromptsController.class,
})
public class ConsoleConfiguration {

    @Bean
    JobRows jobRows(Session session) {
        return session.runPages().jobRows();
    }

    @Bean
    ConsolePages consolePages(Session session, RequestedRuns requestedRuns, Readiness readiness) {
        return new ConsolePages(session, requestedRuns, readiness);
    }
}
