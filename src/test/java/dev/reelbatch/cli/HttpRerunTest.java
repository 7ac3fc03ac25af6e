package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.simulator.Simulator;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Reruns requested over HTTP. */
@Timeout(180)
class HttpRerunTest extends WithServedHome {

    private static final String SHEET = "prompt\na kite over the sea\na boat at dawn\na bowl [fails]\n";
    private static final int SUBMITTED = 3;

    @BeforeEach
    void runSheet() throws Exception {
        rig.serve();
        ended("mugs.csv", SHEET, "incomplete");
    }

    private HttpRequest.Builder rerun(String json) throws IOException {
        return rig.post("/api/v1/jobs/mugs/rerun", json);
    }

    private int requested() throws IOException, InterruptedException {
        return rig.json("/api/v1/runs").size();
    }

    @Test
    void whenFailedRowsAreRerunThenTheseAloneArePaidForAgain() throws Exception {
        HttpResponse<String> answer = rig.send(rerun("{\"select\":\"failed\",\"max_cost\":200}"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        JsonNode accepted = ApiRig.json(answer);
        assertThat(accepted.path("job").asString()).isEqualTo("mugs");
        assertThat(answer.headers().firstValue("Location"))
                .contains("/api/v1/runs/" + accepted.path("id").asString());
        rig.awaitState(accepted.path("id").asString(), "incomplete");
        assertThat(rig.simulator.acceptedCount()).isEqualTo(SUBMITTED + 1);
    }

    @Test
    void whenTheSameKeyComesAgainThenItIsTheSameRerun() throws Exception {
        String json = "{\"select\":\"rows\",\"rows\":[2,3],\"pay_again\":true,\"max_cost\":\"none\"}";
        String first = rig.accepted(rerun(json).header("Idempotency-Key", "again"))
                .path("id")
                .asString();
        rig.awaitState(first, "incomplete");
        assertThat(rig.simulator.acceptedCount()).isEqualTo(SUBMITTED + 2);
        assertThat(rig.accepted(rerun(json).header("Idempotency-Key", "again"))
                        .path("id")
                        .asString())
                .isEqualTo(first);
        assertThat(rig.send(rerun("{\"rows\":2,\"pay_again\":true,\"max_cost\":\"none\"}")
                                .header("Idempotency-Key", "again"))
                        .statusCode())
                .isEqualTo(422);
        assertThat(rig.simulator.acceptedCount()).isEqualTo(SUBMITTED + 2);
    }

    @Test
    void whenRowsWereSubmittedAfterTheSubmissionThatTheCallerKnowsThenTheyAreNotPaidForAgain() throws Exception {
        String json = "{\"rows\":\"2\",\"pay_again\":true,\"max_cost\":\"none\",\"last_submission\":%s}";
        HttpResponse<String> odd = rig.send(rerun(json.formatted("\"last\"")));
        assertThat(odd.statusCode()).isEqualTo(422);
        assertThat(odd.body()).contains("last_submission must be the number of a submission");
        String latest = rig.json("/api/v1/submissions?size=1").get(0).path("id").asString();
        String id = rig.accepted(rerun(json.formatted(latest))).path("id").asString();
        rig.awaitState(id, "incomplete");
        assertThat(rig.simulator.acceptedCount()).isEqualTo(SUBMITTED + 1);
        HttpResponse<String> again = rig.send(rerun(json.formatted(latest)));
        assertThat(again.statusCode()).isEqualTo(422);
        assertThat(again.body()).contains("have been submitted since they were chosen", "nothing was charged");
        assertThat(rig.simulator.acceptedCount()).isEqualTo(SUBMITTED + 1);
    }

    @Test
    void whenTheProcessEndsAfterItWasAcceptedThenTheNextOneDoesItOnce() throws Exception {
        restartWith(rig.simulator);
        String id = rig.accepted(rerun("{\"rows\":\"2\",\"pay_again\":true,\"max_cost\":\"none\"}"))
                .path("id")
                .asString();
        restartWith(rig.simulator);
        assertThat(rig.simulator.acceptedCount()).isEqualTo(SUBMITTED);
        rig.serve();
        rig.awaitState(id, "incomplete");
        restartWith(rig.simulator);
        rig.serve();
        assertThat(rig.json("/api/v1/runs/" + id).path("state").asString()).isEqualTo("incomplete");
        assertThat(rig.simulator.acceptedCount()).isEqualTo(SUBMITTED + 1);
    }

    @Test
    void whenTheProcessEndsInTheMiddleThenTheNextOneGoesOnAndPaysForNothingTwice() throws Exception {
        rig.simulator.close();
        Simulator simulator = ApiRig.simulator(Duration.ofMinutes(1));
        restartWith(simulator);
        rig.serve();
        String id = rig.accepted(rerun("{\"rows\":\"2-3\",\"pay_again\":true,\"max_cost\":\"none\"}"))
                .path("id")
                .asString();
        Awaitility.await().until(() -> simulator.acceptedCount() == 2);
        restartWith(simulator);
        rig.serve();
        rig.awaitState(id, "incomplete");
        assertThat(simulator.acceptedCount()).isEqualTo(2);
    }

    @Test
    void whenTheJobRanWithAnotherSheetMeanwhileThenItsRowsAreNotTakenForTheOthers() throws Exception {
        restartWith(rig.simulator);
        rig.run("mugs.csv", "prompt\na lamp\na chair\na table\n", "max_cost=none");
        String id = rig.accepted(rerun("{\"rows\":\"2\",\"pay_again\":true,\"max_cost\":\"none\"}"))
                .path("id")
                .asString();
        rig.serve();
        JsonNode refused = rig.awaitState(id, "incomplete");
        assertThat(refused.path("message").asString()).contains("another sheet");
        Awaitility.await().until(() -> rig.simulator.acceptedCount() == SUBMITTED + 3);
    }

    @Test
    void whenThereIsNothingToRerunThenItSaysSo() throws Exception {
        int before = requested();
        HttpResponse<String> none = rig.send(rerun("{\"select\":\"in_doubt\",\"max_cost\":1}"));
        assertThat(none.statusCode()).isEqualTo(422);
        assertThat(ApiRig.json(none).path("detail").asString()).contains("No rows to rerun");
        assertThat(requested()).isEqualTo(before);
    }

    @Test
    void whenTheJobOrTheFormIsUnknownThenAProblemSaysSo() throws Exception {
        assertThat(rig.send(rig.post("/api/v1/jobs/jars/rerun", "{\"max_cost\":1}"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(rig.send(rig.post("/api/v1/jobs/inbox/jars/rerun", "{\"max_cost\":1}"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(rig.send(rig.to("/api/v1/jobs/mugs/rerun")
                                .header("Content-Type", "text/plain")
                                .POST(HttpRequest.BodyPublishers.ofString("{}")))
                        .statusCode())
                .isEqualTo(415);
        assertThat(rig.send(rig.post("/api/v1/jobs/mugs/repay", "{}")).statusCode())
                .isIn(404, 405);
    }

    @Test
    void whenTheApiIsDescribedThenEveryFieldOfARerunIsInIt() throws Exception {
        JsonNode description = rig.json("/api/v1/openapi.json");
        assertThat(description.path("paths").propertyNames())
                .contains("/api/v1/jobs/{job}/rerun", "/api/v1/jobs/{folder}/{job}/rerun");
        JsonNode form = description.path("components").path("schemas").path("RerunForm");
        assertThat(form.path("properties").propertyNames())
                .containsExactlyInAnyOrderElementsOf(HttpRunOptions.rerunFields());
    }
}
