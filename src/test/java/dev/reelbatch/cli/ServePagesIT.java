package dev.reelbatch.cli;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.reelbatch.ledger.User.Role;
import dev.reelbatch.report.Chromium;
import dev.reelbatch.time.Time;
import dev.reelbatch.web.WebServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages of {@code serve} in a browser; their pictures are in {@code target/serve-pages}. */
@Timeout(120)
@Execution(ExecutionMode.SAME_THREAD) // Playwright belongs to one thread
class ServePagesIT extends WithServedHome {

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    @ParameterizedTest
    @CsvSource({"en, LIGHT, 1280", "zh-CN, DARK, 1280", "zh-CN, LIGHT, 360", "en, DARK, 360"})
    void whenAPersonSignsInAndOutThenThePagesWorkWithoutScriptsAndEverybodyCanUseThem(
            String language, ColorScheme scheme, int width) throws Exception {
        rig.users().add("anna", Role.RUN, PASSWORD, null);
        rig.run(
                "mugs of a name that is <b>long</b> enough to need more than a line.csv",
                "prompt\na mug\n",
                "max_cost=none");
        Page page = chromium.visit(
                rig.url("/"),
                new Browser.NewContextOptions()
                        .setLocale(language)
                        .setColorScheme(scheme)
                        .setBypassCSP(false)
                        .setViewportSize(width, 800));
        looks(page, "login");
        page.getByLabel(language.equals("en") ? "Name" : "用户名").fill("anna");
        page.locator("input[type=password]").fill("wrong");
        page.locator("button").click();
        assertThat(page.locator("[role=alert]")).isVisible();
        looks(page, "wrong");
        page.locator("input[name=username]").fill("anna");
        page.locator("input[type=password]").fill(PASSWORD);
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).hasText(language.equals("en") ? "Overview" : "概览");
        looks(page, "start");
        page.locator("button[formaction='/logout']").click();
        assertThat(page.locator("[role=status]")).isVisible();
        assertThat(chromium.complaints()).isEmpty();
        page.navigate(rig.url("/login?error=wait&wait=2").toString());
        looks(page, "wait");
    }

    @Test
    void whenThereAreNoUsersThenThePageTellsOfTheLinkWhichOpensTheStartPage() throws Exception {
        Page page = chromium.visit(rig.url("/"), new Browser.NewContextOptions().setLocale("en"));
        looks(page, "link");
        URI link = rig.oneTimeLink();
        page.navigate(link.toString());
        assertThat(page.locator("h1")).hasText("Welcome to reelbatch");
        looks(page, "first-use");
        assertThat(chromium.complaints()).isEmpty();
        page.navigate(rig.url("/nowhere").toString());
        assertThat(page.locator("h1")).hasText("Not found");
        looks(page, "not-found");
    }

    @Test
    void whenARunGoesOnThenTheOverviewFollowsItAndSaysWhenTheServerIsAway() throws Exception {
        try (ApiRig slow = new ApiRig(folder.resolve("slow"), ApiRig.simulator(Duration.ofSeconds(300)))) {
            Page page = chromium.visit(slow.oneTimeLink(), new Browser.NewContextOptions().setLocale("en"));
            slow.serve();
            slow.run("teapots.csv", "prompt\na teapot\na kettle\n", "max_cost=20");
            assertThat(page.locator("#running .t")).hasText("teapots");
            assertThat(page.locator("#running .why")).containsText("5.68 CNY of at most 20.00");
            page.locator("#running .t").focus();
            looks(page, "running");
            assertThat(page.locator("#ended th a"))
                    .hasText("teapots", new LocatorAssertions.HasTextOptions().setTimeout(20_000));
            assertThat(page.locator("#said")).hasText("teapots: Complete");
            assertThat(chromium.complaints()).isEmpty();
            looks(page, "ended");
            assertThat(page.locator("#away")).isHidden();
            assertThat(page.locator("h1")).hasText("Overview");
            assertThat(page.locator("#first")).isEmpty();
            page.route("**/overview/live", Route::abort);
            assertThat(page.locator("#away")).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(20_000));
            looks(page, "away");
            page.unroute("**/overview/live");
            assertThat(page.locator("#away")).isHidden(new LocatorAssertions.IsHiddenOptions().setTimeout(20_000));
            String port = String.valueOf(slow.url("/").getPort());
            slow.stopAnswering();
            assertThat(page.locator("#away")).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(20_000));
            try (WebServer back = slow.answer("127.0.0.1", port)) { // without the sessions of before
                assertThat(String.valueOf(back.url().getPort())).isEqualTo(port);
                assertThat(page.locator("h1"))
                        .hasText("Sign in", new LocatorAssertions.HasTextOptions().setTimeout(20_000));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"en, LIGHT, 1440", "zh-CN, DARK, 1024", "zh-CN, LIGHT, 390", "en, DARK, 390"})
    void whenTheListsAreShownThenTheyFitAndEverybodyCanUseThem(String language, ColorScheme scheme, int width)
            throws Exception {
        Map<String, String> settings = Map.of("reelbatch.approve-above", "5", "reelbatch.budget", "20/day");
        try (ApiRig team = new ApiRig(
                folder.resolve("team"),
                ApiRig.simulator(Duration.ofSeconds(2)),
                settings,
                JobFilesFolder.of(
                        folder.resolve("team"),
                        Map.of("drops.yaml", "{inbox: " + folder.resolve("drops") + ", max-cost: none}\n")),
                Time.faster(50),
                Map.of())) {
            team.serve();
            team.users().add("lead", Role.ADMIN, PASSWORD, null);
            for (int i = 0; i < 14; i++) {
                String id = team.run("job " + i + ".csv", "prompt\na mug " + i % 4 + "\n", "max_cost=none")
                        .path("id")
                        .asString();
                team.awaitState(id, "completed");
            }
            team.requestedRuns()
                    .requests()
                    .add(
                            "lead",
                            false,
                            null,
                            "a dear one.csv",
                            new ByteArrayInputStream("prompt\na kite\na boat\n".getBytes(StandardCharsets.UTF_8)),
                            Map.of("max_cost", List.of("none")));
            Page page = chromium.visit(
                    team.url("/login"),
                    new Browser.NewContextOptions()
                            .setLocale(language)
                            .setColorScheme(scheme)
                            .setViewportSize(width, 900));
            page.locator("input[name=username]").fill("lead");
            page.locator("input[type=password]").fill(PASSWORD);
            page.keyboard().press("Enter");
            assertThat(page.locator("#ended")).isVisible();
            looks(page, "overview");
            for (String name : List.of(
                    "runs",
                    "jobs",
                    "folders",
                    "folders/add",
                    "folders/drops/edit",
                    "schedules/add",
                    "approvals",
                    "spending",
                    "system")) {
                page.navigate(team.url("/" + name).toString());
                assertThat(page.locator("h1")).isVisible();
                looks(page, name.replace('/', '-'));
            }
            addSomebody(page, team);
            page.navigate(team.url("/approvals").toString());
            page.locator("button[formaction$='/approve']").click();
            assertThat(page.locator(".note.fine")).isVisible();
            page.locator("a[hreflang]").click();
            assertThat(page.locator("a[hreflang]")).hasText(language.equals("en") ? "English" : "中文");
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    /** By the keyboard alone. */
    private static void addSomebody(Page page, ApiRig team) throws IOException {
        page.navigate(team.url("/people").toString());
        looks(page, "person-new");
        page.locator("input[name=name]").focus();
        page.keyboard().type("Bo");
        for (String text : List.of("", "500", "", PASSWORD, PASSWORD)) { // role, budget, period, passwords
            page.keyboard().press("Tab");
            page.keyboard().type(text);
        }
        page.keyboard().press("Enter");
        page.locator("a[href='/people/bo']").click();
        assertThat(page.locator("select[name=role]")).hasValue("run");
        assertThat(page.locator("input[name=budget]")).hasValue("500");
        looks(page, "person");
    }

    static void looks(Page page, String name) throws IOException {
        Path pictures = Files.createDirectories(Path.of("target", "serve-pages"));
        String picture = String.join(
                "-",
                name,
                String.valueOf(page.evaluate("document.documentElement.lang")),
                String.valueOf(page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'")),
                String.valueOf(page.viewportSize().width));
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(pictures.resolve(picture + ".png")));
        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isTrue();
        assertThat((List<?>) Chromium.accessibilityFaults(page)).as(picture).isEmpty();
    }
}
