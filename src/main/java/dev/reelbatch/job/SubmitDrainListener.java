package dev.reelbatch.job;

import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.submit.SubmitStage;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;

/** The submit step is over only when its last POST is answered and recorded. */
final class SubmitDrainListener implements StepExecutionListener {

    private final SubmitStage stage;
    private final StopSignal stop;
    private final Runnable ended;

    SubmitDrainListener(SubmitStage stage, StopSignal stop, Runnable ended) {
        this.stage = stage;
        this.stop = stop;
        this.ended = ended;
    }

    @Override
    public @Nullable ExitStatus afterStep(StepExecution step) {
        try (stage) {
            // or the other stages would wait for this one forever
            step.getFailureExceptions().stream().findFirst().ifPresent(stop::brokeDown);
            stage.drain();
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (RuntimeException e) {
            // thrown on, it would only be logged, and the step counted as complete
            stop.brokeDown(e);
            step.addFailureException(e);
            step.setStatus(BatchStatus.FAILED);
            return ExitStatus.FAILED;
        } finally {
            ended.run();
        }
    }
}
