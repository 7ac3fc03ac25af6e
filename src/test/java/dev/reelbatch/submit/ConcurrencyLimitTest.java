package dev.reelbatch.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.ClipTransition;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConcurrencyLimitTest {

    @ParameterizedTest
    @CsvSource({
        "QUEUED, SUBMITTING, 0",
        "SUBMITTING, SUBMITTED, 0",
        "SUBMITTING, QUEUED, -1",
        "SUBMITTING, FAILED, -1",
        "SUBMITTING, IN_DOUBT, -1",
        "SUBMITTED, GENERATED, -1",
        "SUBMITTED, FAILED, -1",
        "SUBMITTED, TIMED_OUT, -1",
        "TIMED_OUT, SUBMITTED, 1",
        "GENERATED, DELIVERED, 0",
        "FAILED, QUEUED, 0"
    })
    void whenAClipMovesThenItsPlaceIsCounted(ClipState from, ClipState to, int change) {
        ConcurrencyLimit concurrencyLimit = new ConcurrencyLimit(20, 5);
        assertThat(concurrencyLimit.moved(new ClipTransition(1, 1, from, to)))
                .as("a place came free")
                .isEqualTo(change < 0);
        assertThat(concurrencyLimit.taken()).isEqualTo(5 + change);
    }

    @Test
    void whenAPlaceIsGivenBackThenAnotherMayTakeIt() {
        ConcurrencyLimit concurrencyLimit = new ConcurrencyLimit(1, 0);
        assertThat(concurrencyLimit.tryAcquire(0)).hasValue(0);
        assertThat(concurrencyLimit.tryAcquire(0)).isEmpty();
        concurrencyLimit.release();
        assertThat(concurrencyLimit.tryAcquire(0)).hasValue(0);
    }

    @Test
    void whenManyThreadsTakePlacesThenTheCeilingHolds() throws Exception {
        ConcurrencyLimit concurrencyLimit = new ConcurrencyLimit(3, 0);
        AtomicInteger holders = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        for (int n = 0; n < 2000; n++) {
            threads.execute(() -> {
                if (concurrencyLimit.tryAcquire(0).isPresent()) {
                    most.accumulateAndGet(holders.incrementAndGet(), Math::max);
                    holders.decrementAndGet();
                    concurrencyLimit.moved(new ClipTransition(1, 1, ClipState.SUBMITTED, ClipState.GENERATED));
                }
            });
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        assertThat(most.get()).isBetween(1, 3);
        assertThat(concurrencyLimit.taken()).isZero();
    }
}
