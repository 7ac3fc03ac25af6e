package dev.reelbatch.submit;

import dev.reelbatch.api.TasksClient;
import dev.reelbatch.ledger.QueueLedger;
import dev.reelbatch.ledger.QueuedClip;
import dev.reelbatch.ledger.SubmitLedger;
import dev.reelbatch.stage.ChangeSignal;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.stage.WorkerPool;
import dev.reelbatch.time.Time;
import java.time.Duration;
import java.util.Set;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** The parts of one execution's submit step: reader, writer, and the wait for the last answers. */
public final class SubmitStage implements AutoCloseable {

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    /** The number of times that a clip whose submissions get lost is queued again in one execution, at most. */
    private static final int ROUNDS = 3;

    private final QueuedClipReader reader;
    private final SubmitWriter writer;
    private final WorkerPool workerPool;
    private final QueueLedger queue;
    private final long runId;
    private final AnswerLookups lookups;
    private final StopSignal stop;
    private final ChangeSignal changeSignal;

    /**
     * @param lookups the look-up of this run's lost answers, which the end of submitting waits for
     * @param parallel greatest number of POSTs at once
     * @param stop stop signal of the run
     */
    public SubmitStage(
            TasksClient api,
            QueueLedger queue,
            SubmitLedger ledger,
            BeforeSending reservation,
            SubmitOrder order,
            AnswerLookups lookups,
            int parallel,
            SubmitThrottle throttle,
            StopSignal stop,
            Time time) {
        this.workerPool = new WorkerPool("submit", parallel, time);
        this.reader = new QueuedClipReader(queue, order, stop);
        ExternalIds externalIds = new ExternalIds(lookups, api.account());
        Submitter submitter = new Submitter(api, ledger, reservation, order, externalIds, throttle, stop);
        this.writer = new SubmitWriter(submitter, throttle, workerPool, api, stop, time);
        this.queue = queue;
        this.runId = order.run().id();
        this.lookups = lookups;
        this.stop = stop;
        this.changeSignal = new ChangeSignal(time);
        stop.onStop(changeSignal::signal);
        stop.onStop(throttle::signal);
    }

    public ItemReader<QueuedClip> reader() {
        return reader;
    }

    public ItemWriter<QueuedClip> writer() {
        return writer;
    }

    /**
     * Returns when every POST is answered and recorded, or has had its time after a stop. Clips whose answers were lost
     * are looked up first, and those that were not accepted are submitted again: a run does not end without them.
     */
    public void drain() throws InterruptedException {
        writer.drain();
        for (int round = 0; round < ROUNDS; round++) {
            awaitLookups();
            if (!submitAgain()) {
                return;
            }
        }
    }

    /** Submits what was queued since the clips were read. Returns whether there was anything. */
    private boolean submitAgain() throws InterruptedException {
        reader.startOver();
        QueuedClip first = reader.read();
        for (QueuedClip clip = first; clip != null; clip = reader.read()) {
            writer.write(Chunk.of(clip));
        }
        writer.drain();
        return first != null;
    }

    /** Waits until no clip of the run is looked up any more, or submitting is stopped. */
    private void awaitLookups() throws InterruptedException {
        Set<Long> inDoubt = queue.inDoubt(runId);
        changeSignal.await(() -> stop.isSubmittingStopped() || !lookups.areUnderWay(inDoubt), LOOK_EVERY);
    }

    @Override
    public void close() {
        workerPool.close();
    }
}
