package dev.reelbatch.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.submit.Rate;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecastTest {

    @ParameterizedTest
    @CsvSource({
        "0, 60/min, 20, 0",
        "1, 60/min, 20, 120",
        "11, 60/min, 20, 180", // a slot comes free every 6 s
        "11, 60/min, 1000, 130", // one each second
        "11, 60/min, 1, 1320" // one after the other
    })
    void whenTwoCeilingsAreSetThenTheLowerOneCounts(int clips, String rate, int maxInFlight, int seconds) {
        assertThat(Forecast.of(clips, Rate.of(rate), maxInFlight, Duration.ofMinutes(2)))
                .isEqualTo(Duration.ofSeconds(seconds));
    }
}
