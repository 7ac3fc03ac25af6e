package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page of a run: what it shows, and what people do there. */
@Timeout(180)
class RunPageTest extends WithServedHome {

    private static final String SHEET = "id,prompt\na,a kite\nb,a bowl [fails]\nc,a lost boat\nd,a jug [moderated]\n";
    private static final Pattern BUTTON = Pattern.compile("formaction=\"([^\"]+)\"[^>]*>(?:<svg.*?</svg>)?([^<]+)<");

    @Override
    Map<String, String> settings() {
        return Map.of("reelbatch.approve-above", "50");
    }

    @BeforeEach
    void addPeople() throws Exception {
        addEachRole();
    }

    private String ended() throws Exception {
        rig.simulator.onSubmit(CallMatcher.promptContains("lost"), CallFault.drop());
        rig.serve();
        String id = ended("mugs.csv", SHEET, "incomplete");
        rig.simulator.clearFaults();
        return id;
    }

    /** Returns where the button with this label posts to. */
    private String button(String path, String label) throws Exception {
        Matcher buttons = BUTTON.matcher(browser.get(path).body());
        while (buttons.find()) {
            if (buttons.group(2).strip().equals(label)) {
                return buttons.group(1).replace("&amp;", "&").replace("&#x3D;", "=");
            }
        }
        throw new AssertionError("no button " + label);
    }

    @Test
    void whenARunHasEndedThenItsStagesCostAndFailuresByReasonAreShown() throws Exception {
        String id = ended();
        browser.signIn("admin", PASSWORD);
        for (String path : new String[] {"/runs/" + id, "/runs/" + id + "/live"}) {
            assertThat(browser.get(path).body())
                    .contains("<bdi>mugs</bdi>", "run 1", "Incomplete", "1 of 4 videos delivered", "requested")
                    .contains("May have been charged", "row 4", "The API could not make the video", "row 3")
                    .contains("Refused by the content check", "row 5", "Rerun for 2.84 CNY, may pay twice")
                    .contains("btn primary", "Rerun 1 row for 2.84 CNY")
                    .contains("Change the prompt; the same one is refused again.")
                    .contains("It was charged", "It was not charged", "Accept without a video")
                    .doesNotContain(folder.toString(), "style=", "onclick", "--rows", "reelbatch rerun");
        }
        assertThat(browser.get("/runs/" + id).body()).contains("/files/manifest.csv", "/runs/" + id + "/videos.zip");
        assertThat(browser.get("/runs/nowhere").statusCode()).isEqualTo(404);
    }

    @Test
    void whenAFormIsSentTwiceThenTheRowIsRerunAndPaidForOnceWithinThePriceOnTheButton() throws Exception {
        String id = ended();
        browser.signIn("run", PASSWORD);
        String rerun = button("/runs/" + id, "Rerun for 2.84 CNY");
        assertThat(rerun).contains("select=failed&error=failure&max_cost=11.36");
        assertThat(button("/runs/" + id, "Rerun 1 row for 2.84 CNY"))
                .contains("select=failed&error=failure&max_cost=11.36"); // not the one that is refused again
        int before = rig.simulator.acceptedCount();
        HttpResponse<String> first = browser.pressWhenFree(rerun);
        assertThat(first.statusCode()).as(first.body()).isEqualTo(303);
        String again = BrowserCalls.location(first);
        assertThat(again).startsWith("/runs/").doesNotContain(id);
        rig.awaitState(again.substring("/runs/".length()), "incomplete");
        assertThat(rig.simulator.acceptedCount()).isEqualTo(before + 1);
        HttpResponse<String> second = browser.pressWhenFree(rerun);
        assertThat(BrowserCalls.location(second)).isEqualTo(again);
        assertThat(rig.simulator.acceptedCount()).isEqualTo(before + 1);
        assertThat(rig.json("/api/v1/runs").size()).isEqualTo(2);
    }

    @Test
    void whenRowsAreAcceptedAndResolvedThenTheyLeaveTheListAndOnlyAnAdminGivesMoneyBack() throws Exception {
        String id = ended();
        String page = "/runs/" + id;
        browser.signIn("run", PASSWORD);
        assertThat(browser.get(page).body()).contains("It was charged").doesNotContain("It was not charged");
        assertThat(browser.pressWhenFree(page + "/resolve?select=in_doubt&charged=false")
                        .statusCode())
                .isEqualTo(403);
        assertThat(BrowserCalls.location(browser.pressWhenFree(button(page, "It was charged"))))
                .isEqualTo(page);
        assertThat(browser.get(page).body())
                .contains("Charged, but without a video")
                .doesNotContain("May have been charged");
        assertThat(browser.get(page).body()).contains("Refused by the content check");
        assertThat(BrowserCalls.location(
                        browser.pressWhenFree(page + "/accept?select=failed&error=sensitive_check_error")))
                .isEqualTo(page);
        assertThat(browser.get(page).body()).doesNotContain("Refused by the content check");
        assertThat(rig.json("/api/v1/audit").get(0).path("target").asString())
                .contains("job=mugs", "error=sensitive_check_error");
    }

