package dev.reelbatch.inbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.reelbatch.inbox.SheetProgress.Part;
import dev.reelbatch.inbox.SheetProgress.Phase;
import dev.reelbatch.inbox.SheetResult.MissingRow;
import dev.reelbatch.inbox.SheetResult.Reason;
import dev.reelbatch.load.Catalogue;
import dev.reelbatch.load.Defaults;
import dev.reelbatch.load.PromptSheet;
import dev.reelbatch.load.RowRules;
import dev.reelbatch.report.Chromium;
import dev.reelbatch.sheet.ReadOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The pages beside sheets in a browser, opened from the disk: both languages, light and dark, desktop and phone. */
@Execution(ExecutionMode.SAME_THREAD) // Playwright belongs to one thread
class SheetPagesIT {

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private static final String HOSTILE = "<img src=x onerror=alert(1)>\"'&{{title}}\u0007\u202e";
    private static final RowRules RULES =
            new RowRules(Catalogue.shipped(), Defaults.NONE, "modelverse", ReadOptions.RECOGNISED);

    @TempDir
    Path folder;

    private InboxRig rig;

    @BeforeEach
    void open() {
        rig = new InboxRig(folder.resolve("marketing"), URI.create("https://videos.example.com/"));
    }

    private List<ShownVideo> videos(int count) throws IOException {
        Path videos = Files.createDirectories(rig.dir.resolve("results/2026-11-24_1412_picnic clips #1/videos"));
        return IntStream.rangeClosed(2, count + 1)
                .mapToObj(row -> new ShownVideo(row, 1, video(videos.resolve(row + ".mp4"))))
                .toList();
    }

