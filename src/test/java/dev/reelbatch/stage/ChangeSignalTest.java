package dev.reelbatch.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.time.Time;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class ChangeSignalTest {

    private static final int SOON = 20; // seconds
    private static final Duration LATE = Duration.ofHours(1);

    private final ChangeSignal changeSignal = new ChangeSignal(Time.system());
    private int count;

    @Test
    void whenTheStateChangesThenWhoeverWaitsForItLooksAgain() throws Exception {
        FutureTask<Boolean> waiting = inBackground(() -> changeSignal.await(() -> count == 2, LATE));
        changeSignal.change(() -> count++);
        changeSignal.change(() -> count++);
        assertThat(endsSoon(waiting)).isTrue();
        assertThat(changeSignal.locked(() -> count)).isEqualTo(2);
    }

    @Test
    void whenNothingIsToBeAwaitedThenItReturnsAtOnce() throws Exception {
        assertThat(endsSoon(inBackground(() -> changeSignal.awaitChange(() -> Duration.ofSeconds(-1)))))
                .isTrue();
    }

    @Test
    void whenNobodySignalsThenItLooksAgainAfterTheLongestWait() throws Exception {
        assertThat(endsSoon(inBackground(() -> changeSignal.awaitChange(() -> LATE))))
                .isTrue();
    }

    private interface Waiting {
        void run() throws InterruptedException;
    }

    private static FutureTask<Boolean> inBackground(Waiting waiting) {
        FutureTask<Boolean> task = new FutureTask<>(() -> {
            waiting.run();
            return true;
        });
        new Thread(task).start();
        return task;
    }

    private static boolean endsSoon(FutureTask<Boolean> task)
            throws InterruptedException, ExecutionException, TimeoutException {
        return task.get(SOON, TimeUnit.SECONDS);
    }
}
