package dev.reelbatch.report;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Copies of report.html elsewhere: a prompt on the clipboard, and the page on paper. */
@Execution(ExecutionMode.SAME_THREAD) // Playwright belongs to one thread
class PageElsewhereIT {

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private static final String PROMPT = "A fox, \"quick\" & brown 🦊, jumps over a <lazy> dog";

    private static Path report = Path.of("");

    @BeforeAll
    static void write(@TempDir Path folder) throws Exception {
        report = new PageFixture(folder, true).write(List.of(Map.of("prompt", PROMPT), Map.of("prompt", "A harbour")));
    }

    @AfterEach
    void nothingIsComplainedAbout() {
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void whenAPromptIsCopiedThenItIsOnTheClipboard() {
        Page page = chromium.open(report);
        page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));

        button(page, "copy").click();

        assertThat(page.locator("#notice")).hasText("Prompt copied.");
        assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo(PROMPT);
    }

    @Test
    void whenTheBrowserHasNoClipboardForPagesFromTheDiskThenAPromptIsCopiedAllTheSame() {
        Page page = chromium.open(report);
        page.addInitScript("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
        page.reload();

        button(page, "copy").click();

        assertThat(page.locator("#notice")).hasText("Prompt copied.");
        assertThat(button(page, "copy")).isFocused();
        page.locator("#search").focus();
        page.keyboard().press("Control+V");
        assertThat(page.locator("#search")).hasValue(PROMPT);
    }

    @Test
    void whenARewrittenPromptIsCopiedThenItIsTheNewOne() {
        Page page = chromium.open(report);
        page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        button(page, "redo").click();
        page.locator(".clip textarea").first().fill("Another fox\nat night");

        button(page, "copy").click();

        assertThat(page.locator("#notice")).hasText("Prompt copied.");
        assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo("Another fox\nat night");
    }

    @Test
    void whenPrintedThenPromptsAndPicturesStandWithoutControls() {
        Page page = chromium.open(report);
        button(page, "keep").click();
        page.waitForFunction("() => [...document.querySelectorAll('video')].every(v => v.readyState >= 1)");

        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));

        for (String control : List.of("#tools", "#marks", ".skip", ".clip .acts", ".play", "footer")) {
            assertThat(page.locator(control).first()).isHidden();
        }
        assertThat(page.locator("h1")).isVisible();
        assertThat(page.locator(".prompt")).hasText(new String[] {PROMPT, "A harbour"});
        for (Locator shown : page.locator(".prompt, video").all()) {
            assertThat(shown).isVisible();
        }
    }

    private static Locator button(Page page, String kind) {
        return page.locator("[data-do=" + kind + "]").first();
    }
}