    @Test
    void whenAPersonMayOnlyViewThenThereIsNothingToPress() throws Exception {
        String id = ended();
        browser.signIn("view", PASSWORD);
        assertThat(browser.get("/runs/" + id).body())
                .contains("May have been charged")
                .doesNotContain("Rerun for", "Rerun 1 row", "Accept without", "It was charged", "/stop");
        for (String action : new String[] {"stop", "approve", "accept?select=failed", "rerun?select=failed&key=k"}) {
            assertThat(browser.pressWhenFree("/runs/" + id + "/" + action).statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void whenARunWaitsForApprovalThenAnAdminAloneCanApproveIt() throws Exception {
        String id = requested("run", "mugs.csv", "prompt\n" + "a mug\n".repeat(20));
        browser.signIn("run", PASSWORD);
        assertThat(browser.get("/runs/" + id).body())
                .contains("waits for an admin&#39;s approval", "56.80 CNY", "Withdraw")
                .doesNotContain("Approve", "Refuse");
        assertThat(browser.pressWhenFree("/runs/" + id + "/approve").statusCode())
                .isEqualTo(403);
        browser.signOut();
        browser.signIn("admin", PASSWORD);
        assertThat(button("/runs/" + id, "Refuse")).isEqualTo("/runs/" + id + "/stop");
        assertThat(browser.pressWhenFree("/runs/" + id + "/approve?price=1.00%20CNY")
                        .statusCode())
                .isEqualTo(422);
        assertThat(BrowserCalls.location(browser.pressWhenFree(button("/runs/" + id, "Approve 56.80 CNY"))))
                .isEqualTo("/runs/" + id);
        assertThat(rig.json("/api/v1/runs/" + id).path("state").asString()).isEqualTo("queued");
        assertThat(browser.get("/runs/" + id).body()).contains("approved by admin", "data-live");
        assertThat(BrowserCalls.location(browser.pressWhenFree(button("/runs/" + id, "Withdraw"))))
                .isEqualTo("/runs/" + id);
        assertThat(rig.json("/api/v1/runs/" + id).path("state").asString()).isEqualTo("stopped");
        assertThat(browser.send(browser.form("/runs/" + id + "/stop")).statusCode())
                .as("without the form's token")
                .isEqualTo(403);
    }

    @Test
    void whenALaterRunHasBegunThenTheEarlierPageChangesNothingOfIt() throws Exception {
        String id = ended();
        browser.signIn("run", PASSWORD);
        String rerun = button("/runs/" + id, "Rerun for 2.84 CNY");
        String later = rig.run("mugs.csv", "prompt\na lamp\na cup [fails]\n", "max_cost=none")
                .path("id")
                .asString();
        rig.awaitState(later, "incomplete");
        int before = rig.simulator.acceptedCount();
        assertThat(browser.get("/runs/" + id).body())
                .contains("has had a later run since")
                .doesNotContain("Rerun for", "Rerun 1 row");
        assertThat(browser.pressWhenFree(rerun).statusCode()).isEqualTo(422);
        assertThat(browser.pressWhenFree("/runs/" + id + "/accept?select=failed")
                        .statusCode())
                .isEqualTo(422);
        assertThat(rig.simulator.acceptedCount()).isEqualTo(before);
    }

    @Test
    void whenAllVideosAreDownloadedThenTheyComeAsOneZipWithTheManifest() throws Exception {
        String id = ended();
        assertThat(zipped("/runs/" + id + "/videos.zip", "mugs.zip"))
                .containsExactly("manifest.csv", "videos/0002-a.mp4");
    }

    @Test
    void whenVideosAreDownloadedInPartsThenEachPartHasItsRowsAndTheManifest() throws Exception {
        rig.serve();
        String id = rig.run("mugs.csv", "id,prompt\na,a mug\nb,a kite [fails]\nc,a jug\nd,a boat\n", "max_cost=none")
                .path("id")
                .asString();
        rig.awaitState(id, "incomplete");
        String part = "/runs/" + id + "/videos.zip?part=%d&skip=%d&take=%d";
        assertThat(zipped(part.formatted(1, 0, 2), "mugs-part-1.zip"))
                .containsExactly("manifest.csv", "videos/0002-a.mp4", "videos/0004-c.mp4");
        assertThat(zipped(part.formatted(2, 2, 2), "mugs-part-2.zip"))
                .containsExactly("manifest.csv", "videos/0005-d.mp4");
        assertThat(zipped(part.formatted(9, -4, -1), "mugs-part-9.zip")).containsExactly("manifest.csv");
        browser.signIn("view", PASSWORD);
        assertThat(browser.get("/runs/" + id + "/zips").body())
                .contains(
                        "Part 1 of 1",
                        "rows 2 to 5",
                        "3 videos",
                        "/videos.zip?part&#x3D;1&amp;skip&#x3D;0&amp;take&#x3D;3");
    }

    private List<String> zipped(String path, String name) throws Exception {
        HttpResponse<byte[]> answer =
                HttpClient.newHttpClient().send(rig.to(path).build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
                .contains("attachment", name);
        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(answer.body()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
                assertThat(zip.readAllBytes()).isNotEmpty();
            }
        }
        return names;
    }

    @Test
    void whenTextsAreHostileThenTheyAreShownAsTheyAre() throws Exception {
        rig.serve();
        String id = rig.run(
                        "<script>alert(1)<script> {{csrf}}.csv",
                        "id,prompt\n<img src=x onerror=alert(2)>,<script>alert(3)</script> [fails]\n",
                        "max_cost=none")
                .path("id")
                .asString();
        rig.awaitState(id, "incomplete");
        browser.signIn("admin", PASSWORD);
        assertThat(browser.get("/runs/" + id).body())
                .contains("{{csrf}}")
                .doesNotContain("<script>", "alert(1)<", "<img src=x");
    }
}
