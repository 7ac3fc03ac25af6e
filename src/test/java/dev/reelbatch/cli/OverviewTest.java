package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The overview of the console, and the frame of all its pages. */
@Timeout(120)
class OverviewTest extends WithServedHome {

    @Override
    Map<String, String> settings() {
        return Map.of("reelbatch.budget", "500/day");
    }

    @BeforeEach
    void addPeople() throws Exception {
        addEachRole();
    }

    @Test
    void whenARunHasEndedThenItAndItsCostAreShownAndNoFolder() throws Exception {
        rig.serve();
        String id = rig.run("mugs.csv", "prompt\na mug\na kite\n", "max_cost=none")
                .path("id")
                .asString();
        rig.awaitState(id, "completed");
        browser.signIn("view", PASSWORD);
        for (String path : new String[] {"/", "/overview/live"}) {
            assertThat(browser.get(path).body())
                    .contains("<bdi>mugs</bdi>", "/runs/" + id, "Complete", "5.68 CNY", "budget 500.00", "494.32")
                    .doesNotContain(folder.toString(), "style=", "onclick");
        }
    }

    @Test
    void whenAPersonMayOnlyViewThenThereIsNothingToPress() throws Exception {
        String id = rig.run("mugs.csv", "prompt\na mug\n", "max_cost=none")
                .path("id")
                .asString();
        browser.signIn("view", PASSWORD);
        String page = browser.get("/").body();
        assertThat(page).contains("<bdi>mugs</bdi>").doesNotContain("Withdraw", "New run");
        HttpResponse<String> denied =
                browser.send(browser.form("/runs/" + id + "/withdraw", "_csrf", browser.csrf("/")));
        assertThat(denied.statusCode()).isEqualTo(403);
        assertThat(rig.json("/api/v1/runs/" + id).path("state").asString()).isEqualTo("queued");
    }

    @Test
    void whenAWaitingRunIsWithdrawnThenItIsStoppedAndTheAuditSaysWhose() throws Exception {
        String id = rig.run("mugs.csv", "prompt\na mug\n", "max_cost=none")
                .path("id")
                .asString();
        browser.signIn("run", PASSWORD);
        assertThat(browser.get("/").body()).contains("Withdraw");
        assertThat(browser.send(browser.form("/runs/" + id + "/withdraw")).statusCode())
                .as("without the form's token")
                .isEqualTo(403);
        HttpResponse<String> answer =
                browser.send(browser.form("/runs/" + id + "/withdraw", "_csrf", browser.csrf("/")));
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(BrowserCalls.location(answer)).isEqualTo("/");
        assertThat(rig.json("/api/v1/runs/" + id).path("state").asString()).isEqualTo("stopped");
        assertThat(rig.json("/api/v1/audit").get(0).path("target").asString()).contains("job=mugs");
        assertThat(BrowserCalls.location(
                        browser.send(browser.form("/runs/nowhere/withdraw", "_csrf", browser.csrf("/")))))
                .isEqualTo("/");
    }

    @Test
    void whenTheLivePartIsRenewedThenItHasNoTokenSoThatItOnlyDiffersIfSomethingHappened() throws Exception {
        rig.run("mugs.csv", "prompt\na mug\n", "max_cost=none");
        browser.signIn("run", PASSWORD);
        String first = live();
        assertThat(first).contains("Withdraw").doesNotContain("_csrf", "<html");
        assertThat(live()).isEqualTo(first);
    }

    /** Without the time, which goes fast here. */
    private String live() throws Exception {
        return browser.get("/overview/live").body().replaceAll("<p class=\"sub\".*?</p>", "");
    }

    @ParameterizedTest
    @CsvSource({
        "/spending?by=job&x=%257C, /spending?by=job&x=%7C",
        "//elsewhere.example, /",
        "https://elsewhere.example, /",
        "/%5Celsewhere, /",
    })
    void whenAnotherLanguageIsChosenThenThePagesStayInIt(String page, String expected) throws Exception {
        browser.signIn("view", PASSWORD);
        String encoded = page.replace("?", "%3F").replace("&", "%26").replace("=", "%3D");
        HttpResponse<String> answer = browser.get("/language?to=zh&page=" + encoded);
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(BrowserCalls.location(answer)).isEqualTo(expected);
        assertThat(browser.get("/").body()).contains("lang=\"zh-Hans\"", "可查看", "English");
    }

    @Test
    void whenRunsWaitThenTheReasonIsTheRightOneAndWhatIsToComeIsShown() throws Exception {
        rig.simulator.onSubmit(CallMatcher.promptContains("kite"), CallFault.drop());
        String first = rig.run("mugs.csv", "prompt\na mug\na kite\na boat\n", "max_cost=20")
                .path("id")
                .asString();
        rig.run("mugs.csv", "prompt\na jug\n", "max_cost=7");
        rig.serve();
        browser.signIn("run", PASSWORD);
        Awaitility.await()
                .untilAsserted(() -> assertThat(browser.get("/overview/live").body())
                        .contains("Waits for another run of the same job.", "at most 7.00", "of 20 places taken")
                        .contains("Rest of the running runs", "1 run of a price not known yet"));
        rig.awaitState(first, "incomplete");
        assertThat(browser.get("/").body()).contains("Latest videos", "/runs/" + first + "?row&#x3D;2#panel");
    }

    @Test
    void whenTheBudgetIsUsedUpThenARunSaysWhyItWaitsAndUntilWhen() throws Exception {
        rig.serve();
        rig.run("mugs.csv", "prompt,count\na mug,90\na jug,90\n", "max_cost=none", "partial=true");
        browser.signIn("view", PASSWORD);
        Awaitility.await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> assertThat(
                        browser.get("/overview/live").body())
                .contains("Waits; the next try is", "Budget reached")
                .doesNotContain("They end about"));
    }

    @Test
    void whenTextsAreHostileThenTheyAreShownAsTheyAre() throws Exception {
        rig.run("\u202Eمرحبا <script>alert(1)<script> {{csrf}}.csv", "prompt\n<script>\n", "max_cost=none");
        browser.signIn("run", PASSWORD);
        String page = browser.get("/").body();
        assertThat(page).contains("<bdi>").doesNotContain("<script>", "alert(1)<");
    }
}
