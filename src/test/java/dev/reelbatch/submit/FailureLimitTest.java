package dev.reelbatch.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.ClipTransition;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.submit.FailureLimit.Limit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureLimitTest {

    private final StopSignal stop = new StopSignal();

    @Test
    void whenSoManyHaveFailedThenSubmittingStops() {
        FailureLimit limit = new FailureLimit(Limit.of("3"), 1, stop);
        move(limit, ClipState.FAILED, 2);
        move(limit, ClipState.DELIVERED, 100);
        assertThat(stop.isSubmittingStopped()).isFalse();
        move(limit, ClipState.FAILED, 1);
        assertThat(stop.isSubmittingStopped()).isTrue();
        assertThat(stop.isStopped()).isFalse();
        assertThat(stop.first().orElseThrow().kind()).isEqualTo(StopSignal.Kind.TOO_MANY_FAILURES);
    }

    @Test
    void whenItIsAShareThenItCountsFromTwentySettledRowsOn() {
        FailureLimit limit = new FailureLimit(Limit.of("20%"), 1, stop);
        move(limit, ClipState.FAILED, 10);
        move(limit, ClipState.SUBMITTED, 100);
        move(limit, ClipState.DELIVERED, 9);
        assertThat(stop.isSubmittingStopped()).isFalse();
        move(limit, ClipState.DELIVERED, 1);
        assertThat(stop.isSubmittingStopped()).isTrue();
    }

    @Test
    void whenTheShareIsBelowTheLimitThenItGoesOn() {
        FailureLimit limit = new FailureLimit(Limit.of("20 %"), 1, stop);
        move(limit, ClipState.DELIVERED, 81);
        move(limit, ClipState.FAILED, 19);
        assertThat(stop.isSubmittingStopped()).isFalse();
        move(limit, ClipState.FAILED, 2);
        assertThat(stop.isSubmittingStopped()).isTrue();
    }

    @Test
    void whenTheShareIsAllThenADeliveredRowKeepsItGoing() {
        FailureLimit limit = new FailureLimit(Limit.of("100%"), 1, stop);
        move(limit, ClipState.DELIVERED, 1);
        move(limit, ClipState.FAILED, 5000);
        assertThat(stop.isSubmittingStopped()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0%", "101%", "-1", "ten", "5 % of all"})
    void whenItIsNoLimitThenTheMessageSaysHowToWriteOne(String text) {
        assertThatThrownBy(() -> Limit.of(text)).hasMessageContaining("20%");
    }

    private static void move(FailureLimit limit, ClipState to, int times) {
        for (int n = 0; n < times; n++) {
            limit.moved(new ClipTransition(n, 1, ClipState.SUBMITTED, to));
        }
    }
}
