package dev.reelbatch.cli;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.LoadState;
import dev.reelbatch.report.Chromium;
import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** From a sheet to the ZIP without a mouse; and pages that stay still, and say little, while runs go on. */
@Timeout(120)
@Execution(ExecutionMode.SAME_THREAD) // Playwright belongs to one thread
class FlowByKeyboardIT extends WithSharedHome {

    private static final int FARTHEST = 150; // presses of Tab
    private static final int FEW = 3; // announcements of a run
    private static final double GOOD = 0.1; // of layout shift: at the end of a run its figures take another place
    private static final double LITTLE = 0.03;

    /** Sums what moves without anybody's doing, and notes what a screen reader is told and whether the focus gets lost. */
    private static final String WATCH = """
            window.moved = []; window.told = []; window.lost = 0;
            new PerformanceObserver(list => list.getEntries().filter(e => !e.hadRecentInput).forEach(e => moved.push(
                {value: e.value, what: e.sources.map(s => [s.node?.id || s.node?.className || s.node?.nodeName, s.previousRect.y, s.currentRect.y])})))
                .observe({type: 'layout-shift', buffered: true});
            document.addEventListener('DOMContentLoaded', () => new MutationObserver(changes => {
              for (const change of changes) {
                const region = (change.target.closest ? change.target : change.target.parentElement)
                    ?.closest('[role=status], [role=alert], [aria-live]');
                if (region && !region.hidden) told.push(region.id + ': ' + region.textContent);
                change.addedNodes.forEach(node => node.querySelectorAll?.('[role=status], [role=alert], [aria-live]')
                    .forEach(inner => told.push(inner.textContent)));
              }
              if (document.activeElement === document.body && window.had) lost++;
            }).observe(document.body, {subtree: true, childList: true, characterData: true, attributeFilter: ['hidden']}));
            document.addEventListener('focusin', () => window.had = true);
            """;

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    @Override
    Duration generation() {
        return Duration.ofSeconds(75); // one second and a half here
    }

    @BeforeAll
    void serve() {
        rig.serve();
    }

    private Page page(int width) {
        Page page = chromium.visit(
                rig.oneTimeLink(),
                new Browser.NewContextOptions().setLocale("en").setViewportSize(width, 900));
        page.context().addInitScript(WATCH);
        return page;
    }

    private static String sheet(int rows, String what) {
        return "prompt\tsize\n"
                + IntStream.range(0, rows)
                        .mapToObj(i -> what + " number " + i + "\t" + (i == 1 ? "1280x72" : "1280x720"))
                        .collect(Collectors.joining("\n"));
    }

