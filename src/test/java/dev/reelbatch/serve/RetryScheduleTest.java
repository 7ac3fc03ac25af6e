package dev.reelbatch.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.stage.StopSignal.Cause;
import dev.reelbatch.stage.StopSignal.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetryScheduleTest {

    private static Optional<Cause> cause(Kind kind) {
        return Optional.of(new Cause(kind, "why"));
    }

    @ParameterizedTest
    @EnumSource(names = {"OUTAGE", "NO_ANSWER", "DISK"})
    void whenItMayPassByItselfThenItIsTriedAfterOneTwoFourUpToThirtyMinutes(Kind kind) {
        assertThat(IntStream.rangeClosed(1, 8).mapToObj(tries -> RetrySchedule.after(tries, cause(kind))))
                .extracting(Duration::toMinutes)
                .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
        assertThat(RetrySchedule.after(1000, cause(kind))).hasMinutes(30);
        assertThat(RetrySchedule.after(1, Optional.empty())).hasMinutes(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSED", "FORBIDDEN", "BUDGET", "MAX_COST", "TOO_MANY_FAILURES"})
    void whenAPersonHasToMendItThenItIsTriedEveryThirtyMinutesAndToldOnce(Kind kind) {
        assertThat(RetrySchedule.after(1, cause(kind))).hasMinutes(30);
        assertThat(RetrySchedule.after(9, cause(kind))).hasMinutes(30);
        assertThat(IntStream.rangeClosed(1, 100).filter(tries -> RetrySchedule.isTimeToTell(tries, cause(kind))))
                .containsExactly(1);
    }

    @Test
    void whenItMayPassByItselfThenItIsToldOnceItHasLasted() {
        assertThat(IntStream.rangeClosed(1, 100).filter(tries -> RetrySchedule.isTimeToTell(tries, cause(Kind.OUTAGE))))
                .containsExactly(4);
    }
}
