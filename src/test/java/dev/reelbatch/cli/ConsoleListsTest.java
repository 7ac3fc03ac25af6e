package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.SpendingLimits;
import dev.reelbatch.ledger.User.Role;
import dev.reelbatch.plan.RunLimits;
import dev.reelbatch.plan.RunRequest;
import dev.reelbatch.serve.Schedule;
import dev.reelbatch.serve.ServedJob;
import dev.reelbatch.submit.Rate;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The console's lists: runs, jobs, folders and schedules, approvals with the audit, spending, system. */
@Timeout(180)
class ConsoleListsTest extends WithServedHome {

    private static final RunLimits LIMITS =
            new RunLimits(RowRanges.ALL, Rate.of("600/min"), 20, SpendingLimits.NONE, null, Duration.ofDays(300));

    @Override
    Map<String, String> settings() {
        return Map.of("reelbatch.approve-above", "5", "reelbatch.budget", "500/month");
    }

    @Override
    List<ServedJob> jobs() throws Exception {
        return List.of(ApiRig.inbox(folder.resolve("inbox")), nightly());
    }

    @BeforeEach
    void addPeople() throws Exception {
        addEachRole();
    }

    private ServedJob nightly() throws Exception {
        Path sheet = Files.writeString(folder.resolve("nightly.csv"), "prompt\na boat at dawn\n");
        RunRequest request = new RunRequest(null, "nightly", null, null, null, false, false, LIMITS).served();
        return new ServedJob(
                "nightly",
                "nightly.yaml",
                new ServedJob.Sheet(sheet),
                request.forSheet(sheet, "nightly", folder.resolve("out-nightly")),
                new ServedJob.When(Schedule.parse("0 2 1 1 *", ZoneOffset.UTC), false));
    }

