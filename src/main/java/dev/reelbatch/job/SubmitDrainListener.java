package dev.reelbatch.job;

import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.submit.SubmitStage;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;

/** Ends the submit step only after its last POST is answered and recorded. */
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
            // otherwise the other stages would wait for this one for ever
            step.getFailureExceptions().stream().findFirst().ifPresent(stop::brokeDown);
            stage.drain();
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (RuntimeException e) {
            // if rethrown it would only be logged, and the step would count as complete
            stop.brokeDown(e);
            step.addFailureException(e);
            step.setStatus(BatchStatus.FAILED);
            return ExitStatus.FAILED;
        } finally {
            ended.run();
        }
    }
}
