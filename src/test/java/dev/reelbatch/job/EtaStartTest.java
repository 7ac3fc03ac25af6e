package dev.reelbatch.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EtaStartTest {

    @Test
    void whenAModelHasNoVideoYetThenTheVendorsTimeStandsInForIt() {
        Map<String, List<Duration>> measured = Map.of("known", List.of(Duration.ofSeconds(9), Duration.ofSeconds(7)));
        Map<String, Duration> typical = Map.of("known", Duration.ofSeconds(60), "new", Duration.ofMillis(22_600));
        assertThat(EtaStart.generationTimes(
                        List.of("known", "new", "unknown"), model -> measured.getOrDefault(model, List.of()), typical))
                .containsExactly(Duration.ofSeconds(9), Duration.ofSeconds(7), Duration.ofMillis(22_600));
    }
}
