package dev.reelbatch.cli;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.reelbatch.report.Chromium;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of a job in a browser; its pictures are in {@code target/serve-pages}. */
@Timeout(180)
@Execution(ExecutionMode.SAME_THREAD) // Playwright belongs to one thread
class JobPageIT {

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"en, LIGHT, 1440", "zh-CN, DARK, 1440", "zh-CN, LIGHT, 390", "en, DARK, 390"})
    void whenARowHasSeveralVersionsThenTheyPlayTogetherAndOneIsKeptInPlace(
            String language, ColorScheme scheme, int width) throws Exception {
        try (ApiRig rig = new ApiRig(folder, ApiRig.simulator(Duration.ofSeconds(2)))) {
            rig.serve();
            for (String prompt : new String[] {
                "A black travel mug on a stone, morning",
                "A matte black travel mug on a wet slate ledge at dawn",
                "A matte black travel mug on a wet slate ledge at dawn, steam rising"
            }) {
                String id = rig.run(
                                "launch-teasers.csv",
                                "id,prompt,campaign\nhero,\"" + prompt + "\",Autumn launch\ntrain,A hand,Autumn\n",
                                "max_cost=none")
                        .path("id")
                        .asString();
                rig.awaitState(id, "completed");
            }
            Page page = chromium.visit(
                    rig.oneTimeLink(),
                    new Browser.NewContextOptions()
                            .setLocale(language)
                            .setColorScheme(scheme)
                            .setBypassCSP(false)
                            .setViewportSize(width, 900));
            page.navigate(rig.url("/jobs/launch-teasers").toString());
            assertThat(page.locator(".version")).hasCount(3);
            page.locator(".version .marked button").nth(1).click();
            assertThat(page.locator(".version").nth(1).locator(".flag.keep")).isVisible();
            assertThat(page.locator(".version .marked button").nth(1)).isFocused();
            page.locator(".write summary").first().click();
            page.locator("textarea").first().fill("too plain");
            page.locator(".write .btn").first().click();
            assertThat(page.locator(".version").first().locator(".said")).containsText("too plain");
            ServePagesIT.looks(page, "job");
            page.evaluate("""
                    window.played = new Set();
                    document.addEventListener('playing', event => played.add(event.target.src), true);
                    """);
            page.locator("[data-play-all]").click();
            page.waitForFunction("() => played.size === 3"); // not whether they still play: they are short
            page.locator(".tabs a").last().click();
            assertThat(page.locator(".of-row")).hasCount(2);
            ServePagesIT.looks(page, "job-all");
            assertThat(chromium.complaints()).isEmpty();
        }
    }
}
