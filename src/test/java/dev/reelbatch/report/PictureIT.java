package dev.reelbatch.report;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The documents' picture of a report, for {@code docs/pictures.sh}: of {@code -Dreport}, as {@code -Dpicture}. */
@EnabledIfSystemProperty(named = "picture", matches = ".+")
class PictureIT {

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    @Test
    void whenAPictureIsWantedThenItIsMade() {
        Page page = chromium.open(
                Path.of(System.getProperty("report")), new Browser.NewContextOptions().setViewportSize(1280, 1040));
        String column = page.locator("#group option[value^='column:']")
                .evaluateAll("columns => columns.find(column => /campaign|栏目/.test(column.value)).value")
                .toString();
        page.locator("#group").selectOption(column);
        assertThat(page.locator("#clips h2").first()).not().containsText(Pattern.compile("Videos|视频"));
        page.waitForFunction(
                "() => [...document.querySelectorAll('video')].slice(0, 4).every(v => v.readyState >= 2 && !v.seeking)");

        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(System.getProperty("picture"))));
    }
}
