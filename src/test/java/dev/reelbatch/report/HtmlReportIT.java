package dev.reelbatch.report;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.reelbatch.cli.Cli;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** report.html of a rehearsal, as a person opens it in a browser. */
@Execution(ExecutionMode.SAME_THREAD) // Playwright belongs to one thread
class HtmlReportIT {

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private static Path report = Path.of("");
    private static @Nullable Cli cli;

    @BeforeAll
    static void rehearse(@TempDir Path folder) throws Exception {
        cli = new Cli(folder);
        Path sheet = cli.file(
                "launch-teasers.csv",
                Files.readString(Path.of("sample-prompts/launch-teasers.csv"))
                        + "wrong,A mug that is a second too long,,,5,1,,Proof,Amara\n");
        cli.rehearse(sheet, "--skip-invalid", "-Dreelbatch.rehearsal.generation-time=5s");
        // a copy: redo.csv, run in one of the tests, goes on with the job and replaces its page
        FileSystemUtils.copyRecursively(folder.resolve("out"), folder.resolve("seen"));
        report = folder.resolve("seen/report.html");
    }

    @AfterEach
    void nothingIsComplainedAbout() {
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void whenAVideoIsPlayedThenItPlaysFromTheDisk() {
        Page page = chromium.open(report);
        page.waitForFunction("() => document.querySelector('video').readyState >= 1");
        assertThat(page.locator("video").first()).hasJSProperty("duration", 8);

        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Play Row 2"))
                .click();

        page.waitForFunction("() => document.querySelector('video').currentTime > 0.5");
        assertThat(page.locator("video").first()).hasJSProperty("controls", true);
    }

    @Test
    void whenJudgedByAxeThenNothingIsFoundInLightAndDark() {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            Page page = chromium.open(report, new Browser.NewContextOptions().setColorScheme(scheme));
            card(page, "Row 2 ").getByRole(AriaRole.BUTTON, named("Keep")).click();
            card(page, "Row 3 ").getByRole(AriaRole.BUTTON, named("Redo")).click();

            assertThat(Chromium.accessibilityFaults(page)).as("%s", scheme).isEqualTo(List.of());
        }
    }

    @Test
    void whenSearchedFilteredAndGroupedThenTheRightClipsStand() {
        Page page = chromium.open(report);
        assertThat(page.locator("#count")).hasText("12 videos");
        assertThat(page.locator("#clips h2")).hasText(new String[] {"Not delivered 1", "Videos 11 · 56.84 CNY"});
        assertThat(page.locator(".clip").first()).containsText("Fix it");

        page.getByLabel("Search").fill("thermal CAMERA");
        assertThat(page.locator("#count")).hasText("1 of 12 videos");
        assertThat(page.locator(".clip h3")).containsText("thermal");

        page.getByLabel("Search").fill("");
        page.locator("#status").selectOption("failed");
        assertThat(page.locator(".clip")).hasCount(1);

        page.locator("#status").selectOption("delivered");
        page.locator("#group").selectOption("campaign");
        assertThat(page.locator("#clips h2")).containsText(new String[] {"Autumn launch", "Proof", "Catalogue"});
    }

    @Test
    void whenUsedByKeyboardThenAClipIsMarkedAndUnmarked() {
        Page page = chromium.open(report);
        page.keyboard().press("Tab");
        assertThat(page.getByText("Skip to the videos")).isFocused();
        page.keyboard().press("Enter");
        Locator keep = card(page, "Row 2 ").getByRole(AriaRole.BUTTON, named("Keep"));
        for (int i = 0; i < 30 && !(boolean) keep.evaluate("b => b === document.activeElement"); i++) {
            page.keyboard().press("Tab");
        }
        assertThat(keep).isFocused();

        page.keyboard().press("Space");
        assertThat(keep).hasAttribute("aria-pressed", "true");
        assertThat(page.locator("#marked")).hasText("1 to keep, 0 to redo");

        page.keyboard().press("Space");
        assertThat(page.locator("#marks")).isHidden();
    }

    @Test
    void whenScriptsAreOffThenTheRowsStandInATable() {
        Page page = chromium.open(report, new Browser.NewContextOptions().setJavaScriptEnabled(false));

        assertThat(page.locator("noscript tbody tr")).hasCount(12);
        assertThat(page.locator("noscript tbody tr").first()).containsText("A matte black travel mug");
        assertThat(page.locator("noscript tbody a").first()).hasAttribute("href", "videos/0002-mug-hero-vertical.mp4");
        assertThat(page.locator("#tools")).isHidden();
    }

