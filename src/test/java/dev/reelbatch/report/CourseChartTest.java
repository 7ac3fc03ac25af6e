package dev.reelbatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.RunCourse;
import dev.reelbatch.ledger.RunCourse.Moment;
import dev.reelbatch.report.CourseChart.Row;
import dev.reelbatch.report.CourseChart.Tick;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CourseChartTest {

    private static final Instant FROM =
            LocalDateTime.of(2026, 4, 1, 14, 21).atZone(ZoneId.systemDefault()).toInstant();

    @Test
    void whenARunGoesOnThenItsAreasReachUntilNowAndTheRestIsExpected() {
        CourseChart chart = CourseChart.of(course(Duration.ofMinutes(30), 40), 96, FROM.plusSeconds(3600));

        assertThat(chart.now()).isEqualTo("50.00%");
        assertThat(chart.ahead()).isEqualTo("50.00%");
        assertThat(chart.expected()).startsWith("500,").endsWith(" 1000,0");
        assertThat(chart.done()).endsWith("0,1000").doesNotContain("501,");
        assertThat(chart.label())
                .startsWith("Progress of the run, 14:21 to 14:51: 40 submitted, 20 done, 10 without a video, 10 gen")
                .endsWith("The rest is expected by 15:21.");
        assertThat(chart.times())
                .extracting(Tick::word)
                .containsExactly("14:30", "14:40", "14:50", "15:00", "15:10", "15:20");
        assertThat(chart.times().get(0).at()).isEqualTo("15.00%");
    }

    @Test
    void whenARunHasEndedThenNothingIsExpected() {
        CourseChart chart = CourseChart.of(course(Duration.ofMinutes(17), 40), 40, null);

        assertThat(chart.isExpected()).isFalse();
        assertThat(chart.done()).contains("1000,");
        assertThat(chart.rows()).hasSize(9);
        assertThat(chart.rows().get(0)).isEqualTo(new Row("14:21", "0", "0", "0"));
        assertThat(chart.rows().get(8)).isEqualTo(new Row("14:38", "40", "20", "10"));
    }

    @ParameterizedTest
    @CsvSource({"1, 0 1", "3, 0 1 2 3", "11, 0 5 10", "96, 0 20 40 60 80", "10000, '0 2,000 4,000 6,000 8,000 10,000'"})
    void whenThereAreManyVideosThenTheAxisHasRoundNumbersAndFewOfThem(int videos, String words) {
        CourseChart chart = CourseChart.of(course(Duration.ofMinutes(17), 1), videos, null);

        assertThat(chart.counts()).extracting(Tick::word).containsExactly(words.split(" "));
    }

    @ParameterizedTest
    @CsvSource({"5", "40", "600", "7200", "90000", "700000", "40000000"})
    void whenARunIsShortOrLongThenTheAxisOfTimeHasAFewWords(long seconds) {
        CourseChart chart = CourseChart.of(course(Duration.ofSeconds(seconds), 10), 10, null);

        assertThat(chart.times()).hasSizeBetween(2, 8);
        assertThat(chart.times()).extracting(Tick::word).doesNotHaveDuplicates();
        boolean hasSeconds = chart.times().get(0).word().length() > "14:21".length();
        assertThat(chart.times())
                .as("words with seconds are wide on a phone")
                .hasSizeLessThanOrEqualTo(hasSeconds ? 5 : 8);
    }

    @Test
    void whenARunTookLessThanASecondThenTheAxisHasAWordAndTheTableALine() {
        CourseChart chart = CourseChart.of(course(Duration.ofMillis(90), 4), 4, null);

        assertThat(chart.times()).extracting(Tick::word).containsExactly("14:21:00");
        assertThat(chart.rows()).containsExactly(new Row("14:21:00", "4", "2", "1"));
    }

    @Test
    void whenEarlierVideosAreAdoptedThenTheAreasStandOnThem() {
        RunCourse course = new RunCourse(FROM, FROM.plusSeconds(60), 12, List.of(moment(0), moment(4)));

        CourseChart chart = CourseChart.of(course, 24, null);

        assertThat(chart.done()).startsWith("0,500");
        assertThat(chart.note()).isEqualTo("Total height = submitted; already made before: 12");
        assertThat(chart.rows().get(0).delivered()).isEqualTo("12");
        assertThat(chart.label()).contains("16 submitted, 14 done, 1 without a video, 1 generating");
    }

    @Test
    void whenTheMachineWritesOtherDigitsThenThePointsAreStillThoseOfADrawing() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            CourseChart chart = CourseChart.of(course(Duration.ofMinutes(30), 40), 96, FROM.plusSeconds(3600));
            assertThat(chart.done() + " " + chart.expected()).matches("[0-9, ]+");
        } finally {
            Locale.setDefault(before);
        }
    }

    private static RunCourse course(Duration length, int last) {
        return new RunCourse(
                FROM,
                FROM.plus(length),
                0,
                IntStream.rangeClosed(0, 100)
                        .mapToObj(part -> moment(part * last / 100))
                        .toList());
    }

    private static Moment moment(int submitted) {
        return new Moment(submitted, submitted * 3 / 4, submitted / 2);
    }
}
