package dev.reelbatch.inbox;

import java.io.File;
import java.time.Duration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.config.EnableIntegration;
import org.springframework.integration.context.IntegrationContextUtils;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.integration.dsl.Pollers;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Checks an inbox repeatedly, on a thread and in a Spring context of its own, until it is closed. */
public final class InboxWatcher implements AutoCloseable {

    private static final int STOP_SECONDS = 5;

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    InboxWatcher(SheetArrivals sheetArrivals, Duration every) {
        context.register(Integration.class);
        context.registerBean(
                IntegrationContextUtils.TASK_SCHEDULER_BEAN_NAME,
                ThreadPoolTaskScheduler.class,
                InboxWatcher::oneThread);
        context.registerBean("inbox", IntegrationFlow.class, () -> flow(sheetArrivals, every));
        context.refresh();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableIntegration
    static class Integration {}

    private static IntegrationFlow flow(SheetArrivals sheetArrivals, Duration every) {
        return IntegrationFlow.from(sheetArrivals.source(), inbox -> inbox.id("arrivals")
                        .poller(Pollers.fixedDelay(every)
                                .maxMessagesPerPoll(-1) // all that are there
                                .errorHandler(sheetArrivals::failed)))
                .handle(File.class, (file, headers) -> {
                    sheetArrivals.take(file);
                    return null;
                })
                .get();
    }

    private static ThreadPoolTaskScheduler oneThread() {
        ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
        scheduler.setThreadNamePrefix("inbox-");
        scheduler.setWaitForTasksToCompleteOnShutdown(true);
        scheduler.setAwaitTerminationSeconds(STOP_SECONDS);
        return scheduler;
    }

    /** Stops; a sheet that is being taken is still taken. */
    @Override
    public void close() {
        context.close();
    }
}