    @Test
    void whenTheRunIsOverThenItsCourseIsDrawn() {
        Page page = chromium.open(report);

        assertThat(page.locator("#timeline svg.course")).isVisible();
        assertThat(page.locator("#timeline svg.course"))
                .hasAttribute("aria-label", Pattern.compile(".*11 submitted, 11 done, 0 without a video.*"));
    }

    @Test
    void whenClipsAreMarkedThenMarksStayAndTheFilesAreSheets(@TempDir Path folder) throws Exception {
        Page page = chromium.open(report);
        card(page, "Row 2 ").getByRole(AriaRole.BUTTON, named("Keep")).click();
        Locator train = card(page, "Row 4, variant 2");
        train.getByRole(AriaRole.BUTTON, named("Redo")).click();
        assertThat(page.locator("#redoNote")).containsText("Unchanged prompts, which will be skipped: 1");
        String prompt = "=A \"mug\", </script> on\na table ☕";
        train.getByLabel("Changed prompt").fill(prompt);
        assertThat(page.locator("#redoNote")).isEmpty();

        page.reload();

        assertThat(page.locator("#marked")).hasText("1 to keep, 1 to redo");
        assertThat(train.getByLabel("Changed prompt")).hasValue(prompt);
        List<List<String>> picks = WrittenCsv.read(saved(page, "picks.csv", folder));
        assertThat(WrittenCsv.column(picks, "file")).containsExactly("videos/0002-mug-hero-vertical.mp4");
        assertThat(WrittenCsv.column(picks, "owner")).containsExactly("Mei");

        Path redo = saved(page, "redo.csv", folder);
        List<List<String>> rows = WrittenCsv.read(redo);
        assertThat(rows.get(1))
                .startsWith(
                        "train",
                        prompt,
                        "openai/sora-2/text-to-video",
                        "720x1280",
                        "4",
                        "1",
                        "",
                        "Autumn launch",
                        "Jonas",
                        "launch-teasers",
                        "4",
                        "2");
        Path manifest = report.resolveSibling("../out/manifest.jsonl");
        List<String> before = Files.readAllLines(manifest);
        Cli.Result run =
                Objects.requireNonNull(cli).run("run", redo.toString(), "--rehearse", "--yes", "--patience=9h");
        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        List<String> after = Files.readAllLines(manifest);
        assertThat(after).hasSameSizeAs(before);
        after.removeAll(before); // the same rows with the same videos, but for one
        assertThat(after).hasSize(1);
        JsonNode line = JsonMapper.shared().readTree(after.get(0));
        assertThat(line.path("row").intValue()).isEqualTo(4);
        assertThat(line.path("variant").intValue()).isEqualTo(2);
        assertThat(line.path("prompt").stringValue()).isEqualTo(prompt);
    }

    @Test
    void whenDraftsAreKeptThenTheSavedFileMakesJustTheirRealVideos(@TempDir Path folder) throws Exception {
        Cli drafts = new Cli(folder);
        Path sheet = drafts.file(
                "drafts.csv",
                "scene,prompt,model,count\nx,\"a \"\"red\"\" mug, steaming\",doubao-seedance-1-5-pro-251215,2\n"
                        + "y,a cup on a table,doubao-seedance-1-5-pro-251215,1\n");
        assertThat(drafts.run("run", sheet.toString(), "--draft", "--rehearse", "--yes", "--out=" + folder.resolve("d"))
                        .exit())
                .isZero();
        Page page = chromium.open(folder.resolve("d/report.html"));
        card(page, "Row 2, variant 2").getByRole(AriaRole.BUTTON, named("Keep")).click();
        assertThat(page.locator("#realNote")).hasText("Drafts to make for real, with real.csv: 1");

        Cli.Result run = drafts.run("run", saved(page, "real.csv", folder).toString(), "--rehearse", "--yes");

        assertThat(run.out()).as(run.err()).contains("1 to submit");
        assertThat(Files.readAllLines(folder.resolve("d/manifest.csv")).stream()
                        .filter(line -> line.contains("a draft, not the real video")))
                .hasSize(2);
    }

    private static Path saved(Page page, String name, Path folder) {
        Download download =
                page.waitForDownload(page.locator("#marks").getByRole(AriaRole.BUTTON, named("Save " + name))::click);
        assertThat(download.suggestedFilename()).isEqualTo(name);
        Path file = folder.resolve(name);
        download.saveAs(file);
        return file;
    }

    private static Locator card(Page page, String start) {
        return page.locator(".clip")
                .filter(new Locator.FilterOptions().setHasText(start))
                .first();
    }

    private static Locator.GetByRoleOptions named(String name) {
        return new Locator.GetByRoleOptions().setName(name).setExact(true);
    }
}
