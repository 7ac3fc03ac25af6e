package dev.reelbatch.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TaskCapacityTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final TaskCapacity taskCapacity = new TaskCapacity();
    private long now;

    private boolean mayTake(int running) {
        return taskCapacity.untilNext(running, now) <= 0;
    }

    private boolean tryAndBeRefused(int running) {
        taskCapacity.take(running, now);
        long sentAt = now;
        now += SECOND / 10;
        return taskCapacity.refused(running, sentAt, now);
    }

    private void tryAndBeAccepted(int running) {
        taskCapacity.take(running, now);
        now += SECOND / 100;
        taskCapacity.accepted(running);
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
        taskCapacity.take(15, now);

        assertThat(mayTake(16)).isFalse();
    }

    @Test
    void whenOneTryAfterTheOtherIsAcceptedThenItWasAboutTheRateAndThereIsNoLimitAnyMore() {
        tryAndBeRefused(15);
        long refused = now;
        int running = 15;
        while (taskCapacity.fits() < Integer.MAX_VALUE) {
            now += Math.max(0, taskCapacity.untilNext(running, now));
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

        assertThat(taskCapacity.fits()).isEqualTo(15);
    }

    @Test
    void whenSeveralThatWereOnTheirWayTogetherAreRefusedThenTheFirstAloneMakesTriesSeldom() {
        long sentAt = now;
        now += SECOND / 10;
        taskCapacity.refused(15, sentAt, now);
        assertThat(taskCapacity.refused(17, sentAt, now)).isTrue();
        assertThat(taskCapacity.refused(16, sentAt, now)).isTrue();

        assertThat(taskCapacity.fits()).isEqualTo(15);
        now += SECOND;
        assertThat(mayTake(15)).isTrue();
    }

    @Test
    void whenRefusedBesideFewerThanFitThenTheLimitIsLowerAndItMayBeTheRate() {
        tryAndBeRefused(15);

        assertThat(tryAndBeRefused(9)).isFalse();
        assertThat(taskCapacity.fits()).isEqualTo(9);
    }

    @Test
    void whenRefusedBesideNoneThenOneMayStillRun() {
        tryAndBeRefused(0);

        assertThat(mayTake(0)).isTrue();
    }
}
