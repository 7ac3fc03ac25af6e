package dev.reelbatch.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentDurationsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final List<String> askedFor = new ArrayList<>();
    private final RecentDurations latest = new RecentDurations(model -> {
        askedFor.add(model);
        return List.of(MINUTE);
    });

    @Test
    void whenATaskEndsThenItsTimeComesBeforeThoseOfTheLedger() {
        latest.add("sora", Duration.ofSeconds(20));

        assertThat(latest.of("sora")).containsExactly(Duration.ofSeconds(20), MINUTE);
        assertThat(latest.of("veo")).containsExactly(MINUTE);
        assertThat(askedFor).as("once for each model").containsExactly("sora", "veo");
    }

    @Test
    void whenManyEndThenTheLatestCount() {
        for (int i = 1; i <= 60; i++) {
            latest.add("sora", Duration.ofSeconds(i));
        }

        assertThat(latest.of("sora"))
                .hasSize(50)
                .startsWith(Duration.ofSeconds(60))
                .endsWith(Duration.ofSeconds(11));
    }

    @Test
    void whenAClockWentWrongThenTheTimeDoesNotCount() {
        latest.add("sora", Duration.ofSeconds(-5));

        assertThat(latest.of("sora")).containsExactly(MINUTE);
    }
}
