package dev.reelbatch.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.time.SettableTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ApiSilenceTest {

    private final SettableTime time = new SettableTime();
    private final StopSignal stop = new StopSignal();
    private final ApiSilence apiSilence = new ApiSilence(Duration.ofMinutes(2), stop, time);

    @Test
    void whenEveryCallFailsForTheWholePatienceThenAllStops() {
        for (int n = 0; n < 4; n++) {
            fail(Duration.ofSeconds(30));
            assertThat(stop.isStopped()).isFalse();
        }
        fail(Duration.ofSeconds(30));
        assertThat(stop.isStopped()).isTrue();
        assertThat(stop.first().orElseThrow().kind()).isEqualTo(StopSignal.Kind.NO_ANSWER);
    }

    @Test
    void whenOneAnswerComesThenThePatienceIsNew() {
        fail(Duration.ofSeconds(110));
        fail(Duration.ofSeconds(110));
        apiSilence.answered();
        fail(Duration.ofSeconds(110));
        assertThat(stop.isStopped()).isFalse();
    }

    @Test
    void whenNothingIsAskedAfterOneFailureThenItIsNoSilence() {
        fail(Duration.ZERO);
        time.advance(Duration.ofHours(1));
        apiSilence.check();
        assertThat(stop.isStopped()).isFalse();
    }

    @Test
    void whenTheWallClockIsSetThenNothingChanges() {
        fail(Duration.ZERO);
        time.setWallClock(Instant.parse("2030-01-01T00:00:00Z"));
        fail(Duration.ofSeconds(1));
        assertThat(stop.isStopped()).isFalse();
    }

    private void fail(Duration after) {
        time.advance(after);
        apiSilence.unanswered("no network");
        apiSilence.check();
    }
}
