package dev.reelbatch.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RandomOutcomeTest {

    private static final SimulatorSettings SETTINGS =
            SimulatorSettings.defaults().failureShare(0.3).seed(7);

    @Test
    void whenSeedIsTheSameThenSoAreTheDraws() {
        assertThat(draws(SETTINGS)).isEqualTo(draws(SETTINGS)).isNotEqualTo(draws(SETTINGS.seed(8)));
    }

    @Test
    void whenManyAreDrawnThenShareAndMedianAreAsSet() {
        List<RandomOutcome.Draw> draws = draws(SETTINGS);
        long failures = draws.stream().filter(RandomOutcome.Draw::fails).count();
        long longer = draws.stream()
                .filter(draw -> draw.generation().compareTo(Duration.ofSeconds(60)) > 0)
                .count();
        assertThat(failures).isBetween(2_800L, 3_200L);
        assertThat(longer).isBetween(4_800L, 5_200L);
    }

    @Test
    void whenSigmaIsZeroThenAllTasksTakeTheSameTime() {
        assertThat(draws(SETTINGS.generationSigma(0)))
                .extracting(RandomOutcome.Draw::generation)
                .containsOnly(Duration.ofSeconds(60));
    }

    private static List<RandomOutcome.Draw> draws(SimulatorSettings settings) {
        return Stream.generate(new RandomOutcome(settings)::draw).limit(10_000).toList();
    }
}
