package dev.reelbatch.job;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.flow.FlowExecutionStatus;
import org.springframework.batch.core.job.flow.JobExecutionDecider;
import org.springframework.batch.core.step.StepExecution;

/** Decides if the job may complete. A COMPLETED instance can never be started again, so nothing may be left to do. */
final class CompletionDecider implements JobExecutionDecider {

    static final String YES = "DELIVERED";
    static final String NO = "NOT DELIVERED";

    private final Execution execution;

    CompletionDecider(Execution execution) {
        this.execution = execution;
    }

    @Override
    public FlowExecutionStatus decide(JobExecution job, @Nullable StepExecution step) {
        return new FlowExecutionStatus(execution.isEveryClipDelivered() ? YES : NO);
    }
}
