package dev.reelbatch.report;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.LedgerFixture;
import dev.reelbatch.ledger.RowDraft;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.picture.PictureStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Date;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Pages of runs with clips that ended without a video, in a browser. */
@Execution(ExecutionMode.SAME_THREAD) // Playwright belongs to one thread
class PageOfEndingsIT {

    private static final ReportInfo FINISHED = new ReportInfo(false, null, true, null, null);

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private final LedgerFixture ledger = new LedgerFixture();
    private final Report report =
            new Report(ledger.reports, new PictureStore(Path.of("no-pictures")), ledger.time, WrittenPage.COLUMNS);
    private final Path out;

    PageOfEndingsIT(@TempDir Path out) {
        this.out = out;
    }

    @AfterEach
    void nothingIsComplainedAbout() {
        ledger.close();
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void whenClipsEndedWithoutATaskThatFinishedThenTheCourseDoesNotShowThemAsGenerating() {
        Run run = run(6);
        ledger.drive(run, 2, ClipState.DELIVERED);
        ledger.drive(run, 3, ClipState.FAILED);
        ledger.drive(run, 4, ClipState.IN_DOUBT);
        ledger.drive(run, 5, ClipState.TIMED_OUT);
        ledger.drive(run, 6, ClipState.UNDELIVERED);
        ledger.drive(run, 7, ClipState.SUBMITTED);

        assertThat(page(run).locator("#timeline svg.course"))
                .hasAttribute(
                        "aria-label", Pattern.compile(".*: 6 submitted, 1 done, 4 without a video, 1 generating\\."));
    }

    @Test
    void whenAVideoOfARowThatIsGoneCameThenThePageLeadsToIt() {
        ledger.drive(run(3), 4, ClipState.SUBMITTED);
        ledger.time.advance(Duration.ofHours(1));
        Run second = run(1);
        ledger.finishOpenTasks();

        assertThat(page(second).locator("#unasked a")).hasAttribute("href", "videos/0004-clip.mp4");
    }

    @Test
    void whenOneOfManyRowsFailedThenItIsFoundWithoutScriptsToo() {
        Run run = run(700);
        ledger.drive(run, 650, ClipState.FAILED);
        report.write(run, FINISHED);

        Page page =
                chromium.open(out.resolve("report.html"), new Browser.NewContextOptions().setJavaScriptEnabled(false));

        assertThat(page.locator("noscript tbody tr")).hasCount(501);
        assertThat(page.locator("noscript tbody tr").last()).containsText("650");
        assertThat(page.locator("noscript .quiet")).containsText("And 199 more: see manifest.csv.");
    }

    @Test
    void whenARunWasKilledThenItsPageDoesNotSayForeverThatItIsRunning() {
        Run run = run(2);
        report.writePage(run, new ReportInfo(false, null, false, null, null));
        Page page = chromium.open(out.resolve("report.html"));

        assertThat(page.locator("#running")).hasText("No longer updating: the run has stopped or can't write here");

        page.clock().setFixedTime(Date.from(ledger.time.now().plusSeconds(60)));
        page.reload();
        assertThat(page.locator("#running")).hasText("Running: this page refreshes itself");
    }

    private Run run(int rows) {
        RowDraft[] drafts = IntStream.range(2, rows + 2)
                .mapToObj(row -> LedgerFixture.row(row, "prompt " + row))
                .toArray(RowDraft[]::new);
        return ledger.run("endings", out, drafts);
    }

    private Page page(Run run) {
        report.write(run, FINISHED);
        return chromium.open(out.resolve("report.html"));
    }
}
