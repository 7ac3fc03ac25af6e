package dev.reelbatch.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.time.SettableTime;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AccountLimitsTest {

    private static final SimulatorSettings SETTINGS =
            SimulatorSettings.defaults().generationSigma(0);

    private final SettableTime time = new SettableTime();

    @Test
    void whenSubmitsComeTooFastThen429UntilTimePasses() throws Exception {
        try (Simulator simulator = Simulator.start(SETTINGS.submitsPerSecond(2.0), time)) {
            Caller caller = new Caller(simulator);
            assertThat(caller.submit("1").statusCode()).isEqualTo(200);
            assertThat(caller.submit("2").statusCode()).isEqualTo(200);
            HttpResponse<String> refused = caller.submit("3");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.body()).contains("\"type\":\"rate_limit_error\"", "\"code\":\"rate_limit\"");
            time.advance(Duration.ofMillis(500));
            assertThat(caller.submit("3").statusCode()).isEqualTo(200);
            assertThat(simulator.acceptedCount()).isEqualTo(3);
        }
    }

    @Test
    void whenTooManyTasksRunThen429UntilOneEnds() throws Exception {
        try (Simulator simulator = Simulator.start(SETTINGS.maxRunning(1), time)) {
            Caller caller = new Caller(simulator);
            assertThat(caller.submit("1").statusCode()).isEqualTo(200);
            assertThat(caller.submit("2").statusCode()).isEqualTo(429);
            time.advance(Duration.ofSeconds(60));
            assertThat(caller.submit("2").statusCode()).isEqualTo(200);
            assertThat(simulator.acceptedCount()).isEqualTo(2);
        }
    }

    @Test
    void whenLatencyIsSetThenSubmitsTakeThatLong() throws Exception {
        try (Simulator simulator = Simulator.start(SETTINGS.submitLatency(Duration.ofSeconds(3)), time)) {
            new Caller(simulator).submit("A kite");
            assertThat(time.slept()).isEqualTo(Duration.ofSeconds(3));
        }
    }
}