    private String state(String id) throws Exception {
        return rig.json("/api/v1/runs/" + id).path("state").asString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/runs", "/runs?state=nonsense&by=%27--&job=%3Cscript%3E&page=-4", "/jobs", "/jobs?page=2000000000",
                        "/folders",
                "/approvals", "/spending", "/spending?from=0001-01-01&to=9999-12-31", "/spending?from=x", "/system"
            })
    void whenAPageIsAskedForThenItShowsNoFolderAndNothingInlineAndOnlyAdminsSeeWhatTheyMayDo(String path)
            throws Exception {
        requested("run", "<b>dear</b> & \u202Eأهلا.csv", "prompt\na kite\na boat\n");
        for (Role role : Role.values()) {
            browser.signIn(role.name(), PASSWORD);
            HttpResponse<String> page = browser.get(path);
            assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
            assertThat(page.body())
                    .doesNotContain(folder.toString(), "style=", "onclick", "<b>dear</b>", "<script>", "{{");
            assertThat(page.body().contains("formaction=\"/approvals/")
                            || page.body().contains("formaction=\"/folders/"))
                    .isEqualTo(role != Role.VIEW && (path.equals("/folders") || path.equals("/approvals")));
            assertThat(page.body().contains("/approve\"") || page.body().contains("nightly/run\""))
                    .isEqualTo(role == Role.ADMIN && (path.equals("/folders") || path.equals("/approvals")));
        }
        assertThat(new BrowserCalls(rig.url("/")).get(path).statusCode()).isEqualTo(302);
    }

    @Test
    void whenRunsAreFilteredThenTheAddressSaysHowAndPagesFollow() throws Exception {
        for (int i = 0; i < 27; i++) {
            rig.run("mugs-" + i + ".csv", "prompt\na mug " + i + "\n", "max_cost=none");
        }
        requested("run", "kites.csv", "prompt\na kite\na boat\n");
        browser.signIn("view", PASSWORD);
        assertThat(browser.get("/runs").body())
                .contains("kites", "mugs-26", "mugs-3<", "page&#x3D;1")
                .doesNotContain("mugs-2<");
        assertThat(browser.get("/runs?page=1").body())
                .contains("mugs-0<", "page&#x3D;0")
                .doesNotContain("page&#x3D;2");
        assertThat(browser.get("/runs?state=waiting_for_approval").body())
                .contains("<option value=\"waiting_for_approval\" selected>")
                .contains(">kites<")
                .doesNotContain("mugs-26</bdi></a> <span class=\"quiet nowrap\">");
        assertThat(browser.get("/runs?by=run").body()).contains(">kites<").doesNotContain("Next page");
        assertThat(browser.get("/runs?job=nothing").body()).contains("No run matches.");
    }

    @Test
    void whenAnAdminApprovesThePriceThatWasSeenThenTheRunIsQueuedAndNotAtAnotherPrice() throws Exception {
        String id = requested("run", "kites.csv", "prompt\na kite\na boat\n");
        browser.signIn("run", PASSWORD);
        assertThat(browser.press("/approvals/" + id + "/approve", "price", "5.68 CNY")
                        .statusCode())
                .isEqualTo(403);
        browser.signIn("admin", PASSWORD);
        assertThat(browser.get("/approvals").body())
                .contains("Runs above 5.00 wait here.", "value=\"5.68 CNY\"", "500.00");
        assertThat(BrowserCalls.location(browser.press("/approvals/" + id + "/approve", "price", "2.84 CNY")))
                .isEqualTo("/approvals?done=changed");
        assertThat(state(id)).isEqualTo("waiting_for_approval");
        assertThat(BrowserCalls.location(browser.press("/approvals/" + id + "/approve", "price", "5.68 CNY")))
                .isEqualTo("/approvals?done=approved");
        assertThat(state(id)).isEqualTo("queued");
        assertThat(browser.get("/approvals?done=approved").body())
                .contains(
                        "Approved by admin",
                        "Approved. The run starts",
                        "job&#x3D;kites; price&#x3D;5.68 CNY<",
                        "price&#x3D;2.84 CNY; not_done<",
                        "approved a run");
        assertThat(BrowserCalls.location(browser.press("/approvals/" + id + "/refuse")))
                .isEqualTo("/approvals?done=changed");
        assertThat(state(id)).isEqualTo("queued");
    }

    @Test
    void whenAPersonRefusesARunThenItIsStoppedAndShownAsDecided() throws Exception {
        String id = requested("run", "kites.csv", "prompt\na kite\na boat\n");
        browser.signIn("admin", PASSWORD);
        assertThat(BrowserCalls.location(browser.press("/approvals/" + id + "/refuse")))
                .isEqualTo("/approvals?done=refused");
        assertThat(state(id)).isEqualTo("stopped");
        assertThat(browser.get("/approvals").body()).contains("Refused").doesNotContain("value=\"5.68 CNY\"");
    }

    @Test
    void whenAJobFileIsPausedThenItIsShownAndCanBeResumedAndOnlyAnAdminRunsItNow() throws Exception {
        browser.signIn("run", PASSWORD);
        assertThat(browser.get("/folders").body()).contains("Watching", "nightly.yaml", "Scheduled", "1 Jan");
        assertThat(BrowserCalls.location(browser.press("/folders/inbox/pause")))
                .isEqualTo("/folders?done=pause&name=inbox");
        assertThat(browser.get("/folders?done=pause&name=inbox").body())
                .contains("inbox is paused.", "/folders/inbox/resume", "by run, ");
        browser.press("/folders/inbox/resume");
        assertThat(browser.get("/folders").body()).contains("/folders/inbox/pause");
        assertThat(browser.press("/folders/nightly/run").statusCode()).isEqualTo(403);
        browser.signIn("admin", PASSWORD);
        assertThat(BrowserCalls.location(browser.press("/folders/nightly/run")))
                .isEqualTo("/folders?done=run&name=nightly");
        rig.serve();
        HttpResponse<String> inbox = browser.press("/folders/inbox/run");
        assertThat(inbox.statusCode()).isEqualTo(422);
        assertThat(inbox.body()).contains("inbox is an inbox", "<h1");
        assertThat(browser.press("/folders/nothing/pause").statusCode()).isEqualTo(404);
    }

    @Test
    void whenMoneyWasSpentThenItIsShownByDayJobAndPersonWithTheLimits() throws Exception {
        rig.serve();
        String id = requested("run", "mugs.csv", "prompt\na mug\n");
        rig.awaitState(id, "completed");
        browser.signIn("admin", PASSWORD);
        assertThat(browser.get("/spending").body())
                .contains("2.84 CNY", "/jobs/mugs", "<bdi>run</bdi>", "All runs of the server", "497.16", "f-charged");
        assertThat(browser.get("/spending?from=2020-01-01&to=2020-02-01").body())
                .contains("Nothing was charged in these days.");
        assertThat(browser.get("/jobs").body()).contains("/jobs/mugs", "Complete", "2.84 CNY");
        assertThat(browser.get("/jobs/mugs").body())
                .contains("<bdi>mugs</bdi>", "Version 1", "2.84 CNY", "/runs/" + id);
    }

    @Test
    void whenTheSystemIsShownThenPeopleAreForAdminsAlone() throws Exception {
        browser.signIn("run", PASSWORD);
        assertThat(browser.get("/system").body())
                .contains("H2 ", "GB free", "<code>budget</code>", "500/month", "settings.yaml", "All 3")
                .contains("submissions a minute, last hour", "submissions in the last hour", "Places in use")
                .contains("<code>notify.url</code></th><td class=\"any\">set</td>", "environment")
                .doesNotContain("<bdi>view</bdi>", "rehearsal/", "server.json");
        browser.signIn("admin", PASSWORD);
        assertThat(browser.get("/system").body()).contains("<bdi>view</bdi>", "can view");
    }
}
