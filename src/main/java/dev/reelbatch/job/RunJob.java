package dev.reelbatch.job;

import dev.reelbatch.ledger.QueuedClip;
import dev.reelbatch.load.ParsedRow;
import dev.reelbatch.stage.StopSignal;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.job.builder.FlowBuilder;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.flow.Flow;
import org.springframework.batch.core.job.flow.support.SimpleFlow;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.StepInterruptionPolicy;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The job: {@code load -> split(submit
 * poll
 * download) -> report}, then COMPLETED if every clip is delivered, otherwise FAILED, so that the same instance can be
 * resumed later.
 *
 * <p>Spring Batch decides which step runs, and the ledger decides which clip: every step may run again and does only
 * the work that the ledger has left.
 */
final class RunJob {

    static final String NAME = "reelbatch";
    private static final int LOAD_CHUNK = 500;
    private static final int SUBMIT_CHUNK = 200;

    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final ObservationRegistry observations;
    private final Execution execution;
    private final StopSignal stop;

    RunJob(
            JobRepository repository,
            PlatformTransactionManager transactions,
            ObservationRegistry observations,
            Execution execution) {
        this.repository = repository;
        this.transactions = transactions;
        this.observations = observations;
        this.execution = execution;
        this.stop = execution.stop();
    }

    Job job() {
        Flow pipeline = new FlowBuilder<SimpleFlow>("pipeline")
                .split(new FailFastExecutor(stop, observations))
                .add(flow(submit()), flow(poll()), flow(download()))
                .build();
        return new JobBuilder(NAME, repository)
                .observationRegistry(observations)
                .listener(new RunNames(observations))
                .start(flow(load()))
                .next(pipeline)
                .next(report())
                .next(new CompletionDecider(execution))
                .on(CompletionDecider.YES)
                .end()
                .on("*")
                .fail()
                .end()
                .build();
    }

    private Step load() {
        return new StepBuilder("load", repository)
                .observationRegistry(observations)
                .<ParsedRow, ParsedRow>chunk(LOAD_CHUNK)
                .reader(execution.loadReader())
                .writer(execution.loadWriter())
                .listener(execution.loadWriter())
                .listener(afterwards(execution::loaded))
                .transactionManager(transactions)
                .interruptionPolicy(untilInterrupted())
                .allowStartIfComplete(true)
                .build();
    }

    /**
     * Defines the submit step, which has no transaction of its own: each answer is recorded separately as it arrives.
     */
    private Step submit() {
        return new StepBuilder("submit", repository)
                .observationRegistry(observations)
                .<QueuedClip, QueuedClip>chunk(SUBMIT_CHUNK)
                .reader(execution.submit().reader())
                .writer(execution.submit().writer())
                .listener(new SubmitDrainListener(execution.submit(), stop, execution::submitEnded))
                .interruptionPolicy(untilInterrupted())
                .allowStartIfComplete(true)
                .build();
    }

    private Step poll() {
        return stage("poll", execution::awaitPolled);
    }

    private Step download() {
        return stage("download", execution::awaitDownloaded);
    }

    private Step stage(String name, StageStep.Stage stage) {
        StageStep step = new StageStep(name, repository, stage, stop);
        step.setObservationRegistry(observations);
        return step;
    }

    private Step report() {
        return new StepBuilder("report", repository)
                .observationRegistry(observations)
                .tasklet(
                        (contribution, context) -> {
                            execution.writeReport();
                            return RepeatStatus.FINISHED;
                        },
                        transactions)
                .allowStartIfComplete(true)
                .build();
    }

    private static Flow flow(Step step) {
        return new FlowBuilder<SimpleFlow>(step.getName() + "-flow").start(step).build();
    }

    private static StepExecutionListener afterwards(Runnable work) {
        return new StepExecutionListener() {
            @Override
            public @Nullable ExitStatus afterStep(StepExecution step) {
                work.run();
                return null;
            }
        };
    }

    private StepInterruptionPolicy untilInterrupted() {
        return (StepExecution step) -> {
            if (stop.wasInterrupted()) {
                step.setTerminateOnly();
                throw new JobInterruptedException("Interrupted by a signal");
            }
        };
    }
}
