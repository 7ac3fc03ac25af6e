package dev.reelbatch.cli;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.reelbatch.ledger.User.Role;
import dev.reelbatch.report.Chromium;
import dev.reelbatch.web.WebServer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What is typed while a session or the server ends is lost neither with scripts nor without. */
@Timeout(120)
@Execution(ExecutionMode.SAME_THREAD) // Playwright belongs to one thread
class ServerAwayIT extends WithServedHome {

    private static final String CELL = "[name='c.2.0']";
    private static final String TYPED = "a red mug, \"steaming\" <b>";

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private String run = "";

    @BeforeEach
    void runSheet() throws Exception {
        rig.users().add("anna", Role.RUN, PASSWORD, null);
        rig.serve();
        run = ended("teapots.csv", "prompt,owner\na teapot [fails],Anna\n", "incomplete");
    }

    private Page anna(Browser.NewContextOptions options) {
        Page page = chromium.visit(rig.url("/new"), options.setLocale("en"));
        signIn(page);
        assertThat(page.locator("h1")).hasText("New run");
        return page;
    }

    private static void signIn(Page page) {
        page.locator("input[name=username]").fill("anna");
        page.locator("input[type=password]").fill(PASSWORD);
        page.keyboard().press("Enter");
    }

    private static void paste(Page page) {
        page.locator("textarea[name=cells]").fill("prompt\tcampaign\na mug\tAutumn\n");
        page.locator("button.primary.l").click();
        assertThat(page.locator(CELL)).hasValue("a mug");
    }

    private static void openPrompts(Page page, String run) {
        page.navigate(run);
        page.locator("#failures a[href*=prompts]").click();
        assertThat(page.locator("textarea")).hasValue("a teapot [fails]");
    }

    @Test
    void whenTheSessionHasEndedAndThereIsNoScriptThenWhatWasTypedIsThereAgainAfterSigningIn() {
        Page page = anna(new Browser.NewContextOptions().setJavaScriptEnabled(false));
        paste(page);
        page.locator(CELL).fill(TYPED);
        page.locator("input[name=job]").fill("mugs");
        rig.users().change("anna", Role.RUN, null);
        page.locator("section .btn:has-text('Check again')").click();
        signIn(page);
        assertThat(page.locator(".note.wrong")).containsText("nothing of it is done yet");
        assertThat(page.locator(CELL)).hasValue(TYPED);
        assertThat(page.locator("input[name=job]")).hasValue("mugs");
        page.locator("section .btn:has-text('Check again')").click();
        assertThat(page.locator(CELL)).hasValue(TYPED);
        assertThat(page.locator(".note.wrong")).hasCount(0);
        openPrompts(page, rig.url("/runs/" + run).toString());
        page.locator("textarea").fill(TYPED);
        rig.users().change("anna", Role.RUN, null);
        page.locator("button[type=submit]").click();
        signIn(page);
        assertThat(page.locator("textarea")).hasValue(TYPED);
        page.locator("button[type=submit]").click();
        assertThat(page.locator("#row-2-1 .said")).containsText(TYPED);
    }

    @Test
    void whenTheServerIsKilledAndBackThenOpenPagesSaySoAndGoOnAndNothingTypedIsLost() throws Exception {
        Page sheet = anna(new Browser.NewContextOptions());
        paste(sheet);
        Page overview = open(sheet, "/");
        Page ofRun = open(sheet, "/runs/" + run);
        Page prompts = open(sheet, "/folders");
        openPrompts(prompts, rig.url("/runs/" + run).toString());
        sheet.locator(CELL).fill(TYPED);
        prompts.locator("textarea").fill("a kettle");
        ofRun.locator("#rows h3 a").click();
        ofRun.locator("#panel textarea").fill("half a sen");
        String port = String.valueOf(rig.url("/").getPort());
        rig.stopAnswering();
        List<Page> pages = List.of(sheet, overview, ofRun, prompts);
        for (Page page : pages) {
            assertThat(page.locator("#away")).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(30_000));
        }
        prompts.locator("button[type=submit]").click(); // is not answered by the browser's own page
        assertThat(prompts.locator("textarea")).hasValue("a kettle");
        try (WebServer back = rig.answer("127.0.0.1", port)) { // without the sessions of before
            assertThat(String.valueOf(back.url().getPort())).isEqualTo(port);
            assertThat(sheet.locator("#away")).isHidden(new LocatorAssertions.IsHiddenOptions().setTimeout(30_000));
            for (Page page : List.of(overview, ofRun)) {
                assertThat(page.locator("h1"))
                        .hasText("Sign in", new LocatorAssertions.HasTextOptions().setTimeout(30_000));
            }
            ofRun.navigate(rig.url("/runs/" + run + "?row=2").toString()); // tabs share the page to come back to
            signIn(ofRun);
            assertThat(ofRun.locator("#panel textarea")).hasValue("half a sen");
            overview.navigate(rig.url("/").toString());
            assertThat(overview.locator("h1")).hasText("Overview");
            sheet.reload();
            assertThat(sheet.locator(CELL)).hasValue("a mug");
            sheet.locator("#unsent-take").click();
            assertThat(sheet.locator(CELL)).hasValue(TYPED);
            assertThat(sheet.locator(CELL)).isFocused();
            prompts.reload();
            prompts.locator("#unsent-take").click();
            assertThat(prompts.locator("textarea")).hasValue("a kettle");
            prompts.locator("button[type=submit]").click();
            assertThat(prompts.locator("#row-2-1 .said")).containsText("a kettle");
            openAgain(prompts);
        }
    }

    private Page open(Page beside, String path) {
        Page page = beside.context().newPage();
        page.navigate(rig.url(path).toString());
        return page;
    }

    /** What was saved is not offered. */
    private static void openAgain(Page page) {
        page.locator("#row-2-1 a[href*=prompts]").click();
        assertThat(page.locator("textarea")).hasValue("a kettle");
        assertThat(page.locator("#unsent")).isHidden();
    }
}
