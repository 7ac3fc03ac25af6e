package dev.reelbatch.cli;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.reelbatch.ledger.User.Role;
import dev.reelbatch.report.Chromium;
import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of a run in a browser; its pictures are in {@code target/serve-pages}. */
@Timeout(180)
@Execution(ExecutionMode.SAME_THREAD) // Playwright belongs to one thread
class RunPageIT {

    private static final String PASSWORD = "correct horse battery";

    private static final String SHEET = """
            id,prompt,campaign,owner
            hero,A matte black travel mug on a wet slate ledge at dawn,Autumn launch,brand
            train,Close-up of a hand setting a travel mug on a train window table,Autumn launch,social
            drop,A travel mug falls on a wooden floor [fails],Proof,shop
            snow,A door opens to a snowy yard; a lost mitten,Autumn launch,brand
            ad,The mug next to a rival's [moderated],Proof,shop
            """;

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    @TempDir
    private Path folder;

    private static Browser.NewContextOptions browser(String language, ColorScheme scheme, int width) {
        return new Browser.NewContextOptions()
                .setLocale(language)
                .setColorScheme(scheme)
                .setBypassCSP(false)
                .setViewportSize(width, 900);
    }

    @ParameterizedTest
    @CsvSource({"en, LIGHT, 1440", "zh-CN, DARK, 1440", "zh-CN, LIGHT, 390", "en, DARK, 390"})
    void whenARunIsIncompleteThenItsFailuresCanBeRerunByEverybody(String language, ColorScheme scheme, int width)
            throws Exception {
        try (ApiRig rig = new ApiRig(folder, ApiRig.simulator(Duration.ofSeconds(2)))) {
            rig.simulator.onSubmit(CallMatcher.promptContains("lost"), CallFault.drop());
            rig.serve();
            String id = rig.run("launch-teasers.csv", SHEET, "max_cost=none")
                    .path("id")
                    .asString();
            rig.awaitState(id, "incomplete");
            Page page = chromium.visit(rig.oneTimeLink(), browser(language, scheme, width));
            page.navigate(rig.url("/runs/" + id).toString());
            assertThat(page.locator("#failures .list > li")).hasCount(3);
            assertThat(page.locator("#timeline svg.course"))
                    .hasAttribute(
                            "aria-label",
                            Pattern.compile(language.equals("en") ? ".*5 submitted, 2 done.*" : ".*已提交 5，已完成 2.*"));
            ServePagesIT.looks(page, "run-incomplete");
            page.locator("#timeline summary").click();
            assertThat(page.locator("#timeline tbody tr").last()).isVisible();
            ServePagesIT.looks(page, "run-timeline");
            page.locator("#timeline summary").click();
            page.locator(".menu summary").click();
            assertThat(page.locator(".menu a").first()).isVisible();
            ServePagesIT.looks(page, "run-downloads");
            page.locator(".menu summary").click();
            assertThat(page.locator(".wall .film")).hasCount(2);
            page.waitForFunction("[...document.querySelectorAll('.film video')].every(v => v.readyState > 0)");
            page.locator(".wall .film").first().click();
            assertThat(page.locator(".wall video[controls]")).hasCount(1);
            page.locator(".clip h3 a").first().click();
            assertThat(page.locator("#panel .trace li").last()).isVisible();
            assertThat(page.locator("#panel .trace")).containsText("localhost"); // whence it was downloaded
            ServePagesIT.looks(page, "run-row");
            page.locator("#panel .panel-head a").last().click();
            assertThat(page.locator("#panel")).hasCount(0);
            ServePagesIT.looks(page, "run-wall");
            page.locator(".tabs a").last().click();
            assertThat(page.locator("#rows tbody tr")).hasCount(5);
            ServePagesIT.looks(page, "run-list");
            assertThat(page.locator("#failures button[formaction*='select=failed'][formaction*='/rerun']"))
                    .isVisible();
            page.locator("#run-acts button[formaction*='/rerun']").click();
            page.waitForURL(address -> !address.contains(id));
            assertThat(page.locator("h1 .pill"))
                    .hasText(
                            language.equals("en") ? "Incomplete" : "未全部完成",
                            new LocatorAssertions.HasTextOptions().setTimeout(30_000));
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void whenARunGoesOnThenItsPageFollowsItSaysItsEndAndCanStopIt() throws Exception {
        try (ApiRig rig = new ApiRig(folder, ApiRig.simulator(Duration.ofSeconds(400)))) {
            rig.serve();
            String id = rig.run("teapots.csv", "prompt\na teapot\na kettle\na cup\n", "max_cost=20")
                    .path("id")
                    .asString();
            Page page = chromium.visit(rig.oneTimeLink(), browser("en", ColorScheme.LIGHT, 1440));
            page.navigate(rig.url("/runs/" + id).toString());
            assertThat(page.locator("#stages .b-generating .big"))
                    .hasText("3", new LocatorAssertions.HasTextOptions().setTimeout(30_000));
            assertThat(page.locator("#stages .under")).containsText("stops above 20.00");
            page.locator("#timeline summary").click();
            assertThat(page.locator("#timeline tbody tr").last())
                    .containsText("3", new LocatorAssertions.ContainsTextOptions().setTimeout(30_000));
            assertThat(page.locator("#timeline details")).hasAttribute("open", "");
            ServePagesIT.looks(page, "run-running");
            page.locator("#run-acts button").focus();
            assertThat(page.locator("#said"))
                    .hasText("teapots: Complete", new LocatorAssertions.HasTextOptions().setTimeout(30_000));
            assertThat(page.locator("h1 .pill")).hasText("Complete");
            assertThat(chromium.complaints()).isEmpty();
            ServePagesIT.looks(page, "run-complete");
            String next = rig.run("more-teapots.csv", "prompt\nyet a teapot\n", "max_cost=20")
                    .path("id")
                    .asString();
            page.navigate(rig.url("/runs/" + next).toString());
            page.locator("button[formaction$='/stop']").click();
            assertThat(page.locator("h1 .pill"))
                    .hasText("Stopped", new LocatorAssertions.HasTextOptions().setTimeout(30_000));
            ServePagesIT.looks(page, "run-stopped");
        }
    }

    @ParameterizedTest
    @CsvSource({"en, LIGHT, 1440", "zh-CN, DARK, 390"})
    void whenARunWaitsForApprovalThenAnAdminApprovesItsPrice(String language, ColorScheme scheme, int width)
            throws Exception {
        try (ApiRig rig =
                new ApiRig(folder, ApiRig.simulator(Duration.ofSeconds(2)), Map.of("reelbatch.approve-above", "5"))) {
            rig.users().add("anna", Role.RUN, PASSWORD, null);
            rig.users().add("lead", Role.ADMIN, PASSWORD, null);
            String id = rig.requestedRuns()
                    .requests()
                    .add(
                            "anna",
                            false,
                            null,
                            "mugs.csv",
                            new ByteArrayInputStream("prompt\na mug\na cup\n".getBytes(StandardCharsets.UTF_8)),
                            Map.of("max_cost", List.of("none")))
                    .id();
            Page page = chromium.visit(rig.url("/runs/" + id), browser(language, scheme, width));
            page.locator("input[name=username]").fill("lead");
            page.locator("input[type=password]").fill(PASSWORD);
            page.keyboard().press("Enter");
            assertThat(page.locator("#run-notes .acts button")).hasCount(2);
            ServePagesIT.looks(page, "run-approval");
            page.locator("button[formaction*='/approve']").click();
            assertThat(page.locator("#run-notes button")).hasCount(0);
            assertThat(rig.json("/api/v1/runs/" + id).path("state").asString()).isEqualTo("queued");
        }
    }
}
