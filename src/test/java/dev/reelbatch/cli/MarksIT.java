package dev.reelbatch.cli;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.reelbatch.ledger.User.Role;
import dev.reelbatch.report.Chromium;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keep, redo and notes in browsers; the pictures are in {@code target/serve-pages}. */
@Timeout(180)
@Execution(ExecutionMode.SAME_THREAD) // Playwright belongs to one thread
class MarksIT extends WithServedHome {

    private static final String SHEET = """
            id,Video idea,campaign,size,count
            hero,A matte black travel mug on a wet slate ledge at dawn,Autumn launch,1280x720,
            train,"Close-up, of a hand setting a ""travel"" mug on a train window table",=Autumn,,2
            drop,A travel mug falls on a wooden floor [fails],Proof,,
            snow,A door opens to a snowy yard,Autumn launch,,
            """;

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private String id = "";

    @BeforeEach
    void runSheet() throws Exception {
        rig.users().add("anna", Role.RUN, PASSWORD, null);
        rig.users().add("lead", Role.ADMIN, PASSWORD, null);
        rig.serve();
        id = rig.run("launch-teasers.csv", SHEET, "max_cost=none", "map=prompt=Video idea")
                .path("id")
                .asString();
        rig.awaitState(id, "incomplete");
    }

    private Page page(String name, Browser.NewContextOptions options) {
        Page page = chromium.visit(rig.url("/runs/" + id), options.setBypassCSP(false));
        page.locator("input[name=username]").fill(name);
        page.locator("input[type=password]").fill(PASSWORD);
        page.keyboard().press("Enter");
        assertThat(page.locator("#rows")).isVisible();
        return page;
    }

    private static Locator button(Page page, String row, int which) {
        return page.locator("#" + row + " .marked button").nth(which);
    }

