package dev.reelbatch.submit;

import dev.reelbatch.api.TasksClient;
import dev.reelbatch.ledger.QueuedClip;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.stage.WorkerPool;
import dev.reelbatch.time.Time;
import java.time.Duration;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/**
 * Waits for permits on the step's one thread and hands each clip to a bounded pool without waiting for it; the pool's
 * threads record each answer separately as it arrives.
 */
final class SubmitWriter implements ItemWriter<QueuedClip> {

    private static final Duration FOR_OPEN_POSTS = Duration.ofSeconds(8);
    private static final Duration FOR_RECORDING = Duration.ofSeconds(2);
    private static final Duration GLANCE = Duration.ofMillis(200);

    private final Submitter submitter;
    private final SubmitThrottle throttle;
    private final WorkerPool workerPool;
    private final TasksClient api;
    private final StopSignal stop;
    private final Time time;

    SubmitWriter(
            Submitter submitter,
            SubmitThrottle throttle,
            WorkerPool workerPool,
            TasksClient api,
            StopSignal stop,
            Time time) {
        this.submitter = submitter;
        this.throttle = throttle;
        this.workerPool = workerPool;
        this.api = api;
        this.stop = stop;
        this.time = time;
    }

    @Override
    public void write(Chunk<? extends QueuedClip> chunk) throws InterruptedException {
        for (QueuedClip clip : chunk) {
            workerPool.check();
            Permit permit = workerPool.awaitFree(stop::isSubmittingStopped) ? throttle.acquire(stop) : null;
            if (permit == null) {
                return;
            }
            workerPool.hand(() -> submitter.submit(clip, permit));
        }
    }

    /**
     * Waits for every open POST, even if the stage broke down, because each may have been paid for. Only a person or a
     * system that ends the process shortens that: open POSTs then have 8 s, after which they are cut off and recorded
     * as in doubt.
     */
    void drain() throws InterruptedException {
        if (!workerPool.awaitIdle(stop::wasInterrupted)
                && !workerPool.awaitIdle(WorkerPool.GiveUp.after(FOR_OPEN_POSTS, time))) {
            cutOff();
        }
        workerPool.check();
    }

    private void cutOff() throws InterruptedException {
        WorkerPool.GiveUp enough = WorkerPool.GiveUp.after(FOR_RECORDING, time);
        do {
            api.abortOpenCalls(); // repeatedly: one may just have been about to leave
        } while (!workerPool.awaitIdle(WorkerPool.GiveUp.after(GLANCE, time)) && !enough.isTime());
    }
}
