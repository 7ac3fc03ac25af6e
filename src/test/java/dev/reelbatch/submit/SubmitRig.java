package dev.reelbatch.submit;

import dev.reelbatch.ledger.QueuedClip;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.SpendingLimits;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.stage.ApiSilence;
import dev.reelbatch.stage.StageRig;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.Chunk;

/** Drives a submit stage as its chunk-oriented step does. */
final class SubmitRig {

    private static final int CHUNK = 50;

    private final StageRig rig;
    private final Run run;
    AnswerLookups lookups = new Lookups(null, clips -> false);
    Rate rate = Rate.of("1000/s");
    RowRanges rows = RowRanges.ALL;
    SpendingLimits limits = SpendingLimits.NONE;
    Duration patience = Duration.ofMinutes(15);
    int maxInFlight = 1000;
    int running;
    int parallel = 32;

    /**
     * The look-ups as the test has them.
     *
     * @param parameter of every model
     */
    record Lookups(@Nullable String parameter, Predicate<Set<Long>> underWay) implements AnswerLookups {

        @Override
        public @Nullable String parameterOf(String model) {
            return parameter;
        }

        @Override
        public boolean areUnderWay(Set<Long> clips) {
            return underWay.test(clips);
        }
    }

    SubmitRig(StageRig rig, Run run) {
        this.rig = rig;
        this.run = run;
    }

    SubmitRig maxCost(String amount) {
        limits = SpendingLimits.ofRun(new BigDecimal(amount), false);
        return this;
    }

    /** Submits until nothing is left or it is stopped, and waits for the last answer. */
    void submit() throws Exception {
        ConcurrencyLimit concurrencyLimit = new ConcurrencyLimit(maxInFlight, running);
        SubmitThrottle throttle = new SubmitThrottle(
                rate,
                concurrencyLimit,
                rig.ledger.submissions,
                Duration.ofSeconds(10),
                new ApiSilence(patience, rig.stop, rig.time),
                rig.stop,
                rig.time);
        rig.ledger.journal.listen(throttle);
        try (SubmitStage stage = stage(throttle)) {
            try {
                step(stage);
            } finally {
                stage.drain();
            }
        }
    }

    /** The same on a thread of its own. */
    CompletableFuture<Void> start() {
        return CompletableFuture.runAsync(() -> {
            try {
                submit();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private SubmitStage stage(SubmitThrottle throttle) {
        return new SubmitStage(
                rig.api,
                rig.ledger.queue,
                rig.ledger.submits,
                submission -> {},
                new SubmitOrder(run, Wish.NONE, rows, limits),
                lookups,
                parallel,
                throttle,
                rig.stop,
                rig.time);
    }

    private static void step(SubmitStage stage) throws Exception {
        boolean more = true;
        while (more) {
            Chunk<QueuedClip> chunk = new Chunk<>();
            while (more && chunk.size() < CHUNK) {
                QueuedClip clip = stage.reader().read();
                more = clip != null;
                if (clip != null) {
                    chunk.add(clip);
                }
            }
            stage.writer().write(chunk);
        }
    }
}