    @ParameterizedTest
    @CsvSource({"en, LIGHT, 1440", "zh-CN, DARK, 1440", "zh-CN, LIGHT, 390", "en, DARK, 390"})
    void whenVideosAreMarkedThenItIsDoneInPlaceWithTheFocusKeptAndEverybodyCanUseIt(
            String language, ColorScheme scheme, int width) throws Exception {
        Page page = page(
                "anna",
                new Browser.NewContextOptions()
                        .setLocale(language)
                        .setColorScheme(scheme)
                        .setViewportSize(width, 900));
        page.evaluate("window.same = true");
        button(page, "row-2-1", 0).focus();
        page.keyboard().press("Enter");
        assertThat(page.locator("#row-2-1 .flag.keep")).isVisible();
        assertThat(button(page, "row-2-1", 0)).isFocused();
        assertThat(button(page, "row-2-1", 0)).hasAttribute("aria-pressed", "true");
        button(page, "row-5-1", 1).click();
        assertThat(page.locator("#marks .marks b")).containsText(language.equals("en") ? "1 to keep, 1 to redo" : "1");
        assertThat(page.locator("#marks .primary")).isVisible();
        ServePagesIT.looks(page, "marks-wall");
        page.locator("#failures a[href*=prompts]").click();
        ServePagesIT.looks(page, "prompts");
        page.locator("textarea").focus();
        page.keyboard().press("End");
        page.keyboard().type(" \u202e<b>softly");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        assertThat(page.locator("#row-4-1 .flag.redo")).isVisible();
        assertThat(page.locator("#marks form[action$=redo] .primary")).isVisible();
        ServePagesIT.looks(page, "prompts-saved");
        page.locator("#row-2-1 h3 a").click();
        page.locator("#panel textarea").first().fill("The rim light is too cold.\nWarmer, please.");
        page.locator("#panel form .btn").first().click();
        assertThat(page.locator("#panel .notes li")).hasCount(1);
        assertThat(page.locator("#panel textarea").first()).hasValue("");
        ServePagesIT.looks(page, "marks-panel");
        page.navigate(rig.url("/runs/" + id + "?view=list").toString());
        ServePagesIT.looks(page, "marks-list");
        page.navigate(rig.url("/runs/" + id + "?mark=keep").toString());
        assertThat(page.locator(".wall .clip")).hasCount(1);
        ServePagesIT.looks(page, "marks-kept");
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void whenTwoPeopleMarkVideosThenEachSeesTheOthersMarksAndNotesWhileTyping() {
        Page anna = page("anna", new Browser.NewContextOptions().setLocale("en"));
        Page lead = page("lead", new Browser.NewContextOptions().setLocale("en"));
        anna.navigate(rig.url("/runs/" + id + "?row=2").toString());
        anna.locator("#panel textarea").first().fill("half a sen");
        lead.navigate(rig.url("/runs/" + id + "?row=2").toString());
        lead.locator("#panel [id$=-marks] button").first().click();
        lead.locator("#panel textarea").first().fill("take this one");
        lead.locator("#panel form .btn").first().click();
        assertThat(anna.locator("#panel .notes li"))
                .containsText("take this one", new LocatorAssertions.ContainsTextOptions().setTimeout(20_000));
        assertThat(anna.locator("#row-2-1 .flag.keep")).isVisible();
        assertThat(anna.locator("#panel textarea").first()).hasValue("half a sen");
        rig.users().change("anna", Role.RUN, null); // ends her session
        assertThat(anna.locator("input[name=username]"))
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(20_000));
        anna.locator("input[name=username]").fill("anna");
        anna.locator("input[type=password]").fill(PASSWORD);
        anna.keyboard().press("Enter");
        assertThat(anna.locator("#panel textarea").first()).hasValue("half a sen");
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void whenAVideoPlaysThenMarkingItGoesOnPlaying() {
        Page page = page("anna", new Browser.NewContextOptions().setLocale("en"));
        page.evaluate("document.querySelector('#row-2-1 video').mine = true");
        button(page, "row-2-1", 0).click();
        assertThat(page.locator("#row-2-1 .flag.keep")).isVisible();
        assertThat((Boolean) page.evaluate("document.querySelector('#row-2-1 video').mine === true"))
                .isTrue();
    }

    @Test
    void whenThereIsNoScriptThenMarksAndNotesAreFormsThatLeadBack() {
        Page page = page("anna", new Browser.NewContextOptions().setLocale("en").setJavaScriptEnabled(false));
        button(page, "row-5-1", 1).click();
        assertThat(page.locator("#row-5-1 .flag.redo")).isVisible();
        assertThat(page.url()).endsWith("#row-5-1");
        page.locator("#row-5-1 h3 a").click();
        page.locator("#panel textarea").first().fill("brighter");
        page.locator("#panel form .btn").first().click();
        assertThat(page.locator("#panel .notes li")).containsText("brighter");
        assertThat(page.locator("#row-5-1 .said")).hasText("anna: brighter");
    }

    @Test
    void whenTheSameVideosAreMarkedThenTheFilesAreThoseOfTheReport() throws Exception {
        for (String mark : new String[] {
            "{\"row\":2,\"mark\":\"keep\"}",
            "{\"row\":3,\"variant\":2,\"mark\":\"keep\"}",
            "{\"row\":3,\"variant\":1,\"mark\":\"redo\",\"prompt\":\"=A hand, a \\\"mug\\\"\\nby night\"}",
            "{\"row\":5,\"mark\":\"redo\"}"
        }) {
            rig.accepted(rig.post("/api/v1/runs/" + id + "/marks", mark), 200);
        }
        Path out = rig.session()
                .standing()
                .find("launch-teasers")
                .orElseThrow()
                .run()
                .outDir();
        Page page = chromium.open(out.resolve("report.html"));
        for (String card : new String[] {"Row 2 ", "Row 3, variant 2"}) {
            card(page, card).locator("[data-do=keep]").click();
        }
        for (String card : new String[] {"Row 3 ", "Row 5 "}) {
            card(page, card).locator("[data-do=redo]").click();
        }
        card(page, "Row 3 ").locator("textarea").fill("=A hand, a \"mug\"\nby night");
        for (String name : new String[] {"picks", "redo"}) {
            Path saved = folder.resolve(name + ".csv");
            page.waitForDownload(() -> page.locator("#" + name).click()).saveAs(saved);
            assertThat(rig.get("/api/v1/runs/" + id + "/files/" + name + ".csv").body())
                    .isEqualTo(Files.readString(saved));
        }
    }

    private static Locator card(Page page, String name) {
        return page.locator("li.card", new Page.LocatorOptions().setHasText(name))
                .first();
    }
}
