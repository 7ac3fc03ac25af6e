package dev.reelbatch.pump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.time.SettableTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private final SettableTime time = new SettableTime();
    private final StopSignal stop = new StopSignal();
    private final Patience patience = new Patience(Duration.ofMinutes(2), stop, time);

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
        patience.answered();
        fail(Duration.ofSeconds(110));
        assertThat(stop.isStopped()).isFalse();
    }

    @Test
    void whenNothingIsAskedAfterOneFailureThenItIsNoSilence() {
        fail(Duration.ZERO);
        time.advance(Duration.ofHours(1));
        patience.check();
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
        patience.unanswered("no network");
        patience.check();
    }
}
