package dev.reelbatch.submit;

import dev.reelbatch.ledger.QueuedClip;
import dev.reelbatch.stage.WorkerPool;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** The parts of one execution's submit step: what reads, what writes, and the wait for the last answers. */
public final class SubmitStage implements AutoCloseable {

    private final QueuedClipReader reader;
    private final SubmitWriter writer;
    private final WorkerPool workerPool;

    public SubmitStage(SubmitCollaborators with) {
        this.workerPool = new WorkerPool("submit", with.settings().parallel(), with.time());
        this.reader = new QueuedClipReader(with.queue(), with.settings(), with.stop());
        this.writer = new SubmitWriter(new Submitter(with), with, workerPool);
        with.stop().onStop(with.traffic().gate()::look);
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
