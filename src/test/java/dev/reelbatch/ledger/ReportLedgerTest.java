package dev.reelbatch.ledger;

import static dev.reelbatch.ledger.LedgerFixture.asking;
import static dev.reelbatch.ledger.LedgerFixture.invalidRow;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReportLedgerTest {

    private final LedgerFixture ledger = new LedgerFixture();

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void whenARunIsReportedThenEveryRowComesOncePerVariantInOrder() {
        Run run = ledger.load(
                ledger.newRun("sheet"),
                asking(10, "z"),
                asking(2, 2, "b", null),
                asking(2, 1, "a", null),
                invalidRow(3, "No prompt", "{\"prompt\":\"\"}"),
                asking(4, "c"));
        ledger.drive(run, 2, 2, ClipState.GENERATED, "https://1", "https://2", "https://3");
        ledger.drive(run, 4, 1, ClipState.GENERATED, "https://4", "https://5");
        ledger.loads.add(run, ledger.loads.begin(run), Takes.NONE, List.of(asking(99, "unfinished")));

        List<ReportRow> rows = rows(run);

        assertThat(rows)
                .extracting(row ->
                        row.row() + "/" + row.variant() + " " + row.videos().size())
                .containsExactly("2/1 0", "2/2 3", "3/1 0", "4/1 2", "10/1 0");
        assertThat(rows.get(1).videos()).extracting(Video::url).containsExactly("https://1", "https://2", "https://3");
        assertThat(rows.get(2)).satisfies(invalid -> {
            assertThat(invalid.clip()).isNull();
            assertThat(invalid.error()).isEqualTo("No prompt");
            assertThat(invalid.submissions()).isZero();
            assertThat(invalid.cost()).isNull();
        });
        assertThat(rows.get(4).prompt()).isEqualTo("z");
    }

    @Test
    void whenTwoRowsFollowEachOtherThenTheirVideosAreNotMixed() {
        Run run = ledger.load(ledger.newRun("sheet"), asking(2, 1, "a", null), asking(2, 2, "a", null));
        ledger.drive(run, 2, 1, ClipState.GENERATED, "https://1");
        ledger.drive(run, 2, 2, ClipState.GENERATED, "https://2");

        assertThat(rows(run)).extracting(row -> row.videos().get(0).url()).containsExactly("https://1", "https://2");
    }

    @Test
    void whenNothingIsLoadedThenThereAreNoRows() {
        assertThat(rows(ledger.newRun("sheet"))).isEmpty();
    }

    @Test
    void whenAClipWasSubmittedSeveralTimesThenItsCostIsAllThatMayHaveBeenPaid() {
        Run run = ledger.load(ledger.newRun("sheet"), asking(2, "a"), asking(3, "b"));
        ledger.drive(run, 2, ClipState.IN_DOUBT);
        OpenSubmission second = ledger.begin(run, ledger.bringBack(run, 2), 2);
        ledger.submits.refused(second, LedgerFixture.fault(400, "no", "not paid"));
        OpenSubmission third = ledger.begin(run, ledger.bringBack(run, 2), 2);
        ledger.submits.accepted(third, "task", null);

        ReportRow row = rows(run).get(0);

        assertThat(row.submissions()).isEqualTo(3);
        assertThat(row.cost()).isEqualByComparingTo("5.68");
        assertThat(rows(run).get(1).cost()).isNull();
    }

    @Test
    void whenARunHasSpentThenItsMoneyIsToldByCurrencyAndCertainty() {
        Price dollars = new Price(new BigDecimal("1.00"), "USD");
        Run run = ledger.load(
                ledger.newRun("sheet"),
                asking(2, "a"),
                asking(3, "b"),
                asking(4, "c"),
                asking(5, "d"),
                asking(6, 1, "e", dollars),
                asking(7, 1, "f", null));
        ledger.drive(run, 2, ClipState.SUBMITTED);
        ledger.drive(run, 3, ClipState.IN_DOUBT);
        ledger.drive(run, 4, ClipState.SUBMITTING);
        ledger.drive(run, 5, ClipState.FAILED);
        ledger.drive(run, 6, ClipState.SUBMITTED);
        ledger.drive(run, 7, ClipState.SUBMITTED);
        BigDecimal price = new BigDecimal("2.84");

        assertThat(ledger.reports.money(run.id()))
                .usingElementComparator((a, b) -> a.currency().equals(b.currency())
                                && a.paid().compareTo(b.paid()) == 0
                                && a.inDoubt().compareTo(b.inDoubt()) == 0
                                && a.open().compareTo(b.open()) == 0
                        ? 0
                        : 1)
                .containsExactly(
                        new Charges("CNY", price, price, price),
                        new Charges("USD", BigDecimal.ONE, BigDecimal.ZERO, BigDecimal.ZERO));
    }

    @Test
    void whenARowIsPaidForAgainThenItsOlderVideoIsNoneThatNobodyAsksFor() {
        Run run = ledger.load(ledger.newRun("sheet"), asking(2, "a"), asking(3, "b"));
        ledger.drive(run, 2, ClipState.DELIVERED);
        ledger.drive(run, 3, ClipState.DELIVERED);

        ledger.payAgain(run, 2);
        assertThat(ledger.reports.unasked(run)).isEmpty();

        ledger.load(run, asking(2, "a")); // b has left the sheet
        assertThat(ledger.reports.unasked(ledger.runs.run(run.id()))).hasSize(1);
    }

    @Test
    void whenSubmissionsAreListedThenEveryPostOfTheJobComesOnceInOrder() {
        Run first = ledger.load(ledger.newRun("sheet"), asking(2, "a"), asking(3, "b"));
        ledger.load(first, asking(2, "a"), asking(3, "b")); // its rows stand under a second load now
        ledger.drive(first, 3, ClipState.SUBMITTED);
        ledger.drive(first, 2, ClipState.FAILED);
        Run second = ledger.load(ledger.newRun("sheet"), asking(9, "c"));
        ledger.drive(second, 9, ClipState.SUBMITTING);
        ledger.load(second, asking(9, "d")); // c has left the sheet
        Run other = ledger.load(ledger.newRun("other"), asking(2, "x"));
        ledger.drive(other, 2, ClipState.SUBMITTED);

        try (var lines = ledger.submissions.ofJob(first.job())) {
            assertThat(lines.map(line -> line.run() + ":" + line.row() + " "
                            + line.submission().outcome()))
                    .containsExactly("1:3 ACCEPTED", "1:2 REFUSED", "2:9 null");
        }
    }

    private List<ReportRow> rows(Run run) {
        List<ReportRow> rows = new ArrayList<>();
        ledger.reports.forEachRow(run.id(), rows::add);
        return rows;
    }
}
