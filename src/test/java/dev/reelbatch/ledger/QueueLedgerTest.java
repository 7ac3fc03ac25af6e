package dev.reelbatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueueLedgerTest {

    private final LedgerFixture ledger = new LedgerFixture();
    private final Run run = ledger.load(
            ledger.newRun("sheet"),
            LedgerFixture.asking(2, "a"),
            LedgerFixture.asking(3, "b"),
            LedgerFixture.asking(4, "c"),
            LedgerFixture.asking(5, "d"));

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void whenClipsAreQueuedThenTheirPlacesAreInRowAndVariantOrder() {
        Run sheet = ledger.load(
                ledger.newRun("variants"),
                LedgerFixture.asking(10, 1, "j", null),
                LedgerFixture.asking(3, 2, "v2", null),
                LedgerFixture.asking(3, 1, "v1", null),
                LedgerFixture.asking(3, 3, "v3", null),
                LedgerFixture.asking(4, 1, "k", null),
                LedgerFixture.invalidRow(5, "wrong", "{}"));
        ledger.drive(sheet, 4, ClipState.SUBMITTED);

        List<QueuedRow> rows = ledger.queue.rows(sheet.id(), Wish.NONE);
        assertThat(rows)
                .extracting(row -> row.row() + "/" + row.variant())
                .containsExactly("3/1", "3/2", "3/3", "10/1");
        assertThat(places(ledger.queue.clips(sheet.id(), Wish.NONE, rows.subList(1, 3))))
                .as("a page of them")
                .containsExactly("3/2", "3/3");
    }

    @Test
    void whenPagesAreReadThenNoneHoldsItsConnection() {
        List<QueuedRow> rows = ledger.queue.rows(run.id(), Wish.NONE);
        for (QueuedRow row : rows) {
            assertThat(ledger.queue.clips(run.id(), Wish.NONE, List.of(row))).hasSize(1);
        }
        assertThat(((JdbcConnectionPool) ledger.dataSource).getActiveConnections())
                .isZero();
    }

    @Test
    void whenAClipIsNoLongerQueuedThenItsPlaceGivesNothing() {
        List<QueuedRow> rows = ledger.queue.rows(run.id(), Wish.NONE);
        ledger.drive(run, 3, ClipState.SUBMITTED);

        assertThat(places(ledger.queue.clips(run.id(), Wish.NONE, rows))).containsExactly("2/1", "4/1", "5/1");
    }

    private static List<String> places(List<QueuedClip> clips) {
        return clips.stream().map(clip -> clip.row() + "/" + clip.variant()).toList();
    }
}
