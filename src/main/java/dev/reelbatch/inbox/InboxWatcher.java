package dev.reelbatch.inbox;

import java.io.File;
import java.time.Duration;
import java.util.function.Consumer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.config.EnableIntegration;
import org.springframework.integration.context.IntegrationContextUtils;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.integration.dsl.Pollers;
import org.springframework.integration.dsl.context.IntegrationFlowContext;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Checks inboxes repeatedly, on one thread and in a Spring context of its own, until it is closed. */
public final class InboxWatcher implements AutoCloseable {

    private static final int STOP_SECONDS = 5;

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final Duration every;

    /** @param every time between two checks of a folder, by the wall clock */
    public InboxWatcher(Duration every) {
        this.every = every;
        context.register(Integration.class);
        context.registerBean(
                IntegrationContextUtils.TASK_SCHEDULER_BEAN_NAME,
                ThreadPoolTaskScheduler.class,
                InboxWatcher::oneThread);
        context.refresh();
    }

    /** The watch of one inbox. */
    public interface Watch {

        /** Ends it; the others are watched on. */
        void end();
    }

    /**
     * Takes the sheets of an inbox as they arrive.
     *
     * @param taken gets each sheet on the watcher's one thread, in the order of the names if several are there at
     *     once; the next one is taken when it returns
     * @param notices gets sentences for the log about files that are left and why; each is reported once
     */
    public Watch add(Inbox inbox, Consumer<ClaimedFile> taken, Consumer<String> notices) {
        IntegrationFlow flow = flow(inbox.arrivals(taken, notices), every);
        return context.getBean(IntegrationFlowContext.class).registration(flow).register()::destroy;
    }

    @Configuration(proxyBeanMethods = false)
    @EnableIntegration
    static class Integration {}

    private static IntegrationFlow flow(SheetArrivals sheetArrivals, Duration every) {
        return IntegrationFlow.from(
                        sheetArrivals.source(),
                        inbox -> inbox.poller(Pollers.fixedDelay(every)
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
