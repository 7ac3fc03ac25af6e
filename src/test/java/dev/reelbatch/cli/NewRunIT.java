package dev.reelbatch.cli;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import dev.reelbatch.report.Chromium;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A new run in a browser; its pictures are in {@code target/serve-pages}. */
@Timeout(120)
@Execution(ExecutionMode.SAME_THREAD) // Playwright belongs to one thread
class NewRunIT extends WithServedHome {

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    @BeforeEach
    void serve() throws Exception {
        rig.serve();
    }

    @ParameterizedTest
    @CsvSource({"en, LIGHT, 1440", "zh-CN, DARK, 1024", "zh-CN, LIGHT, 390", "en, DARK, 390"})
    void whenASheetHasMistakesThenTheyAreFixedAndItIsStarted(String language, ColorScheme scheme, int width)
            throws Exception {
        Page page = chromium.visit(
                rig.oneTimeLink(),
                new Browser.NewContextOptions()
                        .setLocale(language)
                        .setColorScheme(scheme)
                        .setBypassCSP(false)
                        .setViewportSize(width, 900));
        page.navigate(rig.url("/new").toString());
        ServePagesIT.looks(page, "new");
        assertThat((Boolean) page.evaluate("""
                        () => {
                          const area = document.querySelector('.drop').getBoundingClientRect();
                          return [[.05, .1], [.5, .5], [.95, .9]].every(([x, y]) => document.elementFromPoint(
                              area.left + area.width * x, area.top + area.height * y).type === 'file');
                        }"""))
                .as("what is dropped anywhere in the area is dropped on the input")
                .isTrue();
        page.locator("textarea[name=cells]").fill("prompt\tLength of it\na red mug\t8\n");
        page.locator("button.primary.l").click();
        assertThat(page.locator("button[name=answer]").first()).isVisible();
        ServePagesIT.looks(page, "new-question");
        page.navigate(rig.url("/new").toString());
        String sheet = "prompt,size,duration,Campaign\n"
                + "\"A matte black travel mug on a wet slate ledge at dawn, steam rising\",720x1280,8,Autumn\n"
                + "Rain on a greenhouse roof,1280x720,5,Proof\n"
                + "Snow falls around a mug,720x1280,8,Proof\n";
        page.locator("input[type=file]")
                .setInputFiles(
                        new FilePayload("launch teasers.csv", "text/csv", sheet.getBytes(StandardCharsets.UTF_8)));
        page.locator("button.primary.l").click();
        assertThat(page.locator("button[name=fix]")).isVisible();
        assertThat(page.locator("button[name=start]")).hasCount(0);
        ServePagesIT.looks(page, "new-mistakes");
        page.locator("[name='c.4.0']").fill("Snow falls around a cup");
        page.locator("button[name=fix]").click();
        assertThat(page.locator("[name='c.4.0']")).hasValue("Snow falls around a cup");
        Locator start = page.locator("button[name=start]");
        assertThat(start).containsText("CNY");
        ServePagesIT.looks(page, "new-ready");
        start.click();
        page.waitForURL("**/runs/*");
        rig.awaitState(page.url().replaceAll(".*/", ""), "completed");
        assertThat(rig.simulator.acceptedCount()).isEqualTo(3);
        assertThat(chromium.complaints().stream()
                        .filter(complaint -> !complaint.contains("404"))
                        .toList())
                .isEmpty();
    }
}
