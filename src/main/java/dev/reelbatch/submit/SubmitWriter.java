package dev.reelbatch.submit;

import dev.reelbatch.api.TasksClient;
import dev.reelbatch.ledger.QueuedClip;
import dev.reelbatch.pump.Pump;
import dev.reelbatch.pump.StopSignal;
import dev.reelbatch.time.Time;
import java.time.Duration;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/**
 * Paces on the step's one thread and hands each clip to a bounded pool without waiting for it; the
 * pool's threads record each answer by itself as it arrives.
 */
final class SubmitWriter implements ItemWriter<QueuedClip> {

    private static final Duration FOR_OPEN_POSTS = Duration.ofSeconds(8);

    private final Submitter submitter;
    private final Gate gate;
    private final Pump pump;
    private final TasksClient api;
    private final StopSignal stop;
    private final Time time;

    SubmitWriter(Submitter submitter, Gate gate, Pump pump, TasksClient api, StopSignal stop, Time time) {
        this.submitter = submitter;
        this.gate = gate;
        this.pump = pump;
        this.api = api;
        this.stop = stop;
        this.time = time;
    }

    @Override
    public void write(Chunk<? extends QueuedClip> chunk) throws InterruptedException {
        for (QueuedClip clip : chunk) {
            if (!pump.awaitFree(stop::mayNotSubmit) || !gate.pass()) {
                return;
            }
            pump.hand(() -> submitter.submit(clip));
        }
    }

    /**
     * Waits for every open POST. Once all is stopped they have 8 s; what is unanswered then is cut off
     * and recorded as in doubt.
     */
    void drain() throws InterruptedException {
        if (pump.awaitIdle(stop::isStopped)) {
            return;
        }
        if (!pump.awaitIdle(Pump.GiveUp.after(FOR_OPEN_POSTS, time))) {
            api.abortOpenCalls();
            pump.awaitIdle(Pump.GiveUp.after(FOR_OPEN_POSTS, time));
        }
    }
}
