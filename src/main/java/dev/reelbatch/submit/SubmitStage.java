package dev.reelbatch.submit;

import dev.reelbatch.ledger.QueuedClip;
import dev.reelbatch.pump.Pump;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** The parts of one execution's submit step: what reads, what writes, and the wait for the last answers. */
public final class SubmitStage implements AutoCloseable {

    private final QueuedClipReader reader;
    private final SubmitWriter writer;
    private final Pump pump;

    public SubmitStage(SubmitCollaborators with) {
        this.pump = new Pump("submit", with.settings().parallel(), with.time());
        this.reader = new QueuedClipReader(with.queue(), with.settings(), with.stop());
        this.writer = new SubmitWriter(new Submitter(with), with, pump);
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
        pump.close();
    }
}
