package dev.reelbatch.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.simulator.Answer;
import dev.reelbatch.simulator.ApiErrors;
import dev.reelbatch.simulator.Call;
import dev.reelbatch.simulator.CallMatcher;
import dev.reelbatch.simulator.Simulator;
import dev.reelbatch.time.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The API takes no submits for minutes: few calls are wasted on it, and no row is lost to it. */
@Tag("fire")
@Timeout(120)
class BrownoutTest {

    private static final int ROWS = 240;
    private static final int BEFORE = 40;
    private static final Duration LASTS = Duration.ofMinutes(3);
    private static final Duration FIRST_MOMENTS = Duration.ofSeconds(10);

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of("429", List.of(ApiErrors.rateLimit())),
                Arguments.of("503", List.of(ApiErrors.unavailable())),
                Arguments.of("both", List.of(ApiErrors.rateLimit(), ApiErrors.unavailable())));
    }

    /**
     * Needed is one call for each row. Those that were on their way when it began could not know, so
     * what arrives in the brownout's first moments is not counted.
     */
    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void whenTheApiIsUnavailableForMinutesThenFewCallsAreWastedAndNoRowIsLost(
            String name, List<Answer> answers, @TempDir Path folder) throws Exception {
        try (ChaosHome home = new ChaosHome(folder, 20, Map.of());
                Simulator simulator = home.simulator(ChaosHome.QUICK)) {
            Brownout brownout = new Brownout(home.time);
            simulator.onSubmit(brownout, exchange -> answers.get(simulator.submitCalls() % answers.size()));
            ChaosSheet sheet = home.sheet(ROWS);
            sheet.rate = "4/s";
            ChaosSheet.Outcome outcome = sheet.run(simulator);
            assertThat(outcome.stopped()).isEmpty();
            assertThat(outcome.statuses()).containsOnly("delivered");
            long surprised = simulator.submitArrivals().stream()
                    .filter(brownout::isFirstMoment)
                    .count();
            assertThat(simulator.submitCalls() - surprised).isLessThanOrEqualTo((long) (1.1 * ROWS));
            assertThat(surprised).as("at first").isLessThanOrEqualTo(35);
        }
    }

    /** From some call on, for some minutes. */
    private static final class Brownout implements CallMatcher {

        private final CallMatcher over = CallMatcher.first(BEFORE);
        private final Time time;
        private final AtomicLong began = new AtomicLong(Long.MIN_VALUE);

        Brownout(Time time) {
            this.time = time;
        }

        @Override
        public boolean applies(Call call) {
            if (over.applies(call)) {
                return false;
            }
            began.compareAndSet(Long.MIN_VALUE, time.nanos());
            return time.since(began.get()).compareTo(LASTS) < 0;
        }

        boolean isFirstMoment(long at) {
            Duration since = Duration.ofNanos(at - began.get());
            return !since.plusMillis(100).isNegative() && since.compareTo(FIRST_MOMENTS) < 0;
        }
    }
}
