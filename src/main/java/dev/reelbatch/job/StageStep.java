package dev.reelbatch.job;

import dev.reelbatch.stage.StopSignal;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.AbstractStep;
import org.springframework.batch.core.step.StepExecution;

/** A step that lasts until the ledger has no work left for it; chunks have no meaning in it. */
final class StageStep extends AbstractStep {

    /** The work of the step. */
    interface Stage {
        void run() throws InterruptedException;
    }

    private final Stage stage;
    private final StopSignal stop;

    StageStep(String name, JobRepository repository, Stage stage, StopSignal stop) {
        super(repository);
        setName(name);
        setAllowStartIfComplete(true);
        this.stage = stage;
        this.stop = stop;
    }

    @Override
    protected void doExecute(StepExecution execution) throws InterruptedException {
        stage.run();
        if (stop.wasInterrupted()) {
            execution.setTerminateOnly();
        }
    }
}
