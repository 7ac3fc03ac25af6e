package dev.reelbatch.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelbatch.time.Time;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class WorkerPoolTest {

    private final Time time = Time.faster(50);
    private final WorkerPool workerPool = new WorkerPool("test", 2, time);

    @Test
    void whenMoreIsHandedOverThanThereAreWorkersThenTheFeederWaits() throws Exception {
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        for (int n = 0; n < 100; n++) {
            assertThat(workerPool.awaitFree(WorkerPool.GiveUp.NEVER)).isTrue();
            workerPool.hand(() -> {
                most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                Thread.yield();
                atOnce.decrementAndGet();
            });
        }
        assertThat(workerPool.awaitIdle(WorkerPool.GiveUp.NEVER)).isTrue();
        assertThat(most.get()).isBetween(1, 2);
        assertThat(workerPool.busy()).isZero();
    }

    @Test
    void whenItIsTimeToGiveUpThenTheWaitEnds() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        workerPool.hand(() -> await(end));
        assertThat(workerPool.awaitIdle(WorkerPool.GiveUp.after(Duration.ofSeconds(1), time)))
                .isFalse();
        end.countDown();
        assertThat(workerPool.awaitIdle(WorkerPool.GiveUp.NEVER)).isTrue();
    }

    @Test
    void whenWorkFailsThenTheFirstFailureIsReportedAndTheOthersEnd() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger done = new AtomicInteger();
        workerPool.hand(() -> {
            throw new IllegalArgumentException("broken");
        });
        workerPool.hand(() -> {
            await(end);
            done.incrementAndGet();
        });
        workerPool.awaitFree(WorkerPool.GiveUp.NEVER);
        assertThatThrownBy(workerPool::check).isInstanceOf(IllegalArgumentException.class);
        end.countDown();
        assertThat(workerPool.awaitIdle(WorkerPool.GiveUp.NEVER)).isTrue();
        assertThat(done).hasValue(1);
    }

    @Test
    void whenWorkCannotBeStartedThenNobodyWaitsForIt() throws Exception {
        workerPool.close();
        assertThatThrownBy(() -> workerPool.hand(() -> {})).isInstanceOf(RuntimeException.class);
        assertThat(workerPool.awaitIdle(WorkerPool.GiveUp.NEVER)).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
