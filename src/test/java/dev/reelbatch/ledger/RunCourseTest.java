package dev.reelbatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.RunCourse.Moment;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunCourseTest {

    private final LedgerFixture ledger = new LedgerFixture();
    private final Path out;

    RunCourseTest(@TempDir Path out) {
        this.out = out;
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void whenNothingWasSubmittedThenThereIsNoCourse() {
        Run run = run(3);
        ledger.drive(run, 2, ClipState.CANCELLED);

        assertThat(ledger.reports.course(run, ledger.time.now())).isNull();
    }

    @Test
    void whenVideosEndThenTheCourseCountsThemFromThenOn() {
        Run run = run(5);
        Instant began = ledger.time.now();
        ledger.drive(run, 2, ClipState.SUBMITTED);
        ledger.drive(run, 3, ClipState.SUBMITTED);
        ledger.drive(run, 4, ClipState.FAILED);
        ledger.time.advance(Duration.ofMinutes(50));
        ledger.finishOpenTasks();
        ledger.drive(run, 5, ClipState.SUBMITTED);
        ledger.time.advance(Duration.ofMinutes(50));

        RunCourse course = Objects.requireNonNull(ledger.reports.course(run, ledger.time.now()));

        assertThat(course.from()).isEqualTo(began);
        assertThat(course.to()).isEqualTo(ledger.time.now());
        assertThat(course.at(began)).isEqualTo(new Moment(0, 0, 0));
        assertThat(course.at(began.plus(Duration.ofMinutes(30)))).isEqualTo(new Moment(3, 1, 0));
        assertThat(course.at(began.plus(Duration.ofMinutes(60)))).isEqualTo(new Moment(4, 3, 2));
        assertThat(course.last()).isEqualTo(new Moment(4, 3, 2));
    }

    @Test
    void whenARunHasEndedThenItsCourseEndsWithItsLastVideo() {
        Run run = run(1);
        ledger.drive(run, 2, ClipState.DELIVERED);
        ledger.time.advance(Duration.ofDays(3));

        RunCourse course = Objects.requireNonNull(ledger.reports.course(run, null));

        assertThat(Duration.between(course.from(), course.to())).isLessThan(Duration.ofHours(1));
        assertThat(course.last()).isEqualTo(new Moment(1, 1, 1));
    }

    @ParameterizedTest
    @ValueSource(longs = {-2, 2, 36_500})
    void whenTheClockOfTheApiIsFarFromOursThenTheCourseIsDrawnAllTheSame(long days) {
        Run run = run(1);
        ledger.drive(run, 2, ClipState.SUBMITTED);
        ledger.time.advance(Duration.ofDays(days));
        ledger.finishOpenTasks();

        RunCourse course = Objects.requireNonNull(ledger.reports.course(run, null));

        assertThat(course.last()).isEqualTo(new Moment(1, 1, 1));
    }

    @Test
    void whenAnEarlierRunDeliveredVideosThenTheyAreNoPartOfTheCourse() {
        ledger.drive(run(3), 2, ClipState.DELIVERED);
        ledger.time.advance(Duration.ofDays(1));
        Run second = run(4);
        ledger.drive(second, 5, ClipState.SUBMITTED);

        RunCourse course = Objects.requireNonNull(ledger.reports.course(second, ledger.time.now()));

        assertThat(course.before()).isEqualTo(1);
        assertThat(course.last()).isEqualTo(new Moment(1, 0, 0));
        assertThat(course.from()).isAfter(second.createdAt().minusSeconds(1));
    }

    private Run run(int rows) {
        return ledger.run(
                "course",
                out,
                IntStream.range(2, rows + 2)
                        .mapToObj(row -> LedgerFixture.row(row, "prompt " + row))
                        .toArray(RowDraft[]::new));
    }
}
