package dev.reelbatch.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShortestTimeTest {

    private static final int MANY = 1_000;

    @Test
    void whenTheRateIsTheLimitThenTheLastSubmitIsFollowedByItsTask() {
        assertThat(ShortestTime.of(2, MANY, same(5, 3))).isEqualTo(Duration.ofSeconds(2 + 3));
    }

    @Test
    void whenThePlacesAreTheLimitThenTheTasksComeInRounds() {
        assertThat(ShortestTime.of(1e9, 2, same(6, 4))).isBetween(Duration.ofSeconds(12), Duration.ofMillis(12_001));
    }

    @Test
    void whenAnEarlyTaskIsTheLongestThenItDecides() {
        List<Duration> generations = List.of(Duration.ofSeconds(60), Duration.ofSeconds(1), Duration.ofSeconds(1));
        assertThat(ShortestTime.of(1, MANY, generations)).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void whenALongTaskHoldsAPlaceThenTheOthersShareTheRest() {
        List<Duration> generations =
                List.of(Duration.ofSeconds(10), Duration.ofSeconds(4), Duration.ofSeconds(4), Duration.ofSeconds(4));
        assertThat(ShortestTime.of(1e9, 2, generations)).isBetween(Duration.ofSeconds(12), Duration.ofMillis(12_001));
    }

    @Test
    void whenThereIsOneTaskThenItsTimeIsAll() {
        assertThat(ShortestTime.of(50, 20, same(1, 7))).isEqualTo(Duration.ofSeconds(7));
    }

    private static List<Duration> same(int count, int seconds) {
        return Collections.nCopies(count, Duration.ofSeconds(seconds));
    }
}
