package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.User.Role;
import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Accept, resolve and cancel over HTTP, and what shows their rows: one row of each kind, in row order. */
@Timeout(180)
class HttpJobActionsTest extends WithServedHome {

    private static final String SHEET = "id,prompt\na,a kite\nb,a bowl [fails]\nc,a lost boat\nd,a jug [moderated]\n";

    private String run = "";

    @BeforeEach
    void runSheet() throws Exception {
        rig.serve();
        rig.simulator.onSubmit(CallMatcher.promptContains("lost"), CallFault.drop());
        run = ended("mugs.csv", SHEET, "incomplete");
        rig.simulator.clearFaults();
    }

    private HttpResponse<String> post(String action, String json) throws IOException, InterruptedException {
        return rig.send(rig.post("/api/v1/jobs/mugs/" + action, json));
    }

    /** A run leaves the dispatcher a moment after its end is recorded. */
    private JsonNode done(String action, String json) {
        HttpResponse<String> answer = Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> post(action, json), it -> it.statusCode() != 409);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return ApiRig.json(answer);
    }

    private List<String> rows(String query) throws IOException, InterruptedException {
        return rig.json("/api/v1/runs/" + run + "/rows" + query)
                .valueStream()
                .map(row -> row.path("row").asInt() + " " + row.path("status").asString())
                .toList();
    }

    @Test
    void whenARunHasEndedThenItsRowsArePagedAndFilteredAsInTheManifest() throws Exception {
        assertThat(rows("")).containsExactly("2 delivered", "3 failed", "4 in_doubt", "5 failed");
        assertThat(rows("?size=2&page=1")).containsExactly("4 in_doubt", "5 failed");
        assertThat(rows("?status=failed")).containsExactly("3 failed", "5 failed");
        assertThat(rows("?status=failed&size=1&page=1")).containsExactly("5 failed");
        assertThat(rows("?status=pending")).isEmpty();
        assertThat(rows("?page=-5&size=100000")).hasSize(4);
        JsonNode first = rig.json("/api/v1/runs/" + run + "/rows").path(0);
        assertThat(first.path("id").asString()).isEqualTo("a");
        assertThat(first.path("state").asString()).isEqualTo("delivered");
        assertThat(first.path("cost").decimalValue()).isEqualByComparingTo("2.84");
        assertThat(rig.get("/api/v1/runs/" + run + "/files/"
                                + first.path("files").path(0).asString())
                        .statusCode())
                .isEqualTo(200);
        JsonNode history = rig.json("/api/v1/runs/" + run + "/rows/2/history").path(0);
        assertThat(history.path("submissions").path(0).path("outcome").asString())
                .isEqualTo("accepted");
        assertThat(history.path("checks").valueStream())
                .last()
                .satisfies(last -> assertThat(last.path("answer").asString()).isEqualTo("succeeded"));
        assertThat(history.path("downloads").path(0).path("host").asString()).isIn("localhost", "127.0.0.1");
        assertThat(history.path("downloads").path(0).path("bytes").asLong()).isPositive();
        assertThat(rig.get("/api/v1/runs/" + run + "/rows/99/history").statusCode())
                .isEqualTo(404);
        HttpResponse<String> wrong = rig.get("/api/v1/runs/" + run + "/rows?status=lost");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("in_doubt");
    }

    @Test
    void whenSubmissionsAreListedThenTheLatestComeFirst() throws Exception {
        JsonNode all = rig.json("/api/v1/submissions?job=mugs");
        assertThat(all.size()).isEqualTo(4);
        assertThat(all.valueStream().map(one -> one.path("id").asLong()).toList())
                .isSortedAccordingTo((one, other) -> Long.compare(other, one));
        assertThat(all.valueStream().map(one -> one.path("outcome").asString()).toList())
                .containsExactlyInAnyOrder("accepted", "accepted", "unknown", "refused");
        assertThat(rig.json("/api/v1/submissions?size=3&page=1").size()).isEqualTo(1);
        assertThat(rig.get("/api/v1/submissions?job=jars").statusCode()).isEqualTo(404);
        assertThat(rig.get("/api/v1/submissions?page=x").statusCode()).isEqualTo(400);
    }

    @Test
    void whenRowsAreAcceptedThenTheyNoLongerCountAsMissing() throws Exception {
        JsonNode accepted = done("accept", "{\"select\":\"error\",\"error\":\"sensitive_check_error\"}");
        assertThat(accepted.path("videos").asInt()).isEqualTo(1);
        assertThat(accepted.path("rows").asString()).isEqualTo("5");
        accepted = done("accept", "{\"select\":\"failed\"}");
        assertThat(accepted.path("rows").asString()).as("the other one").isEqualTo("3");
        assertThat(done("accept", "{\"rows\":[3,4]}").path("rows").asString()).isEqualTo("4");
        assertThat(rig.json("/api/v1/jobs/mugs").path("accepted").asInt()).isEqualTo(3);
    }

    @Test
    void whenARowWasNotChargedThenItWaitsAndMayBeCancelled() throws Exception {
        JsonNode resolved = done("resolve", "{\"select\":\"in_doubt\",\"charged\":false}");
        assertThat(resolved.path("rows").asString()).isEqualTo("4");
        assertThat(rows("?status=pending")).containsExactly("4 pending");
        assertThat(done("cancel", "{\"select\":\"all\"}").path("rows").asString())
                .isEqualTo("4");
        assertThat(rows("?status=cancelled")).containsExactly("4 cancelled");
        assertThat(done("cancel", "{\"select\":\"all\"}").path("videos").asInt())
                .as("once more")
                .isZero();
    }

    @Test
    void whenTheJobIsRunningThenItsRowsAreLeftAlone() throws Exception {
        rig.simulator.onStatus(CallMatcher.promptContains("late"), CallFault.drop());
        String id = rig.run("mugs.csv", "prompt\na late kite [stuck]\n", "max_cost=none")
                .path("id")
                .asString();
        rig.awaitState(id, "running");
        Awaitility.await().until(() -> rig.simulator.acceptedCount() == 3);
        for (String json : List.of("accept {\"rows\":2}", "cancel {\"rows\":2}")) {
            String[] call = json.split(" ");
            HttpResponse<String> busy = post(call[0], call[1]);
            assertThat(busy.statusCode()).as(busy.body()).isIn(409, 422);
        }
        HttpResponse<String> busy = post("resolve", "{\"select\":\"in_doubt\",\"charged\":true}");
        assertThat(busy.statusCode()).isEqualTo(409);
        assertThat(ApiRig.json(busy).path("detail").asString()).contains("mugs", "is running");
    }

    @Test
    void whenSomebodyWithoutTheRoleAdminSaysThatARowWasNotChargedThenItIsRefusedAndRecorded() throws Exception {
        rig.users().add("bo", Role.RUN, null, null);
        String refused = as("bo", "resolve", "{\"rows\":[4],\"charged\":false}", 403);
        assertThat(ApiRig.parsed(refused).path("detail").asString()).contains("Only an admin", "budget");
        assertThat(rows("?status=in_doubt")).containsExactly("4 in_doubt");
        assertThat(as("bo", "resolve", "{\"rows\":[4],\"charged\":true}", 200)).contains("\"rows\":\"4\"");
        rig.users().add("lead", Role.ADMIN, null, null);
        as("lead", "resolve", "{\"select\":\"in_doubt\",\"charged\":false}", 200);
        as("bo", "accept", "{\"rows\":[3,5]}", 200);
        as("bo", "rerun", "{\"rows\":[5],\"max_cost\":0.01}", 422);
        rig.send(rig.upload("new.csv", "prompt\n", "max_cost=7", "rows=2"));
        rig.send(rig.post("/api/v1/runs/" + run + "/stop", ""));
        assertThat(rig.json("/api/v1/audit")
                        .valueStream()
                        .map(entry -> entry.path("target").asString(""))
                        .toList())
                .containsSubsequence(
                        "job=mugs; state=incomplete",
                        "max_cost=7 rows=2",
                        "job=mugs; rows=5 max_cost=0.01",
                        "job=mugs; rows=3,5; changed_rows=3,5",
                        "job=mugs; select=in_doubt charged=false; changed_rows=",
                        "job=mugs; rows=4 charged=true; changed_rows=4",
                        "job=mugs; rows=4 charged=false");
    }

    private String as(String name, String action, String json, int status) throws Exception {
        String token = rig.users().newToken(name);
        HttpResponse<String> answer = Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> rig.send(rig.post("/api/v1/jobs/mugs/" + action, json)
                                .setHeader("Authorization", "Bearer " + token)),
                        it -> it.statusCode() != 409);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer.body();
    }

    @Test
    void whenTheApiIsDescribedThenEveryOperationAndItsFieldsAreInIt() throws Exception {
        JsonNode description = rig.json("/api/v1/openapi.json");
        assertThat(description.path("paths").propertyNames())
                .contains(
                        "/api/v1/jobs/{job}/accept",
                        "/api/v1/jobs/{job}/resolve",
                        "/api/v1/jobs/{job}/cancel",
                        "/api/v1/runs/{id}/rows",
                        "/api/v1/submissions");
        JsonNode schemas = description.path("components").path("schemas");
        assertThat(schemas.path("ResolveForm").path("properties").propertyNames())
                .containsExactlyInAnyOrder("select", "rows", "charged", "last_submission");
        assertThat(schemas.path("RowView").path("properties").propertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        rig.json("/api/v1/runs/" + run + "/rows").path(0).propertyNames());
    }

    @Test
    void whenTheJsonIsLargerThanAnyRequestNeedsThenItIsRefusedUnread() throws Exception {
        String large = "{\"rows\": \"2\"" + " ".repeat(1 << 20) + "}";
        HttpResponse<String> answer = post("accept", large);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(413);
        assertThat(ApiRig.json(answer).path("detail").asString()).contains("1 MB");
    }
}
