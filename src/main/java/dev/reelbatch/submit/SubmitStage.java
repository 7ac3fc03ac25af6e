package dev.reelbatch.submit;

import dev.reelbatch.api.TasksClient;
import dev.reelbatch.ledger.QueuedClip;
import dev.reelbatch.ledger.SubmitLedger;
import dev.reelbatch.pump.Pump;
import dev.reelbatch.pump.StopSignal;
import dev.reelbatch.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** The parts of one execution's submit step: what reads, what writes, and the wait for the last answers. */
public final class SubmitStage implements AutoCloseable {

    private final QueuedClipReader reader;
    private final SubmitWriter writer;
    private final Pump pump;
    private final Pace pace;
    private final Outage outage;

    public SubmitStage(SubmitCollaborators with, Rate rate) {
        Time time = with.time();
        StopSignal stop = with.stop();
        TasksClient api = with.api();
        this.pump = new Pump("submit", with.settings().parallel(), time);
        this.pace =
                new Pace(rate, () -> ThreadLocalRandom.current().nextDouble(), sentBefore(with.ledger(), rate, time));
        this.outage = new Outage(with.settings().outagePause(), time);
        Gate gate = new Gate(pace, with.inFlight(), outage, with.patience(), stop, time);
        this.reader = new QueuedClipReader(with.ledger(), with.settings(), stop);
        this.writer = new SubmitWriter(new Submitter(with, gate, pace, outage), gate, pump, api, stop, time);
    }

    /**
     * Ticks of the home's latest submits, so that no window holds too many across a restart. The wall
     * clock may have been set since: a submit is never taken for older than it says, nor for younger
     * than now.
     */
    private static List<Long> sentBefore(SubmitLedger ledger, Rate rate, Time time) {
        Instant now = time.now();
        long ticks = time.nanos();
        return ledger.lastSent(rate.count()).stream()
                .map(sent -> Duration.between(sent, now))
                .map(age -> age.isNegative() ? Duration.ZERO : age)
                .filter(age -> age.compareTo(rate.period()) < 0)
                .map(age -> ticks - age.toNanos())
                .sorted(Comparator.naturalOrder())
                .toList();
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

    /** Why the pace is below the ceiling, in a few words; empty when it is not. */
    public String slowedBy() {
        if (outage.isProbing()) {
            return "the API seems to be down: one try at a time";
        }
        return pace.share() < 1
                ? "slowed down to %.0f %% since the API asked for it".formatted(pace.share() * 100)
                : "";
    }

    @Override
    public void close() {
        pump.close();
    }
}
