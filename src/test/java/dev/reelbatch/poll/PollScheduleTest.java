package dev.reelbatch.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PollScheduleTest {

    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private final PollSchedule pollSchedule = new PollSchedule(new PollSettings(
            INTERVAL, FIRST, Duration.ofMillis(50), Duration.ofHours(2), Duration.ofDays(7), Duration.ofMinutes(2), 4));

    @Test
    void whenLittleIsKnownThenTheSettingSaysWhenToAskFirst() {
        assertThat(pollSchedule.first(List.of())).isEqualTo(FIRST);
        assertThat(pollSchedule.first(Collections.nCopies(4, Duration.ofSeconds(90))))
                .isEqualTo(FIRST);
    }

    @Test
    void whenDurationsAreKnownThenOneOfTwentyTasksIsDoneAtTheFirstQuestion() {
        List<Duration> seen =
                IntStream.rangeClosed(1, 50).mapToObj(Duration::ofSeconds).toList();
        assertThat(pollSchedule.first(seen)).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void whenTheApisClockIsWrongThenTheFirstQuestionStillComes() {
        assertThat(pollSchedule.first(Collections.nCopies(50, Duration.ofHours(9))))
                .isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void whenATaskWasAskedBeforeAnythingWasKnownThenTheNextQuestionWaitsUntilItMayBeDone() {
        assertThat(pollSchedule.untilNext(FIRST, Collections.nCopies(50, MINUTE)))
                .as("one is asked at ten seconds")
                .isEqualTo(MINUTE.minus(FIRST));
    }

    @Test
    void whenATaskTakesNoLongerThanOthersThenItIsAskedAtEveryInterval() {
        List<Duration> seen = List.of(MINUTE, MINUTE, MINUTE, MINUTE, MINUTE.multipliedBy(10));
        for (int seconds = 60; seconds <= 600; seconds += 5) {
            assertThat(pollSchedule.untilNext(Duration.ofSeconds(seconds), seen))
                    .isEqualTo(INTERVAL);
        }
    }

    @Test
    void whenATaskHangsThenItIsNotAskedTooOftenForHoursAndNeverForgotten() {
        List<Duration> seen = Collections.nCopies(50, MINUTE);
        assertThat(questions(Duration.ofHours(2), seen).asked()).isLessThan(200);
        assertThat(pollSchedule.untilNext(Duration.ofHours(2), seen)).isEqualTo(MINUTE);
    }

    /** The optimum for this spread is 10 requests with a delay of 2.5 s; docs/performance.md explains the figure. */
    @Test
    void whenTimesAreSpreadAsUsualThenEndsAreFoundAsSoonAsByAskingEachIntervalWithFarFewerQuestions() {
        List<Duration> seen = likeThoseOfAModel(1).limit(50).toList();
        List<Duration> tasks = likeThoseOfAModel(2).limit(2_000).toList();
        double late = average(tasks, task -> questions(task, seen).late());
        double asked = average(tasks, task -> questions(task, seen).asked());
        assertThat(late).isLessThan(1.1 * average(tasks, task -> fixed(task).late()));
        assertThat(asked).isLessThan(0.75 * average(tasks, task -> fixed(task).asked()));
    }

    @Test
    void whenTasksTakeOneOfTwoTimesThenBothAreFoundWithinAnInterval() {
        List<Duration> seen = IntStream.range(0, 50)
                .mapToObj(n -> Duration.ofSeconds(n % 2 == 0 ? 30 : 150))
                .toList();
        assertThat(questions(Duration.ofSeconds(29), seen).asked()).isEqualTo(1);
        for (int seconds = 29; seconds <= 160; seconds++) {
            assertThat(questions(Duration.ofSeconds(seconds), seen).late()).isLessThanOrEqualTo(5);
        }
    }

    @Property(tries = 300)
    void whateverIsKnownThenNoQuestionIsCloserThanTheIntervalOrPutOffForLong(
            @ForAll @LongRange(min = 0, max = 100_000_000) long age,
            @ForAll @Size(max = 50) List<@LongRange(min = 1, max = 100_000_000) Long> millis) {
        List<Duration> seen = millis.stream().map(Duration::ofMillis).toList();
        assertThat(pollSchedule.first(seen)).isBetween(Duration.ZERO, Duration.ofMinutes(5));
        assertThat(pollSchedule.untilNext(Duration.ofMillis(age), seen)).isBetween(INTERVAL, Duration.ofMinutes(5));
    }

    /** Returns durations with a median of a minute, log-normal, sigma 0.5. */
    private static Stream<Duration> likeThoseOfAModel(int seed) {
        Random random = new Random(seed);
        return Stream.generate(() -> Duration.ofMillis((long) (60_000 * Math.exp(0.5 * random.nextGaussian()))));
    }

    /** The cost of noticing a task's end: requests, and the delay in seconds. */
    private record Found(int asked, double late) {}

    private Found questions(Duration task, List<Duration> seen) {
        Duration at = pollSchedule.first(seen);
        int asked = 1;
        for (; at.compareTo(task) < 0; asked++) {
            at = at.plus(pollSchedule.untilNext(at, seen));
        }
        return new Found(asked, at.minus(task).toMillis() / 1e3);
    }

    private static Found fixed(Duration task) {
        int asked = (int) task.dividedBy(INTERVAL) + 1;
        return new Found(asked, INTERVAL.multipliedBy(asked).minus(task).toMillis() / 1e3);
    }

    private static double average(List<Duration> tasks, ToDoubleFunction<Duration> of) {
        return tasks.stream().mapToDouble(of).average().orElseThrow();
    }
}