    @Test
    void whenThereIsNoMouseThenASheetIsFixedStartedWatchedRerunMarkedAndDownloaded() {
        rig.simulator.onSubmit(CallMatcher.promptContains("number 3").and(CallMatcher.first(1)), CallFault.drop());
        Page page = page(1440);
        page.navigate(rig.url("/new").toString());
        to(page, "textarea[name=cells]");
        page.keyboard().insertText(sheet(12, "a mug"));
        press(page, "main button.primary", "Enter");
        assertThat(page.locator("[name='c.3.1']")).hasAttribute("aria-invalid", "true");
        to(page, "[name='c.3.1']");
        page.keyboard().press("Control+A");
        page.keyboard().type("1280x720");
        press(page, "section button:text-is('Check again')", "Enter");
        assertThat(page.locator("button[name=start]")).isVisible();
        press(page, "button[name=start]", "Space");
        page.waitForURL("**/runs/*");
        to(page, "#run-acts button");
        assertThat(page.locator("h1 .pill")).hasText("Incomplete", within());
        assertThat(focused(page)).isEqualTo("main"); // the button to stop is gone
        assertThat(page.locator("#said")).containsText("Incomplete");
        assertThat((List<?>) page.evaluate("told")).as("announcements").hasSizeBetween(1, FEW);
        assertThat(page.evaluate("lost")).isEqualTo(0);
        press(page, "#failures button[formaction*='/rerun']", "Enter");
        page.waitForURL(address -> address.contains("/runs/"));
        assertThat(page.locator("h1 .pill")).hasText("Complete", within());
        press(page, "#row-2-1 .marked button", "Space");
        assertThat(page.locator("#row-2-1 .flag.keep")).isVisible();
        assertThat(page.locator("#row-2-1 .marked button").first()).isFocused();
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        assertThat(page.locator("#row-2-1 .flag.redo")).isVisible();
        press(page, "#row-3-1 .film", "Enter");
        assertThat(page.locator("#row-3-1 video[controls]")).isFocused();
        press(page, "#row-3-1 .marked button", "Space");
        assertThat(page.locator("#row-3-1 .flag.keep")).isVisible();
        press(page, "#row-3-1 h3 a", "Enter");
        to(page, "#panel textarea");
        page.keyboard().type("Take this one");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        assertThat(page.locator("#panel .notes li")).hasCount(1);
        press(page, "#panel .panel-head a:last-child", "Enter");
        assertThat(page.locator("#panel")).hasCount(0);
        press(page, "#downloads summary", "Enter");
        assertThat(page.locator("#downloads a").first()).isVisible();
        to(page, "#marks a[href$='.zip']");
        Download zip = page.waitForDownload(() -> page.keyboard().press("Enter"));
        assertThat(zip.suggestedFilename()).endsWith(".zip");
        assertThat(page.evaluate("lost")).isEqualTo(0);
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void whenPagesAreOpenedAndRunsGoOnThenNothingMovesByItself() throws Exception {
        Page wide = page(1440);
        Page phone = wide.context().newPage();
        phone.setViewportSize(390, 844);
        String sheet = sheet(12, "a jug").replace("\t", ",").replace("1280x72\n", "1280x720\n");
        String run = "/runs/"
                + rig.run("jugs.csv", sheet, "max_cost=none", "max_in_flight=3")
                        .path("id")
                        .asString();
        wide.navigate(rig.url(run).toString());
        wide.locator("#timeline svg").first().waitFor(); // which appears with the first video, above the rows
        wide.reload();
        assertThat(wide.locator("h1 .pill")).hasText("Complete", within());
        assertThat(wide.locator(".wall .film")).hasCount(12);
        movesLessThan(GOOD, wide);
        for (Page page : List.of(wide, phone)) {
            for (String path : List.of("/", "/new", "/jobs/jugs", "/spending", run)) {
                page.navigate(rig.url(path).toString());
                page.waitForLoadState(LoadState.NETWORKIDLE);
                movesLessThan(LITTLE, page);
            }
        }
        assertThat(chromium.complaints()).isEmpty();
    }

    private static void movesLessThan(double limit, Page page) {
        assertThat(((Number) page.evaluate("moved.reduce((sum, one) => sum + one.value, 0)")).doubleValue())
                .as("%s: %s", page.url(), page.evaluate("JSON.stringify(moved)"))
                .isLessThan(limit);
    }

    private static LocatorAssertions.HasTextOptions within() {
        return new LocatorAssertions.HasTextOptions().setTimeout(30_000);
    }

    /** Presses Tab until this has the focus. */
    private static void to(Page page, String selector) {
        page.locator(selector).first().waitFor();
        for (int i = 0; i < FARTHEST; i++) {
            page.keyboard().press("Tab");
            if ((Boolean) page.locator(selector).first().evaluate("one => one === document.activeElement")) {
                return;
            }
        }
        throw new AssertionError("Not reached by Tab: " + selector);
    }

    private static void press(Page page, String selector, String key) {
        to(page, selector);
        page.keyboard().press(key);
    }

    private static String focused(Page page) {
        return String.valueOf(page.evaluate("document.activeElement.id || document.activeElement.nodeName"));
    }
}
