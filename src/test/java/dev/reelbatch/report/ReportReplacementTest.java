package dev.reelbatch.report;

import static dev.reelbatch.report.WrittenCsv.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.LedgerFixture;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.picture.PictureStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Replacement of a report's files by those of the next one. */
class ReportReplacementTest {

    private static final ReportInfo FINISHED = new ReportInfo(false, null, true, null, null);

    private final LedgerFixture ledger = new LedgerFixture();
    private final Report report =
            new Report(ledger.reports, new PictureStore(Path.of("no-pictures")), ledger.time, WrittenPage.COLUMNS);

    private final Path temp;
    private final Path out;

    ReportReplacementTest(@TempDir Path temp) {
        this.temp = temp;
        this.out = temp.resolve("out");
    }

    @AfterEach
    void closesLedger() {
        ledger.close();
    }

    @Test
    void whenAFileDoesNotGiveWayThenItIsWrittenBesideUnderAFreeName() throws IOException {
        Files.createDirectories(out.resolve("manifest.csv/held"));
        Files.writeString(out.resolve("manifest-2.csv"), "somebody's own");
        Run run = ledger.run("locked", out, LedgerFixture.row(2, "Fox"));

        ReportFiles files = report.write(run, FINISHED);

        assertThat(files.manifest().actual()).isEqualTo(out.resolve("manifest-3.csv"));
        assertThat(files.beside()).containsExactly(files.manifest());
        assertThat(out.resolve("manifest-2.csv")).hasContent("somebody's own");
        assertThat(names()).noneMatch(name -> name.endsWith(".tmp"));
        assertThat(new Summary(temp).lines(run, FINISHED, files))
                .anyMatch(line -> line.contains("manifest-3.csv") && line.contains("could not be replaced"));
    }

    @Test
    void whenWrittenAgainThenFilesAreReplacedAndLeftoversAreGone() throws IOException {
        Run run = ledger.run("again", out, LedgerFixture.row(2, "Fox"));
        report.write(run, FINISHED);
        Files.writeString(out.resolve(".manifest.csv.tmp"), "left by a crash".repeat(10_000));
        ledger.drive(run, 2, ClipState.DELIVERED);

        report.write(run, FINISHED);

        assertThat(column(WrittenCsv.read(out.resolve("manifest.csv")), "status"))
                .containsExactly("delivered");
        assertThat(names()).containsExactly("failed.csv", "manifest.csv", "manifest.jsonl", "report.html", "videos");
    }

    @Test
    void whenOutCannotBeWrittenToThenItSaysSoAndEarlierFilesStay() throws IOException {
        Run run = ledger.run("unwritable", out, LedgerFixture.row(2, "Fox"));
        report.write(run, FINISHED);
        ledger.drive(run, 2, ClipState.DELIVERED);
        Files.createDirectories(out.resolve(".failed.csv.tmp/held"));

        assertThatThrownBy(() -> report.write(run, FINISHED))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("failed.csv could not be written");

        assertThat(column(WrittenCsv.read(out.resolve("manifest.csv")), "status"))
                .containsExactly("pending");
        assertThat(names()).doesNotContain(".manifest.csv.tmp", ".manifest.jsonl.tmp");
    }

    @Test
    void whenOutIsAFileThenItSaysSo() throws IOException {
        Files.writeString(out, "a file");
        Run run = ledger.run("file", out, LedgerFixture.row(2, "Fox"));

        assertThatThrownBy(() -> report.write(run, FINISHED))
                .hasMessageContaining("a file is where a folder should be");
    }

    @Test
    @EnabledOnOs(OS.LINUX) // has /dev/full
    void whenTheDiskIsFullThenItSaysSo() throws IOException {
        Files.createDirectories(out);
        Files.createSymbolicLink(out.resolve(".manifest.csv.tmp"), Path.of("/dev/full"));
        Run run = ledger.run("full", out, LedgerFixture.row(2, "Fox"));

        assertThatThrownBy(() -> report.write(run, FINISHED))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("manifest.csv could not be written: No space left on device");
        assertThat(names()).isEmpty();
    }

    @Test
    void whenTheRunGoesOnThenThePageAndTheManifestForProgramsAreRenewedAndTheFilesForPeopleStay() throws IOException {
        Run run = ledger.run("going on", out, LedgerFixture.row(2, "Fox"));

        report.writePage(run, new ReportInfo(true, null, false, null, null));

        assertThat(names()).containsExactly("manifest.jsonl", "report.html");
        assertThat(Files.readString(out.resolve("report.html")))
                .contains("http-equiv=\"refresh\"", "\"finished\":false", "Rehearsal: nothing was charged");
        report.write(run, FINISHED);
        assertThat(Files.readString(out.resolve("report.html")))
                .contains("\"finished\":true")
                .doesNotContain("http-equiv=\"refresh\"", "Rehearsal: nothing was charged");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
