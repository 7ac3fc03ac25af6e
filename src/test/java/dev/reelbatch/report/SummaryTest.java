package dev.reelbatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.LedgerFixture;
import dev.reelbatch.ledger.RowDraft;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.picture.PictureStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryTest {

    private static final ReportInfo FINISHED = new ReportInfo(false, null, true, null, null);

    private final LedgerFixture ledger = new LedgerFixture();

    private final Path temp;

    SummaryTest(@TempDir Path temp) {
        this.temp = temp;
    }

    @AfterEach
    void closesLedger() {
        ledger.close();
    }

    private Run run(String job, int rows) {
        RowDraft[] drafts = IntStream.range(2, rows + 2)
                .mapToObj(row -> LedgerFixture.row(row, job + row))
                .toArray(RowDraft[]::new);
        return ledger.run(job, temp.resolve("out").resolve(job), drafts);
    }

    private List<String> lines(Run run, ReportInfo info) {
        return new Summary(temp)
                .lines(
                        run,
                        info,
                        new Report(
                                        ledger.reports,
                                        new PictureStore(Path.of("no-pictures")),
                                        ledger.time,
                                        WrittenPage.COLUMNS)
                                .write(run, info));
    }

    @Test
    void whenOneRowFailedThenTheSummarySaysWhichAndWhatToDo() {
        Run run = run("launch-teasers", 3);
        ledger.drive(run, 2, ClipState.DELIVERED);
        ledger.drive(run, 3, ClipState.DELIVERED);
        ledger.drive(run, 4, ClipState.FAILED);

        assertThat(lines(run, FINISHED))
                .containsExactly(
                        "3 rows: 2 delivered, 1 failed",
                        "Paid 5.68 CNY",
                        "Videos     out/launch-teasers/videos",
                        "Manifest   out/launch-teasers/manifest.csv",
                        "Report     out/launch-teasers/report.html",
                        "1 row failed: row 4 (sensitive_check_error: The prompt is refused)."
                                + " Fix the sheet and run it again, or: reelbatch rerun launch-teasers");
    }

    @Test
    void whenTheFirstRowsAreInvalidAndALaterOneFailedThenTheSummarySaysRerunToo() {
        RowDraft[] drafts = IntStream.range(2, 9)
                .mapToObj(row -> row < 8
                        ? LedgerFixture.invalidRow(row, "duration: 5 is not allowed", "{}")
                        : LedgerFixture.row(row, "a mug"))
                .toArray(RowDraft[]::new);
        Run run = ledger.run("sale", temp.resolve("out").resolve("sale"), drafts);
        ledger.drive(run, 8, ClipState.FAILED);

        assertThat(lines(run, FINISHED)).contains("Fix the sheet and run it again, or: reelbatch rerun sale");
    }

    @Test
    void whenAVideoOfARowThatIsGoneCameThenTheSummarySaysWhereItLies() {
        Path out = temp.resolve("out");
        RowDraft stays = LedgerFixture.row(2, "a mug");
        Run first = ledger.run("mugs", out, stays, LedgerFixture.row(3, "a cup"), LedgerFixture.row(4, "a jug"));
        ledger.drive(first, 2, ClipState.DELIVERED);
        ledger.drive(first, 3, ClipState.SUBMITTED);
        ledger.drive(first, 4, ClipState.DELIVERED);
        ledger.time.advance(Duration.ofHours(1));
        Run second = ledger.run("mugs", out, stays);
        assertThat(lines(second, FINISHED)).noneMatch(line -> line.contains("no longer in the sheet"));

        ledger.finishOpenTasks();

        assertThat(lines(second, FINISHED))
                .containsSequence(
                        "1 video delivered for rows that are no longer in the sheet:", "  out/videos/0003-clip.mp4");
    }

    @Test
    void whenManyRowsFailedThenFiveAreNamed() {
        Run run = run("spring sale", 8);
        IntStream.range(2, 10).forEach(row -> ledger.drive(run, row, ClipState.FAILED));

        assertThat(lines(run, FINISHED))
                .contains(
                        "8 rows failed:",
                        "  row 6 (sensitive_check_error: The prompt is refused)",
                        "  and 3 more, see " + Path.of("out", "spring sale", "failed.csv"),
                        "Fix the sheet and run it again, or: reelbatch rerun \"spring sale\"")
                .noneMatch(line -> line.contains("row 7"));
    }

    @Test
    void whenARunMadeDraftsThenNothingSendsToItsSheetWhichWouldMakeRealVideos() {
        Run run = run("mixed", 3);
        ledger.drive(run, 3, ClipState.TIMED_OUT);
        ledger.drive(run, 4, ClipState.UNDELIVERED);

        assertThat(lines(run, new ReportInfo(false, null, true, true, null, null)))
                .contains("1 row left. To resume: reelbatch run --job mixed")
                .filteredOn(line -> line.contains("To try again, free of charge: reelbatch run --job mixed"))
                .hasSize(2);
    }

    @Test
    void whenRowsAreInDoubtLateOrWaitingThenEachSaysWhatToDo() {
        Run run = run("mixed", 4);
        ledger.drive(run, 2, ClipState.IN_DOUBT);
        ledger.drive(run, 3, ClipState.TIMED_OUT);
        ledger.drive(run, 4, ClipState.UNDELIVERED);

        Instant sent = ledger.jdbc
                .sql("select max(submitted_at) from clip where state = 'IN_DOUBT'")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();

        assertThat(lines(run, new ReportInfo(false, null, true, "Stopped: the key is not valid.", temp.resolve("log"))))
                .startsWith(
                        "Stopped: the key is not valid.",
                        "4 rows: 1 in doubt, 1 timed out, 1 undelivered, 1 pending",
                        "Paid 5.68 CNY, possibly paid 2.84 CNY (in doubt)")
                .endsWith(
                        "We can't tell whether you were charged for 1 row: row 2 (sent "
                                + NextStep.local(sent)
                                + "). Check your account for these times, then record what you found: reelbatch"
                                + " resolve mixed",
                        "1 row not ready in time: row 3. Run the sheet again; that is free of charge.",
                        "1 row ready but not downloaded: row 4. Run the sheet again; that is free of charge.",
                        "1 row left. Run the sheet again to resume.",
                        "Details    log");
    }

    @Test
    void whenRowsAskForSeveralVideosThenVideosAreCounted() {
        Run run = ledger.run(
                "variants",
                temp.resolve("out"),
                LedgerFixture.row(2, 1, "a", "{}", "{}"),
                LedgerFixture.row(2, 2, "a", "{}", "{}"));
        assertThat(lines(run, FINISHED))
                .contains("1 row, 2 videos: 2 pending", "2 videos left. Run the sheet again to resume.");
    }

    @Test
    void whenRowsAreAcceptedThenTheyAreCountedAndNotComplainedAbout() {
        Run run = run("accepted", 3);
        ledger.drive(run, 2, ClipState.FAILED);
        ledger.drive(run, 3, ClipState.FAILED);
        ledger.drive(run, 4, ClipState.IN_DOUBT);
        ledger.reruns.accept(ledger.reruns.rows(run.id()).subList(1, 3));

        assertThat(lines(run, FINISHED))
                .startsWith("3 rows: 2 failed (1 accepted), 1 in doubt (accepted)")
                .noneMatch(line -> line.contains("row 3") || line.contains("row 4"))
                .anyMatch(line -> line.startsWith("1 row failed: row 2"));
    }

    @Test
    void whenRehearsedThenNothingWasPaid() {
        Run run = run("rehearsed", 2);
        ledger.drive(run, 2, ClipState.DELIVERED);
        ledger.drive(run, 3, ClipState.FAILED);

        assertThat(lines(run, new ReportInfo(true, null, true, null, null)))
                .contains("Rehearsal: nothing was charged. A real run would have cost 2.84 CNY")
                .anyMatch(line -> line.endsWith("or: reelbatch rerun rehearsed --rehearse"));
    }

    @Test
    void whenTheHomeWasNamedThenTheCommandToGoOnNamesItToo() {
        Run run = run("mugs", 1);
        ledger.drive(run, 2, ClipState.FAILED);

        assertThat(lines(run, new ReportInfo(true, Path.of("/srv/spring plans"), true, null, null)))
                .anyMatch(line -> line.endsWith("or: reelbatch rerun mugs --home \"/srv/spring plans\" --rehearse"));
    }

    @Test
    void whenOnlyInvalidRowsFailedThenNoRerunIsOffered() {
        Run run = ledger.run("invalid", temp.resolve("out"), LedgerFixture.invalidRow(2, "prompt: empty", "{}"));

        assertThat(lines(run, FINISHED))
                .startsWith("1 row: 1 failed", "Nothing was charged.")
                .endsWith("1 row failed: row 2 (prompt: empty). Fix the sheet and run it again.");
    }

    @Test
    void whenEveryVideoWasPaidForByAnEarlierRunThenThisOnePaidNothing() {
        Run earlier = run("same", 1);
        ledger.drive(earlier, 2, ClipState.DELIVERED);

        assertThat(lines(run("same", 1), FINISHED)).startsWith("1 row: 1 delivered", "Nothing was charged.");
    }
}
