package dev.reelbatch.job;

import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.text.Text;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskExecutor;

/**
 * Runs the flows of the split, as parts of what is observed. If one breaks down the others are told, because they would
 * wait for it for ever.
 */
final class FailFastExecutor implements TaskExecutor {

    private final StopSignal stop;
    private final ObservationRegistry observations;
    private final TaskExecutor threads = new SimpleAsyncTaskExecutor("step-");

    FailFastExecutor(StopSignal stop, ObservationRegistry observations) {
        this.stop = stop;
        this.observations = observations;
    }

    @Override
    public void execute(Runnable flow) {
        Observation job = observations.getCurrentObservation(); // null if nobody observes
        Runnable observed = job == null ? flow : () -> job.scoped(flow);
        threads.execute(() -> {
            observed.run();
            if (flow instanceof Future<?> future) {
                tellIfBroken(future);
            }
        });
    }

    private void tellIfBroken(Future<?> flow) {
        try {
            flow.get();
        } catch (ExecutionException e) {
            stop.stopAll(new StopSignal.Cause(StopSignal.Kind.DEFECT, Text.of("A step failed: %s", e.getCause())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