    private static Path video(Path file) {
        try (InputStream in =
                SheetPagesIT.class.getResourceAsStream("/dev/reelbatch/simulator/clips/1280x720-4s.mp4")) {
            Files.copy(Objects.requireNonNull(in), file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SheetProgress running() throws IOException {
        Map<Part, Integer> counts = new EnumMap<>(Map.of(
                Part.READY, 14, Part.WITHOUT, 1, Part.IN_DOUBT, 1, Part.ARRIVING, 1, Part.MAKING, 5, Part.NEXT, 4));
        return new SheetProgress(
                Phase.RUNNING,
                counts,
                "113.60 CNY",
                "136.32 CNY",
                false,
                rig.time.now().plus(Duration.ofMinutes(5)),
                null,
                rig.dir.resolve("results/2026-11-24_1412_picnic clips #1"),
                null,
                videos(4));
    }

    /** Returns all but the one that pages without scripts have to have: they are renewed by the browser. */
    private static List<String> accessibilityFaults(Page page) {
        return ((List<?>) Chromium.accessibilityFaults(page))
                .stream()
                        .map(String::valueOf)
                        .filter(fault -> !fault.startsWith("meta-refresh:"))
                        .toList();
    }

    private void assertFine(Path page, String english, String chinese) {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : List.of(1440, 390)) {
                Page shown = chromium.open(
                        page,
                        new Browser.NewContextOptions().setColorScheme(scheme).setViewportSize(width, 900));
                assertThat(shown.locator("h1:visible")).hasText(english);
                assertThat(accessibilityFaults(shown)).isEmpty();
                assertThat((Boolean) shown.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                        .as("%s at %d px", page, width)
                        .isTrue();
                shown.locator("footer a:visible").click();
                assertThat(shown.locator("h1:visible")).hasText(chinese);
                assertThat(accessibilityFaults(shown)).isEmpty();
                shown.locator("footer a:visible").click();
                assertThat(shown.locator("h1:visible")).hasText(english);
            }
        }
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void whenASheetIsInWorkThenItsPageShowsTheVideosSoFar() throws IOException {
        ClaimedFile sheet = rig.claim("picnic clips #1.csv", "prompt\nA cat\n");
        sheet.show(running());
        Path page = rig.dir.resolve("working/picnic clips #1.csv.html");
        assertFine(page, "Your videos are being made", "正在生成视频");

        Page shown = chromium.open(page);
        assertThat(shown.locator(".bar:visible i")).hasCount(6);
        assertThat(shown.locator("main:visible")).containsText("about 5 min left, until");
        assertThat(shown.locator("main:visible")).containsText("results / 2026-11-24_1412_picnic clips #1");
        assertThat((Boolean) shown.evaluate("""
                () => Promise.all([...document.querySelectorAll("#en video")].map(video => video.readyState > 0
                  || new Promise(loaded => video.onloadedmetadata = () => loaded(true)))).then(all => all.length === 4)""")).isTrue();
    }

    @Test
    void whenASheetHasLeftThenABrowserThatShowsItsPageIsLedOn() throws IOException {
        ClaimedFile sheet = rig.claim("picnic.csv", "prompt\nA cat\n");
        sheet.show(running().in(Phase.PAUSED, rig.time.now(), HOSTILE));
        Path page = rig.dir.resolve("working/picnic.csv.html");
        assertFine(page, "Your videos are paused", "视频生成已暂停");

        Page shown = chromium.open(page);
        sheet.ended(InboxRig.done(rig.dir.resolve("results/x")));
        shown.reload();
        assertThat(shown.locator("h1:visible")).hasText("Your video is ready");
    }

    @Test
    void whenAllVideosAreReadyThenThePageShowsTheFirst() throws IOException {
        Path results = rig.dir.resolve("results/2026-11-24_1412_picnic clips #1");
        SheetResult result =
                new SheetResult(results, true, 24, 24, Map.of(), List.of(), "136.32 CNY", false, null, videos(8));
        Files.writeString(results.resolve("report.html"), "<!DOCTYPE html><h1>The report</h1>");
        Path page = rig.claim("picnic clips #1.csv", "prompt\nA cat\n").ended(result);
        assertFine(page, "Your 24 videos are ready", "24 个视频已全部完成");

        Page shown = chromium.open(page);
        shown.locator(".btn.primary:visible").click();
        assertThat(shown.locator("h1")).hasText("The report");
    }

    @Test
    void whenTextsAreHostileThenTheyAreShownAsTheyAre() throws IOException {
        SheetResult result = new SheetResult(
                rig.dir.resolve("results/" + HOSTILE.replace("\u0007", "")),
                false,
                4,
                1,
                Map.of(Reason.FAILED, 1, Reason.IN_DOUBT, 1, Reason.LATE, 1, Reason.NOT_STARTED, 9),
                List.of(
                        new MissingRow(2, 1, Reason.FAILED, HOSTILE),
                        new MissingRow(3, 2, Reason.IN_DOUBT, "x".repeat(3000)),
                        new MissingRow(4, 1, Reason.LATE, "")),
                "",
                false,
                HOSTILE,
                List.of());
        Path page = rig.claim("<svg onload=alert(1)>.csv", "prompt\nA cat\n").ended(result);
        assertFine(page, "1 of 4 videos are ready", "4 个视频中已完成 1 个");

        Page shown = chromium.open(page);
        assertThat(shown.locator("img")).hasCount(0);
        assertThat(shown.locator(".note:visible")).containsText("<img src=x onerror=alert(1)>\"'&{{title}}");
        assertThat(shown.locator(".sub:visible bdi")).hasText("<svg onload=alert(1)>.csv");
        assertThat(shown.locator(".steps:visible li")).hasCount(4);
    }

    @Test
    void whenASheetComesBackThenEachMistakeHasItsRow() throws IOException {
        String sheet = "Prompt,Duration,size\nA cat,7,1280x720\n,4,1280x720\n\"%s\",8,%s\nA dog,8,1280x720\n"
                .formatted("fine", HOSTILE.replace("\"", "").replace("\u0007", ""));
        ClaimedFile claimed = rig.claim("picnic.csv", sheet);
        Path page = claimed.rejected(new Refusal(
                "3 rows of 4 are invalid", Refusal.Cure.FIX_SHEET, () -> PromptSheet.open(claimed.file(), RULES)));
        assertFine(page, "3 cells in your sheet need fixing", "表格中有 3 个单元格需要修改");

        Page shown = chromium.open(page);
        assertThat(shown.locator("tbody:visible tr")).hasCount(3);
        assertThat(shown.locator("tbody:visible tr").nth(1)).containsText("(empty)");
        assertThat(shown.locator("tbody:visible tr").nth(2)).containsText("<img src=x");
        assertThat(shown.locator(".steps:visible")).containsText("picnic to fix.csv");
    }

    @Test
    void whenTheRowsAreNotToBlameThenThePageSaysWhomToAsk() throws IOException {
        Path page = rig.claim("picnic.csv", "Idea\nA cat\n")
                .rejected(new Refusal(
                        "No column is the prompt; use --map prompt=Idea", Refusal.Cure.SHOW_OPERATOR, null));
        assertFine(page, "Your sheet came back", "你的表格被退回");
        assertThat(chromium.open(page).locator(".steps:visible")).containsText("the person who runs reelbatch");
    }
}
