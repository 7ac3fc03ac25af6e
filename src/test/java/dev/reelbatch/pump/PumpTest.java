package dev.reelbatch.pump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelbatch.time.Time;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class PumpTest {

    private final Time time = Time.faster(50);
    private final Pump pump = new Pump("test", 2, time);

    @Test
    void whenMoreIsHandedOverThanThereAreWorkersThenTheFeederWaits() throws Exception {
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        for (int n = 0; n < 100; n++) {
            assertThat(pump.awaitFree(Pump.GiveUp.NEVER)).isTrue();
            pump.hand(() -> {
                most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                Thread.yield();
                atOnce.decrementAndGet();
            });
        }
        assertThat(pump.awaitIdle(Pump.GiveUp.NEVER)).isTrue();
        assertThat(most.get()).isBetween(1, 2);
        assertThat(pump.busy()).isZero();
    }

    @Test
    void whenItIsTimeToGiveUpThenTheWaitEnds() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        pump.hand(() -> await(end));
        assertThat(pump.awaitIdle(Pump.GiveUp.after(Duration.ofSeconds(1), time)))
                .isFalse();
        end.countDown();
        assertThat(pump.awaitIdle(Pump.GiveUp.NEVER)).isTrue();
    }

    @Test
    void whenWorkBreaksDownThenTheFirstFailureIsToldAndTheOthersEnd() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger done = new AtomicInteger();
        pump.hand(() -> {
            throw new IllegalArgumentException("broken");
        });
        pump.hand(() -> {
            await(end);
            done.incrementAndGet();
        });
        pump.awaitFree(Pump.GiveUp.NEVER);
        assertThatThrownBy(pump::check).isInstanceOf(IllegalArgumentException.class);
        end.countDown();
        assertThat(pump.awaitIdle(Pump.GiveUp.NEVER)).isTrue();
        assertThat(done).hasValue(1);
    }

    @Test
    void whenWorkCannotBeStartedThenNobodyWaitsForIt() throws Exception {
        pump.close();
        assertThatThrownBy(() -> pump.hand(() -> {})).isInstanceOf(RuntimeException.class);
        assertThat(pump.awaitIdle(Pump.GiveUp.NEVER)).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
