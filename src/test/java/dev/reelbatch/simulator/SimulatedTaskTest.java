package dev.reelbatch.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SimulatedTaskTest {

    private static final SimulatedTask TASK = new SimulatedTask(
            Instant.parse("2026-04-01T12:00:00.123Z"),
            Duration.ofMillis(61_007),
            new SampleClip(1024, 1792, 12),
            15,
            new TaskEnding("Failure", "生成失败", 2),
            -42,
            false);

    @Test
    void whenIdIsReadThenItIsTheTask() {
        assertThat(SimulatedTask.of(TASK.id())).contains(TASK);
        assertThat(TASK.id()).matches("[A-Za-z][\\w-]+");
    }

    @Test
    void whenAnyCharacterIsGarbledThenThereIsNoTask() {
        String id = TASK.id();
        for (int i = 0; i < id.length(); i++) {
            char other = id.charAt(i) == 'B' ? 'C' : 'B';
            assertThat(SimulatedTask.of(id.substring(0, i) + other + id.substring(i + 1)))
                    .isEmpty();
            assertThat(SimulatedTask.of(id.substring(0, i))).isEmpty();
        }
    }
}
