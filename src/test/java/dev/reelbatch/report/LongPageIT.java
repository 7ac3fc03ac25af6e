package dev.reelbatch.report;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Pages with many clips, with hostile texts, and of active runs, in a browser. */
@Execution(ExecutionMode.SAME_THREAD) // Playwright belongs to one thread
@Tag("fire")
class LongPageIT {

    private static final String LOADED = "() => document.querySelectorAll('video[src]').length";
    private static final String CARDS = "() => document.querySelectorAll('.clip').length";

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private final Path folder;

    LongPageIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void nothingIsComplainedAbout() {
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void whenThereAre2000ClipsThenThePageIsThereSoonAndLoadsOnlyWhatIsSeen() throws IOException {
        Page page = chromium.open(new PageFixture(folder, true).write(rows(2000)));

        assertThat(page.locator("#count")).hasText("2,000 videos");
        assertThat((int) page.evaluate("() => Math.round(performance.getEntriesByType('navigation')[0].domComplete)"))
                .as("milliseconds, on whatever machine this is")
                .isLessThan(20_000);
        assertThat((int) page.evaluate(CARDS)).isLessThanOrEqualTo(360);

        page.evaluate("() => { while (!more.hidden) more.click(); }");
        page.evaluate("() => scrollTo(0, document.body.scrollHeight)");
        page.waitForFunction("() => [...document.querySelectorAll('video')].at(-1).readyState >= 1");

        assertThat((int) page.evaluate(CARDS)).isEqualTo(2000);
        page.waitForFunction("() => document.querySelectorAll('video[src]').length < 80");
        assertThat((int) page.evaluate(LOADED)).isPositive();
    }

    @Test
    void whenPromptsHoldMarkupThenItIsShownAndDoesNothing() throws IOException {
        String hostile = "</script><script>window.hacked = 1</script><img src=x onerror='window.hacked = 1'>"
                + "<!--<script>\u2028\"'`${window.hacked = 1}{{job}}&amp;";
        Map<String, String> row = Map.of("prompt", hostile, "<b>column</b>", hostile, "id", "\"><svg onload=hacked=1>");
        Page page = chromium.open(new PageFixture(folder, true).write(List.of(row, Map.of("prompt", "plain"))));

        assertThat(page.locator(".prompt").first().textContent()).isEqualTo(hostile);
        page.locator("#group").selectOption("column:<b>column</b>");
        assertThat(page.locator("#clips h2").first()).containsText("</script>");
        page.getByLabel("Search").fill("onerror");
        assertThat(page.locator("#count")).hasText("1 of 2 videos");
        assertThat(page.evaluate("() => window.hacked")).isNull();
        assertThat(page.locator("main img, main svg:not(.i), main b")).hasCount(0);
    }

    @Test
    void whenTheRunGoesOnThenThePageRenewsItselfButDisturbsNobody() throws IOException {
        Page page = chromium.open(new PageFixture(folder, false).write(rows(300)));
        page.clock().install();
        page.reload();
        page.evaluate("() => { window.same = true; }");

        page.getByLabel("Search").fill("north");
        page.clock().runFor(11_000);
        assertThat(page.locator("#count")).hasText("150 of 300 videos");
        assertThat(page.evaluate("() => window.same")).isEqualTo(true);

        page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 3000); }");
        String seen = (String) page.evaluate(
                "() => [...document.querySelectorAll('.clip')].find(c => c.getBoundingClientRect().bottom > 0).id");
        page.waitForNavigation(() -> page.clock().runFor(11_000));

        assertThat(page.evaluate("() => window.same")).isNull();
        assertThat(page.getByLabel("Search")).hasValue("north");
        assertThat(page.locator("#count")).hasText("150 of 300 videos");
        assertThat(page.locator("#" + seen)).isInViewport();
    }

    private static List<Map<String, String>> rows(int count) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(Map.of("prompt", "A fox jumps over hurdle " + i, "team", i % 2 == 0 ? "North" : "South"));
        }
        return rows;
    }
}
