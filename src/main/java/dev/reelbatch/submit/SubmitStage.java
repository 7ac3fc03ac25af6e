package dev.reelbatch.submit;

import dev.reelbatch.api.TasksClient;
import dev.reelbatch.ledger.QueueLedger;
import dev.reelbatch.ledger.QueuedClip;
import dev.reelbatch.ledger.SubmitLedger;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.stage.WorkerPool;
import dev.reelbatch.time.Time;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** The parts of one execution's submit step: reader, writer, and the wait for the last answers. */
public final class SubmitStage implements AutoCloseable {

    private final QueuedClipReader reader;
    private final SubmitWriter writer;
    private final WorkerPool workerPool;

    /**
     * @param parallel greatest number of POSTs at once
     * @param stop stop signal of the run
     */
    public SubmitStage(
            TasksClient api,
            QueueLedger queue,
            SubmitLedger ledger,
            BeforeSending reservation,
            SubmitOrder order,
            int parallel,
            SubmitThrottle throttle,
            StopSignal stop,
            Time time) {
        this.workerPool = new WorkerPool("submit", parallel, time);
        this.reader = new QueuedClipReader(queue, order, stop);
        Submitter submitter = new Submitter(api, ledger, reservation, order, throttle, stop);
        this.writer = new SubmitWriter(submitter, throttle, workerPool, api, stop, time);
        stop.onStop(throttle::signal);
    }

    public ItemReader<QueuedClip> reader() {
        return reader;
    }

    public ItemWriter<QueuedClip> writer() {
        return writer;
    }

    /** Returns when every POST is answered and recorded, or has had its time after a stop. */
    public void drain() throws InterruptedException {
        writer.drain();
    }

    @Override
    public void close() {
        workerPool.close();
    }
}
