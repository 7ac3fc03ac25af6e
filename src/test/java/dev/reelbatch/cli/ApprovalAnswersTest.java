package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.User.Role;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What people say to each other about a run that needs an approval: why it is requested, and what the admin answers. */
@Timeout(120)
class ApprovalAnswersTest {

    private static final String PASSWORD = "correct horse battery";
    private static final String SHEET = "prompt\na kite\na boat\n";
    private static final String WHY = "For the shop windows <script>x</script> {{csrf}} \u202Eمرحبا";

    @TempDir
    private Path folder;

    private ApiRig rig;
    private BrowserCalls anna;
    private BrowserCalls lead;

    @BeforeEach
    void open() throws Exception {
        rig = new ApiRig(folder, ApiRig.simulator(Duration.ofSeconds(2)), Map.of("reelbatch.approve-above", "5"));
        rig.users().add("anna", Role.RUN, PASSWORD, null);
        rig.users().add("lead", Role.ADMIN, PASSWORD, null);
        anna = new BrowserCalls(rig.url("/"));
        lead = new BrowserCalls(rig.url("/"));
        anna.signIn("anna", PASSWORD);
        lead.signIn("lead", PASSWORD);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    /** As anna, in the console. */
    private String requested(String name) throws Exception {
        String address = BrowserCalls.location(anna.send(given(name)));
        assertThat(anna.get(address).body()).contains("Ask for approval of 5.68 CNY", "Message to who approves it");
        HttpResponse<String> started = anna.send(anna.form(
                address, "_csrf", anna.csrf(address), "edits", "0", "note", WHY, "price", "5.68 CNY", "start", "1"));
        assertThat(started.statusCode()).as(started.body()).isEqualTo(303);
        return BrowserCalls.location(started).replace("/runs/", "");
    }

    private HttpRequest.Builder given(String name) throws Exception {
        String part = "--x\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n%s\r\n";
        String body = part.formatted("_csrf", "", anna.csrf("/new"))
                + part.formatted("sheet", "; filename=\"" + name + "\"", SHEET)
                + "--x--\r\n";
        return anna.to("/new")
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    @Test
    void whenARunIsRequestedWithAReasonThenTheAdminSeesItAndTheAnswerGoesBackAndIntoTheAudit() throws Exception {
        String id = requested("kites.csv");
        for (String page : new String[] {"/approvals", "/runs/" + id}) {
            assertThat(lead.get(page).body())
                    .contains("For the shop windows &lt;script&gt;", "<bdi>")
                    .doesNotContain("<script>x");
        }
        assertThat(BrowserCalls.location(lead.send(lead.form(
                        "/approvals/" + id + "/approve",
                        "_csrf",
                        lead.csrf("/approvals"),
                        "price",
                        "5.68 CNY",
                        "answer",
                        " Fine, <b>but</b> no pro model. "))))
                .isEqualTo("/approvals?done=approved");
        assertThat(anna.get("/runs/" + id).body()).contains("approved by lead: Fine, &lt;b&gt;but");
        assertThat(anna.get("/approvals").body()).contains("<bdi>Fine, &lt;b&gt;but&lt;/b&gt; no pro model.</bdi>");
        assertThat(lead.get("/approvals").body()).contains("answer&#x3D;Fine, &lt;b&gt;but");
        JsonNode run = rig.json("/api/v1/runs/" + id);
        assertThat(run.path("note").asString()).isEqualTo(WHY);
        assertThat(run.path("answer").asString()).isEqualTo("Fine, <b>but</b> no pro model.");
    }

    @Test
    void whenARunIsRefusedWithAnAnswerThenWhoRequestedItIsTold() throws Exception {
        String id = requested("kites.csv");
        lead.send(lead.form(
                "/approvals/" + id + "/refuse", "_csrf", lead.csrf("/approvals"), "answer", "Take 4 s instead of 8."));
        assertThat(anna.get("/runs/" + id).body())
                .contains("It was not approved: lead stopped it and said: Take 4 s instead of 8.");
        assertThat(anna.get("/approvals").body()).contains("<bdi>Take 4 s instead of 8.</bdi>", "Refused");
        assertThat(rig.simulator.acceptedCount()).isZero();
    }

    @Test
    void whenTheApiIsUsedThenNotesAndAnswersAreTakenUpToALength() throws Exception {
        assertThat(rig.send(rig.upload("a.csv", SHEET, "max_cost=none", "note=" + "x".repeat(501)))
                        .statusCode())
                .isEqualTo(422);
        String id = rig.run("a.csv", SHEET, "max_cost=none", "note=for the fair")
                .path("id")
                .asString();
        assertThat(rig.json("/api/v1/runs/" + id).path("note").asString()).isEqualTo("for the fair");
        String waits = requested("kites.csv");
        HttpResponse<String> tooLong =
                rig.send(rig.post("/api/v1/runs/" + waits + "/approve?answer=" + "x".repeat(501), ""));
        assertThat(tooLong.statusCode()).isEqualTo(422);
        assertThat(rig.json("/api/v1/runs/" + waits).path("state").asString()).isEqualTo("waiting_for_approval");
        rig.send(rig.post("/api/v1/runs/" + waits + "/stop?answer=no", ""));
        assertThat(rig.json("/api/v1/runs/" + waits).path("answer").asString()).isEqualTo("no");
    }
}
