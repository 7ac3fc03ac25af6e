package dev.reelbatch.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.ClipTransition;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LearnedConcurrencyLimitTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final ConcurrencyLimit limit = new ConcurrencyLimit(Integer.MAX_VALUE, 0);
    private long now;

    private void run(int tasks) {
        while (limit.taken() < tasks) {
            limit.moved(new ClipTransition(1, 1, ClipState.TIMED_OUT, ClipState.SUBMITTED));
        }
        while (limit.taken() > tasks) {
            limit.moved(new ClipTransition(1, 1, ClipState.SUBMITTED, ClipState.GENERATED));
        }
    }

    private boolean mayTake(int running) {
        run(running);
        return limit.untilNext(now) <= 0;
    }

    private void take(int running) {
        run(running);
        assertThat(limit.tryAcquire(now)).hasValue(running);
    }

    private boolean tryAndBeRefused(int running) {
        take(running);
        long sentAt = now;
        now += SECOND / 10;
        return limit.refused(running, sentAt, now);
    }

    private void tryAndBeAccepted(int running) {
        take(running);
        now += SECOND / 100;
        limit.accepted(running);
    }

    @Test
    void whenNothingWasRefusedThenThereIsRoomForAnyNumber() {
        assertThat(mayTake(1_000_000)).isTrue();
    }

    @Test
    void whenRefusedBesideFifteenThenFewerMayRunAndOneMoreIsTriedASecondLater() {
        assertThat(tryAndBeRefused(15)).as("may be about the rate").isFalse();

        assertThat(mayTake(14)).isTrue();
        assertThat(mayTake(15)).isFalse();
        now += SECOND;
        assertThat(mayTake(15)).isTrue();
    }

    @Test
    void whenTriesAreRefusedThenTheyComeMoreAndMoreSeldomAndSayNothingAboutTheRate() {
        tryAndBeRefused(15);
        for (int seconds : new int[] {1, 3, 9, 27, 60, 60}) {
            now += seconds * SECOND - 1;
            assertThat(mayTake(15)).as("before %d s", seconds).isFalse();
            now += 1;
            assertThat(mayTake(15)).as("after %d s", seconds).isTrue();
            assertThat(tryAndBeRefused(15)).isTrue();
        }
    }

    @Test
    void whenATryIsOnItsWayThenNoOtherIsSent() {
        tryAndBeRefused(15);
        now += SECOND;
        take(15);

        assertThat(mayTake(16)).isFalse();
    }

    @Test
    void whenOneTryAfterTheOtherIsAcceptedThenItWasAboutTheRateAndThereIsNoLimitAnyMore() {
        tryAndBeRefused(15);
        long refused = now;
        int running = 15;
        while (limit.learned() < Integer.MAX_VALUE) {
            run(running);
            now += Math.max(0, limit.untilNext(now));
            tryAndBeAccepted(running++);
        }

        assertThat(running).isBetween(25, 35);
        assertThat(now - refused).isLessThan(8 * SECOND);
        assertThat(mayTake(1_000)).isTrue();
    }

    @Test
    void whenFewerRunThanFitThenWhatIsAcceptedSaysNothing() {
        tryAndBeRefused(15);
        for (int i = 0; i < 1_000; i++) {
            tryAndBeAccepted(14);
        }

        assertThat(limit.learned()).isEqualTo(15);
    }

    @Test
    void whenSeveralThatWereOnTheirWayTogetherAreRefusedThenTheFirstAloneMakesTriesSeldom() {
        long sentAt = now;
        now += SECOND / 10;
        limit.refused(15, sentAt, now);
        assertThat(limit.refused(17, sentAt, now)).isTrue();
        assertThat(limit.refused(16, sentAt, now)).isTrue();

        assertThat(limit.learned()).isEqualTo(15);
        now += SECOND;
        assertThat(mayTake(15)).isTrue();
    }

    @Test
    void whenRefusedBesideFewerThanFitThenTheLimitIsLowerAndItMayBeTheRate() {
        tryAndBeRefused(15);

        assertThat(tryAndBeRefused(9)).isFalse();
        assertThat(limit.learned()).isEqualTo(9);
    }

    @Test
    void whenRefusedBesideNoneThenOneMayStillRun() {
        tryAndBeRefused(0);

        assertThat(mayTake(0)).isTrue();
    }
}
