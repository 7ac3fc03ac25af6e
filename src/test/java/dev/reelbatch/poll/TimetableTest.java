package dev.reelbatch.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimetableTest {

    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private final Timetable timetable =
            new Timetable(new PollSettings(INTERVAL, FIRST, Duration.ofMillis(50), Duration.ofHours(2), 4));

    @Test
    void whenLittleIsKnownThenTheSettingSaysWhenToAskFirst() {
        assertThat(timetable.first(List.of())).isEqualTo(FIRST);
        assertThat(timetable.first(Collections.nCopies(4, Duration.ofSeconds(90))))
                .isEqualTo(FIRST);
    }

    @Test
    void whenDurationsAreKnownThenAFifthOfTheTasksIsDoneAtTheFirstQuestion() {
        List<Duration> seen =
                IntStream.rangeClosed(1, 50).mapToObj(Duration::ofSeconds).toList();
        assertThat(timetable.first(seen)).isEqualTo(Duration.ofSeconds(11));
    }

    @Test
    void whenTheApisClockIsWrongThenTheFirstQuestionStillComes() {
        assertThat(timetable.first(Collections.nCopies(50, Duration.ofHours(9))))
                .isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void whenATaskIsAskedAgainThenFurtherAndFurtherApartAndNeverCloserThanTheInterval() {
        Duration last = timetable.afterQuestion(1);
        assertThat(last).isEqualTo(INTERVAL);
        for (int n = 2; n < 3000; n++) {
            Duration next = timetable.afterQuestion(n);
            assertThat(next).isBetween(last, INTERVAL.multipliedBy(6));
            last = next;
        }
    }
}
