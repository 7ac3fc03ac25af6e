package dev.reelbatch.job;

import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.text.Text;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskExecutor;

/** Runs the flows of the split. If one breaks down the others are told, because they would wait for it for ever. */
final class FailFastExecutor implements TaskExecutor {

    private final StopSignal stop;
    private final TaskExecutor threads = new SimpleAsyncTaskExecutor("step-");

    FailFastExecutor(StopSignal stop) {
        this.stop = stop;
    }

    @Override
    public void execute(Runnable flow) {
        threads.execute(() -> {
            flow.run();
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
