package dev.reelbatch.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.LedgerFixture;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.ScheduleLedger;
import dev.reelbatch.ledger.SpendingLimits;
import dev.reelbatch.plan.RunLimits;
import dev.reelbatch.plan.RunRequest;
import dev.reelbatch.submit.Rate;
import dev.reelbatch.time.SettableTime;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SchedulesTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private final LedgerFixture ledger = new LedgerFixture();
    private final ScheduleLedger memory = new ScheduleLedger(ledger.jdbc);
    private final SettableTime time = new SettableTime();
    private final StringWriter said = new StringWriter();

    @AfterEach
    void close() {
        ledger.close();
    }

    private Schedules start(boolean catchUp) {
        ServeLog log = new ServeLog(new PrintWriter(said), time);
        return new Schedules(
                List.of(nightly("0 2 * * *", catchUp)), memory, pauses(), new RecurringWork(log), log, time);
    }

    private ServedJob nightly(String cron, boolean catchUp) {
        RunLimits limits =
                new RunLimits(RowRanges.ALL, Rate.of("60/min"), 20, SpendingLimits.NONE, null, Duration.ofMinutes(15));
        Path sheet = Path.of("nightly.csv");
        return new ServedJob(
                "nightly",
                "nightly.yaml",
                new ServedJob.Sheet(sheet),
                new RunRequest(sheet, "nightly", null, null, null, false, false, limits),
                new ServedJob.When(Schedule.parse(cron, SHANGHAI), catchUp));
    }

    private void at(String local) {
        time.setWallClock(Instant.parse(local + ":00Z").minus(Duration.ofHours(8)));
    }

    @Test
    void whenItsTimeComesThenAJobIsDueOnce() {
        at("2026-04-01T01:59");
        Schedules schedules = start(false);
        assertThat(schedules.due()).isEmpty();
        at("2026-04-01T02:00");
        assertThat(schedules.due()).hasSize(1);
        assertThat(schedules.due()).isEmpty();
        at("2026-04-02T02:30");
        assertThat(schedules.due()).hasSize(1);
    }

    @Test
    void whenSeveralTimesHavePassedSinceTheLastLookThenItIsDueOnce() {
        at("2026-04-01T01:59");
        Schedules schedules = start(false);
        at("2026-04-05T12:00");
        assertThat(schedules.due())
                .extracting(Schedules.Due::at)
                .containsExactly(Instant.parse("2026-04-04T18:00:00Z"));
        assertThat(schedules.due()).isEmpty();
    }

    @Test
    void whenTheClockIsSetBackThenTheSameNightDoesNotComeTwice() {
        at("2026-04-01T01:59");
        Schedules schedules = start(false);
        at("2026-04-01T02:05");
        assertThat(schedules.due()).hasSize(1);
        at("2026-04-01T01:05");
        assertThat(schedules.due()).isEmpty();
        at("2026-04-01T02:06");
        assertThat(schedules.due()).isEmpty();
    }

    @Test
    void whenANightWasMissedThenItIsCaughtUpOnWhereTheJobSaysSo() {
        at("2026-04-01T01:00");
        start(true);
        at("2026-04-03T09:00");
        assertThat(start(false).due()).isEmpty();
        at("2026-04-05T09:00");
        Schedules again = start(true);
        assertThat(said.toString()).contains("missed");
        assertThat(again.due()).hasSize(1);
        assertThat(again.due()).isEmpty();
    }

    @Test
    void whenNightsPassInAPauseThenTheyAreNotCaughtUpOnByThisProcessOrTheNext() {
        at("2026-04-01T01:00");
        start(true);
        pauses().add("nightly", "anna");
        at("2026-04-01T02:30");
        assertThat(start(true).due()).isEmpty();
        assertThat(said.toString()).contains("Paused by anna");
        at("2026-04-03T09:00");
        Schedules next = start(true);
        at("2026-04-03T23:00");
        assertThat(next.due()).isEmpty();
        at("2026-04-04T02:30");
        next.passOver("nightly");
        pauses().remove("nightly");
        assertThat(start(true).due()).isEmpty();
        at("2026-04-05T02:30");
        assertThat(start(true).due()).hasSize(1);
    }

    private Pauses pauses() {
        return new Pauses(memory, time);
    }

    @Test
    void whenTheRunForATimeIsOverThenTheNextStartKnowsAndElseItIsMadeUpFor() {
        at("2026-04-01T01:59");
        Schedules first = start(true);
        at("2026-04-01T02:00");
        Schedules.Due due = first.due().get(0);
        at("2026-04-01T02:10"); // killed before the run was over
        Schedules second = start(true);
        assertThat(second.due()).extracting(Schedules.Due::at).containsExactly(due.at());
        second.handled(due);
        assertThat(start(true).due()).isEmpty();
    }

    @Test
    void whenAScheduleIsNewThenNothingWasMissed() {
        at("2026-04-01T09:00");
        assertThat(start(true).due()).isEmpty();
    }

    @Test
    void whenTheClockHadBeenFarAheadThenTheNightsUntilThenAreNotLeftOut() {
        at("2026-04-01T01:00");
        start(true);
        at("2027-04-01T09:00");
        Schedules ahead = start(true);
        ahead.due().forEach(ahead::handled);
        at("2026-04-01T01:59"); // set right, while it runs
        assertThat(ahead.due()).isEmpty();
        at("2026-04-01T02:00");
        assertThat(ahead.due()).hasSize(1);
        at("2026-04-01T03:00");
        Schedules next = start(true);
        at("2026-04-02T02:00");
        assertThat(next.due()).hasSize(1);
    }

    @Test
    void whenTheClockIsSetBackAndServeStartsAgainThenWhatWasSeenToStaysSo() {
        for (boolean catchUp : new boolean[] {false, true}) {
            for (String back : new String[] {"2026-04-10T01:00", "2026-04-05T01:00", "2025-01-01T01:00"}) {
                at("2026-04-10T01:59");
                Schedules first = start(catchUp);
                at("2026-04-10T02:00");
                first.due().forEach(first::handled);
                at(back);
                Schedules second = start(catchUp);
                at("2026-04-10T02:00");
                assertThat(second.due()).as("%s, catch-up %s", back, catchUp).isEmpty();
                assertThat(start(catchUp).due()).isEmpty();
            }
        }
    }

    @Test
    void whenARunThatPaysAgainHasBegunThenItIsNotDueAgainThoughItIsNotOver() {
        at("2026-04-01T01:59");
        Schedules first = start(true);
        at("2026-04-01T02:00");
        first.due().forEach(due -> first.occasion(due).begun(true));
        at("2026-04-01T02:10"); // killed before the run was over
        assertThat(start(true).due()).isEmpty();
        at("2026-04-01T01:00");
        Schedules back = start(false);
        at("2026-04-01T02:00");
        assertThat(back.due()).isEmpty();
        at("2026-04-02T02:00");
        assertThat(back.due()).hasSize(1);
    }

    @Test
    void whenADueRunHasNotBegunByTheEndThenItsTurnComesAtTheNextStartAlsoIfNothingIsCaughtUp() {
        at("2026-04-01T01:59");
        Schedules first = start(false);
        at("2026-04-01T02:00");
        Schedules.Due due = first.due().get(0);
        at("2026-04-01T09:00");
        Schedules second = start(false);
        assertThat(said.toString()).contains("had not begun");
        assertThat(second.due()).extracting(Schedules.Due::at).containsExactly(due.at());
        assertThat(second.due()).isEmpty();
        second.occasion(due).begun(false);
        assertThat(start(false).due()).as("what has begun is resumed").isEmpty();
    }

    @Test
    void whenTheJobFileOfADueRunIsGoneThenANewOneOfItsNameDoesNotRunForIt() {
        at("2026-04-01T01:59");
        Schedules first = start(false);
        at("2026-04-01T02:00");
        assertThat(first.due()).hasSize(1);
        ServeLog log = new ServeLog(new PrintWriter(said), time);
        assertThat(new Schedules(List.of(), memory, pauses(), new RecurringWork(log), log, time).due())
                .isEmpty();
        assertThat(start(false).due()).isEmpty();
    }

    @Test
    void whenItsTimesAreChangedThenNoneThatHasPassedIsDueAndItRunsAtTheNewOnes() {
        at("2026-04-01T12:00");
        Schedules schedules = start(true);
        schedules.change(List.of(nightly("0 11 * * *", true)));
        assertThat(schedules.due()).isEmpty();
        assertThat(start(true).due()).as("nor at the next start").isEmpty();
        at("2026-04-02T02:00");
        assertThat(schedules.due()).isEmpty();
        at("2026-04-02T11:00");
        assertThat(schedules.due()).hasSize(1);
    }

    @Test
    void whenSomethingElseOfAJobFileIsChangedThenATimeThatComesMeanwhileIsDueOnce() {
        at("2026-04-01T01:59");
        Schedules schedules = start(false);
        at("2026-04-01T02:00");
        schedules.change(List.of(nightly("0 2 * * *", true)));
        assertThat(schedules.due()).hasSize(1);
        schedules.change(List.of(nightly("0 2 * * *", false)));
        assertThat(schedules.due()).isEmpty();
    }

    @Test
    void whenAJobFileGoesAndComesAgainThenTheTimesBetweenAreNotMadeUpFor() {
        at("2026-04-01T01:59");
        Schedules schedules = start(true);
        schedules.change(List.of());
        at("2026-04-02T12:00");
        assertThat(schedules.due()).isEmpty();
        schedules.change(List.of(nightly("0 2 * * *", true)));
        assertThat(schedules.due()).isEmpty();
        at("2026-04-03T02:00");
        assertThat(schedules.due()).hasSize(1);
    }

    @Test
    void whenADueTimeCanNotBeRecordedThenThatIsSaidOnceAndItIsDueOnceItCan() {
        at("2026-04-01T01:59");
        Schedules schedules = start(false);
        at("2026-04-01T02:00");
        ledger.jdbc.sql("alter table schedule_due rename to away").update();
        assertThat(schedules.due()).isEmpty();
        assertThat(schedules.due()).isEmpty();
        assertThat(said.toString()).containsOnlyOnce("nightly: Defect in reelbatch");
        ledger.jdbc.sql("alter table away rename to schedule_due").update();
        assertThat(schedules.due()).hasSize(1);
        assertThat(schedules.due()).isEmpty();
    }
}
