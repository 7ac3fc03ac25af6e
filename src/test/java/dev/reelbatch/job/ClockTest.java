package dev.reelbatch.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.time.JumpingTime;
import dev.reelbatch.time.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The wall clock is set by an hour while a run goes on, and between two runs: only stamps may show it. */
@Timeout(120)
class ClockTest {

    private static final int ROWS = 8;
    private static final Duration A_WHILE = Duration.ofMinutes(10);

    private final Path folder;

    ClockTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void whenTheClockIsSetMidRunAndBetweenRunsThenNothingIsLateOrEarlyOrPaidTwice(int hours) {
        JumpingTime time = new JumpingTime(Time.faster(50));
        try (JobFixture fixture = new JobFixture(folder, time)) {
            setTheClockAtTheThird(fixture, time, Duration.ofHours(hours));
            long start = time.nanos();
            assertDelivered(fixture, fixture.run(fixture.request(fixture.sheet("clips.csv", sheet(ROWS)))), ROWS);
            time.setWallClockOff(Duration.ofHours(-hours));
            Path longer = fixture.sheet("clips.csv", sheet(2 * ROWS));
            assertDelivered(fixture, fixture.run(fixture.request(longer)), 2 * ROWS);
            assertThat(time.since(start)).isLessThan(A_WHILE);
        }
    }

    private static void setTheClockAtTheThird(JobFixture fixture, JumpingTime time, Duration off) {
        AtomicInteger calls = new AtomicInteger();
        fixture.simulator.onSubmit(
                call -> {
                    if (calls.incrementAndGet() == 3) {
                        time.setWallClockOff(off);
                    }
                    return false;
                },
                CallFault.drop());
    }

    private static void assertDelivered(JobFixture fixture, RunResult result, int rows) {
        assertThat(result.stopped()).isEmpty();
        assertThat(result.undelivered()).isZero();
        assertThat(fixture.simulator.submitCalls()).isEqualTo(rows);
        assertThat(fixture.count("clip where state = 'DELIVERED'")).isEqualTo(rows);
        assertThat(fixture.count("batch_job_execution where status <> 'COMPLETED'"))
                .isZero();
    }

    private static String sheet(int rows) {
        StringBuilder sheet = new StringBuilder("prompt\n");
        IntStream.rangeClosed(1, rows)
                .forEach(i -> sheet.append("clip ").append(i).append('\n'));
        return sheet.toString();
    }
}
