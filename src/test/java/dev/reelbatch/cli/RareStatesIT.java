package dev.reelbatch.cli;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.reelbatch.ledger.User.Role;
import dev.reelbatch.report.Chromium;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What people see seldom, each in two of the four settings that other pages are looked at in; the pictures are in
 * {@code target/serve-pages}.
 */
@Timeout(120)
@Execution(ExecutionMode.SAME_THREAD) // Playwright belongs to one thread
@TestMethodOrder(MethodOrderer.OrderAnnotation.class) // an empty home comes first
class RareStatesIT extends WithSharedHome {

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    @Override
    Map<String, String> settings() {
        return Map.of("reelbatch.approve-above", "5", "reelbatch.budget", "8/day");
    }

    @BeforeAll
    void addPeople() {
        addEachRole();
    }

    private Page page(Role role, String language, ColorScheme scheme, int width) {
        Page page = chromium.visit(
                rig.url("/login"),
                new Browser.NewContextOptions()
                        .setLocale(language)
                        .setColorScheme(scheme)
                        .setBypassCSP(false)
                        .setViewportSize(width, 900));
        page.locator("input[name=username]").fill(role.name());
        page.locator("input[type=password]").fill(PASSWORD);
        page.keyboard().press("Enter");
        assertThat(page.locator("#sub")).isVisible();
        return page;
    }

    private List<Page> pages(Role role) {
        return List.of(page(role, "en", ColorScheme.LIGHT, 1440), page(role, "zh-CN", ColorScheme.DARK, 390));
    }

    private List<Page> otherPages(Role role) {
        return List.of(page(role, "zh-CN", ColorScheme.LIGHT, 1440), page(role, "en", ColorScheme.DARK, 390));
    }

    private void look(Page page, String path, String name) throws IOException {
        page.navigate(rig.url(path).toString());
        ServePagesIT.looks(page, name);
    }

    @Test
    @Order(1)
    void whenTheHomeIsEmptyOrSomethingIsWrongThenEverybodyCanReadIt() throws Exception {
        for (Page page : pages(Role.ADMIN)) {
            look(page, "/", "empty-overview");
            look(page, "/runs", "empty-runs");
            look(page, "/approvals", "empty-approvals");
            look(page, "/new/nothing", "no-such-sheet");
        }
        for (Page page : otherPages(Role.VIEW)) {
            look(page, "/jobs", "empty-jobs");
            look(page, "/folders", "empty-folders");
            look(page, "/spending", "empty-spending");
            look(page, "/new", "not-allowed");
            look(page, "/nowhere", "not-found");
        }
    }

    @Test
    @Order(2)
    void whenARunIsTooDearOrWaitsThenEverybodyCanReadIt() throws Exception {
        String waits = requested("run", "mugs.csv", "prompt\na mug\na cup\n");
        String queued = requested("run", "a jug.csv", "prompt\na jug\n");
        for (Page page : pages(Role.VIEW)) {
            look(page, "/", "waiting");
            look(page, "/runs/" + waits, "run-waits");
            look(page, "/runs/" + queued, "run-not-begun");
        }
        for (Page page : otherPages(Role.RUN)) {
            look(page, "/new", "new-again");
            page.locator("button.primary.l").click();
            assertThat(page.locator(".note.wrong")).isVisible();
            ServePagesIT.looks(page, "new-nothing-given");
            page.locator("textarea[name=cells]").fill("prompt\na kite\na boat\na tram\na lamp\n");
            page.locator("button.primary.l").click();
            assertThat(page.locator("button[name=start]")).isVisible();
            assertThat(page.locator("input[name=note]")).isVisible();
            page.locator("[name='c.2.0']").fill("a red kite");
            page.reload();
            assertThat(page.locator("#unsent")).isVisible();
            ServePagesIT.looks(page, "new-too-dear");
            page.locator("button[name=start]").click();
            page.waitForLoadState();
            ServePagesIT.looks(page, "new-asked");
        }
    }
}
