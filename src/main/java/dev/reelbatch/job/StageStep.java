package dev.reelbatch.job;

import dev.reelbatch.pump.StopSignal;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.AbstractStep;
import org.springframework.batch.core.step.StepExecution;

/** A step that takes its work from the ledger until nothing is left; a chunk has no meaning in it. */
final class StageStep extends AbstractStep {

    /** What runs in the step. */
    interface Stage {
        void run() throws InterruptedException;
    }

    private final Stage stage;
    private final StopSignal stop;
    private final Runnable ended;

    /** @param ended runs however the stage ends, so that the next one learns that nothing more comes */
    StageStep(String name, JobRepository repository, Stage stage, StopSignal stop, Runnable ended) {
        super(repository);
        setName(name);
        setAllowStartIfComplete(true);
        this.stage = stage;
        this.stop = stop;
        this.ended = ended;
    }

    @Override
    protected void doExecute(StepExecution execution) throws InterruptedException {
        try {
            stage.run();
        } finally {
            ended.run();
        }
        if (stop.wasInterrupted()) {
            execution.setTerminateOnly();
        }
    }
}
