package dev.reelbatch.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {

    @ParameterizedTest
    @CsvSource({
        "30/min, 30, 60, 30/min",
        "5/s, 5, 1, 5/s",
        "1000/h, 1000, 3600, 1000/h",
        "' 7 / minute ', 7, 60, 7/min",
        "2/sec, 2, 1, 2/s"
    })
    void whenARateIsWrittenThenItIsRead(String text, int count, int seconds, String shown) {
        Rate rate = Rate.of(text);
        assertThat(rate.count()).isEqualTo(count);
        assertThat(rate.period()).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(rate).hasToString(shown);
        assertThat(rate.spacing()).isEqualTo(Duration.ofSeconds(seconds).dividedBy(count));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "0/s", "-1/s", "1.5/s", "30/day", "30/minx", "1000000/s", "x/s"})
    void whenItIsNoRateThenTheMessageSaysHowToWriteOne(String text) {
        assertThatThrownBy(() -> Rate.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("30/min");
    }
}
