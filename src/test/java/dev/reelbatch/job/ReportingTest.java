package dev.reelbatch.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.download.DeliveredFiles;
import dev.reelbatch.home.Home;
import dev.reelbatch.ledger.LedgerFixture;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.picture.PictureStore;
import dev.reelbatch.report.Report;
import dev.reelbatch.stage.StopSignal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportingTest {

    @Test
    void whenAHeartbeatRenewsThePageAfterTheLastReportThenItDoesNotSayThatTheRunGoesOn(@TempDir Path folder)
            throws Exception {
        try (LedgerFixture ledger = new LedgerFixture()) {
            Run run = ledger.run("sheet", folder, LedgerFixture.row(2, "A fox"));
            Reporting reporting = new Reporting(
                    new Report(
                            ledger.reports,
                            new PictureStore(Path.of("no-pictures")),
                            ledger.time,
                            (any, header) -> null),
                    new DeliveredFiles(ledger.downloads.files()),
                    ledger.runs,
                    run.id(),
                    new Home(folder.resolve("home"), false));
            Path page = folder.resolve("report.html");

            reporting.renewPage(new StopSignal(), null);
            assertThat(page).content().contains("\"finished\":false");

            reporting.writeLast(new StopSignal());
            String last = Files.readString(page);
            assertThat(last).contains("\"finished\":true");
            reporting.renewPage(new StopSignal(), null);
            assertThat(page).hasContent(last);
        }
    }
}
