package dev.reelbatch.ledger;

import static dev.reelbatch.ledger.LedgerFixture.asking;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.RecentPace.Minute;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecentPaceTest {

    private final LedgerFixture ledger = new LedgerFixture();
    private final RecentPace pace = new RecentPace(ledger.jdbc);

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void whenSubmissionsWereMadeThenTheyAreCountedByMinuteForAnHour() {
        Run run = ledger.load(ledger.newRun("sheet"), asking(2, "a"), asking(3, "b"), asking(4, "c"));
        ledger.drive(run, 2, ClipState.DELIVERED);
        ledger.time.setWallClock(ledger.time.now().plus(Duration.ofMinutes(3)));
        ledger.drive(run, 3, ClipState.SUBMITTED);
        ledger.drive(run, 4, ClipState.SUBMITTED);
        ledger.jdbc
                .sql("update submission set http_status = 429 where id = (select max(id) from submission)")
                .update();
        List<Minute> minutes = pace.lastHour(ledger.time.now());
        assertThat(minutes).hasSize(60);
        assertThat(minutes.get(56).submissions()).isEqualTo(1);
        assertThat(minutes.get(59).submissions()).isEqualTo(2);
        assertThat(minutes.get(59).tooMany()).isEqualTo(1);
        assertThat(minutes.stream().mapToInt(Minute::submissions).sum()).isEqualTo(3);
        assertThat(pace.lastHour(ledger.time.now().plus(Duration.ofHours(2))))
                .allMatch(minute -> minute.submissions() == 0);
        assertThat(pace.inFlight()).isEqualTo(Map.of("sheet", 2));
    }

    @Test
    void whenVideosWereDownloadedThenTheBytesADayAreKnown() {
        assertThat(pace.downloadedADay(ledger.time.now())).isEmpty();
        Run run = ledger.load(ledger.newRun("sheet"), asking(2, "a"));
        ledger.drive(run, 2, ClipState.DELIVERED);
        ledger.jdbc.sql("delete from video").update();
        ledger.jdbc
                .sql(
                        "insert into video (clip_id, number, url, bytes, delivered_at) select id, 1, 'u', 4000, ? from clip")
                .param(Columns.at(ledger.time.now()))
                .update();
        assertThat(pace.downloadedADay(ledger.time.now())).contains(4000L);
        assertThat(pace.downloadedADay(ledger.time.now().plus(Duration.ofDays(4))))
                .contains(1000L);
        assertThat(pace.downloadedADay(ledger.time.now().plus(Duration.ofDays(8))))
                .isEmpty();
    }
}
