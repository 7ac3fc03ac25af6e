package dev.reelbatch.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "30 2 * * *|every night at 02:30",
                "@daily|every night at 00:00",
                "5 18 * * *|every day at 18:05",
                "30 6 * * MON-FRI|Monday to Friday at 06:30",
                "30 6 * * 1,thu|every Monday, Thursday at 06:30",
                "0 2 * * 0|every Sunday at 02:00",
                "0 2 1 * *|on day 1 of every month at 02:00",
                "*/15 * * * *|every 15 minutes",
                "@hourly|every hour, 0 minutes past",
                "0 2 1 * MON|0 2 1 * MON",
                "0 2,14 * * *|0 2,14 * * *",
                "0 2 * jan-feb SUN|0 2 * jan-feb SUN",
                "0 2 * * MON#1|0 2 * * MON#1"
            })
    void whenAScheduleIsUsualThenItIsSaidInWords(String cron, String words) {
        assertThat(Schedule.parse(cron, ZoneId.systemDefault()).words()).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "0 2 * * *, 2026-04-01T02:00",
        "30 6 * * MON-FRI, 2026-04-01T06:30",
        "0 2 * * 0, 2026-04-05T02:00",
        "0 2 * * 7, 2026-04-05T02:00",
        "0 2 * jan-feb SUN, 2027-01-03T02:00",
        "*/15 * * * *, 2026-04-01T00:15",
        "0 0 29 2 *, 2028-02-29T00:00",
        "@daily, 2026-04-02T00:00",
        "@Midnight, 2026-04-02T00:00",
        "@hourly, 2026-04-01T01:00",
        "@weekly, 2026-04-05T00:00",
        "@monthly, 2026-05-01T00:00",
        "@yearly, 2027-01-01T00:00",
    })
    void whenAnExpressionIsRightThenItIsDueAsInACrontab(String cron, LocalDateTime due) {
        assertThat(Schedule.parse(cron, BERLIN).nextAfter(at("2026-04-01T00:00")))
                .isEqualTo(due.atZone(BERLIN).toInstant());
    }

    @Test
    void whenDayAndWeekdayAreGivenThenItIsDueOnEither() {
        assertThat(due("0 2 15 * MON", "2026-04-01T00:00", 4))
                .containsExactly("2026-04-06T02:00", "2026-04-13T02:00", "2026-04-15T02:00", "2026-04-20T02:00");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0 2 * *; it takes five fields",
                "0 0 2 * * *; it takes five fields",
                "@reboot; it takes five fields",
                "''; it takes five fields",
                "60 2 * * *; \"60\" can't be the minute (0 to 59)",
                "0 24 * * *; \"24\" can't be the hour (0 to 23)",
                "0 2 32 * *; \"32\" can't be the day of the month (1 to 31)",
                "0 2 * 13 *; \"13\" can't be the month",
                "0 2 * * MONDAY; \"MONDAY\" can't be the day of the week",
                "0 2 * * 8; \"8\" can't be the day of the week",
                "*/0 2 * * *; \"*/0\" can't be the minute",
                "a 2 * * *; \"a\" can't be the minute",
                "0 2 30 2 *; that day never comes",
                "0 2 31 4,6 *; that day never comes"
            })
    void whenAnExpressionIsWrongThenTheMessageSaysWhereAndShowsARightOne(String cron, String words) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedule.parse(cron, BERLIN))
                .withMessageStartingWith("\"" + cron + "\" is not a schedule: " + words)
                .withMessageContaining("right are \"0 2 * * *\"");
    }

    @Test
    void whenTheClocksLeaveAFixedHourOutThenItIsDueOnceWhenTheyHaveBeenSet() {
        assertThat(due("30 2 * * *", "2026-03-28T12:00", 2)).containsExactly("2026-03-29T03:00", "2026-03-30T02:30");
        assertThat(due("0 2,3 * * *", "2026-03-28T12:00", 2)).containsExactly("2026-03-29T03:00", "2026-03-30T02:00");
        // started in the hour after
        assertThat(due("30 2 * * *", "2026-03-29T03:00", 1)).containsExactly("2026-03-30T02:30");
    }

    @Test
    void whenAFixedHourComesTwiceThenItIsDueTheFirstTime() {
        Schedule schedule = Schedule.parse("30 2 * * *", BERLIN);
        Instant first = Instant.parse("2026-10-25T00:30:00Z");
        assertThat(schedule.nextAfter(Instant.parse("2026-10-24T20:00:00Z"))).isEqualTo(first);
        assertThat(schedule.nextAfter(first)).isEqualTo(Instant.parse("2026-10-26T01:30:00Z"));
        // started between both
        assertThat(schedule.nextAfter(Instant.parse("2026-10-25T01:10:00Z")))
                .isEqualTo(Instant.parse("2026-10-26T01:30:00Z"));
    }

    @ParameterizedTest
    @CsvSource({"2026-03-28T23:00:00Z", "2026-10-24T22:00:00Z"})
    void whenEveryHourIsMeantThenNoHourIsLeftOutAndNoneIsLongerThanOthers(Instant midnight) {
        Schedule schedule = Schedule.parse("*/20 * * * *", BERLIN);
        List<Instant> due = Stream.iterate(schedule.nextAfter(midnight), schedule::nextAfter)
                .limit(15)
                .toList();
        assertThat(due)
                .containsExactlyElementsOf(
                        Stream.iterate(midnight.plus(Duration.ofMinutes(20)), time -> time.plus(Duration.ofMinutes(20)))
                                .limit(15)
                                .toList());
    }

    @Test
    void whenNightsWereMissedThenTheLatestOfThemIsDue() {
        Schedule nightly = Schedule.parse("0 2 * * *", ZoneOffset.UTC);
        Instant handled = Instant.parse("2026-04-01T02:00:00Z");

        assertThat(nightly.latestMissed(handled, Instant.parse("2026-04-02T01:59:59Z")))
                .isEmpty();
        assertThat(nightly.latestMissed(handled, Instant.parse("2026-04-02T02:00:00Z")))
                .contains(Instant.parse("2026-04-02T02:00:00Z"));
        assertThat(nightly.latestMissed(handled, Instant.parse("2026-04-09T14:00:00Z")))
                .contains(Instant.parse("2026-04-09T02:00:00Z"));
        assertThat(nightly.latestMissed(handled, Instant.parse("2026-03-30T14:00:00Z")))
                .as("the clock was set back")
                .isEmpty();
    }

    @Test
    void whenAMachineWasOffForYearsThenTheLatestDueTimeIsStillFoundAtOnce() {
        Instant longAgo = Instant.parse("2001-01-01T00:00:00Z");
        Instant now = Instant.parse("2026-04-01T12:00:30Z");
        assertThat(Schedule.parse("* * * * *", BERLIN).latestMissed(longAgo, now))
                .contains(Instant.parse("2026-04-01T12:00:00Z"));
        assertThat(Schedule.parse("@yearly", ZoneOffset.UTC).latestMissed(longAgo, now))
                .contains(Instant.parse("2026-01-01T00:00:00Z"));
    }

    private static List<String> due(String cron, String after, int count) {
        Schedule schedule = Schedule.parse(cron, BERLIN);
        return Stream.iterate(schedule.nextAfter(at(after)), schedule::nextAfter)
                .limit(count)
                .map(due -> due.atZone(BERLIN).toLocalDateTime().toString())
                .toList();
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    }
}
