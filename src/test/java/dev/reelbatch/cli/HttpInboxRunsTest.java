package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.User;
import dev.reelbatch.serve.ServedJob;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Runs of dropped sheets are runs like those that are requested: listed, followed, stopped. */
@Timeout(240)
class HttpInboxRunsTest extends WithServedHome {

    private static final String TWO = "prompt\na mug\na jug\n";
    private static final Duration LONG = Duration.ofSeconds(60);

    @Override
    List<ServedJob> jobs() throws Exception {
        return List.of(ApiRig.inbox(folder.resolve("inbox")));
    }

    @Override
    Duration generation() {
        return Duration.ofSeconds(100);
    }

    @BeforeEach
    void addAnnaAndServe() throws Exception {
        rig.users().add("anna", User.Role.RUN, null, null);
        rig.serve();
    }

    private void drop(String name, String sheet) throws IOException {
        Path file = folder.resolve("inbox").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, sheet);
    }

    private HttpResponse<String> post(String path) throws IOException, InterruptedException {
        return rig.send(rig.to("/api/v1/" + path).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private List<JsonNode> runs() throws IOException, InterruptedException {
        return StreamSupport.stream(rig.json("/api/v1/runs").spliterator(), false)
                .filter(run -> run.path("job_file").asString().equals("inbox"))
                .toList();
    }

    private JsonNode await(String state, int runs) {
        return Awaitility.await()
                .atMost(LONG)
                .until(
                        () -> runs(),
                        all -> all.size() == runs
                                && all.get(0).path("state").asString().equals(state))
                .get(0);
    }

    private static String id(JsonNode run) {
        return run.path("id").asString();
    }

    private long paidFor(String prompt) {
        return rig.simulator.accepted().stream()
                .filter(submit -> submit.prompt().equals(prompt))
                .count();
    }

    @Test
    void whenASheetIsDroppedThenItsRunIsListedAndFollowed() throws Exception {
        drop("anna/two.csv", TWO);
        JsonNode running = await("running", 1);
        assertThat(running.path("job").asString()).isEqualTo("inbox/anna/two");
        assertThat(running.path("requested_by").asString()).isEqualTo("anna");
        assertThat(running.path("price").isNull()).isTrue();
        assertThat(rig.get("/api/v1/runs/" + id(running) + "/events").body()).contains("event:progress", "event:end");
        JsonNode done = rig.json("/api/v1/runs/" + id(running));
        assertThat(done.path("state").asString()).isEqualTo("completed");
        assertThat(done.path("exit_code").asInt(-1)).isZero();
        assertThat(done.path("counts").path("delivered").asInt()).isEqualTo(2);
        assertThat(rig.get("/api/v1/runs/" + id(running) + "/files/manifest.csv")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void whenTheRunOfADroppedSheetIsStoppedThenTheSheetIsReturnedAndTheNextDropIsAnotherRun() throws Exception {
        drop("two.csv", TWO);
        JsonNode running = await("running", 1);
        Awaitility.await().until(() -> paidFor("a mug") == 1 && paidFor("a jug") == 1);
        assertThat(post("runs/" + id(running) + "/stop").statusCode()).isEqualTo(202);
        rig.awaitState(id(running), "stopped");
        Awaitility.await().atMost(LONG).until(() -> isIn("failed"));
        drop("two.csv", TWO);
        assertThat(id(await("completed", 2))).isNotEqualTo(id(running));
        assertThat(paidFor("a mug")).isEqualTo(1);
        assertThat(paidFor("a jug")).isEqualTo(1);
    }

    private boolean isIn(String subfolder) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("inbox").resolve(subfolder))) {
            return files.anyMatch(file -> file.toString().endsWith(".csv"));
        }
    }

    @Test
    void whenASheetHasMistakesThenItsRunSaysSo() throws Exception {
        drop("two.csv", "prompt,duration\na mug,99\n");
        JsonNode refused = await("incomplete", 1);
        assertThat(refused.path("exit_code").asInt()).isEqualTo(2);
        assertThat(refused.path("message").asString()).startsWith("Nothing was submitted");
    }

    @Test
    void whenTheProcessEndsInARunThenItStaysTheSameRunAndIsPaidForOnce() throws Exception {
        drop("two.csv", TWO);
        JsonNode dropped = await("running", 1);
        Awaitility.await().atMost(LONG).until(() -> rig.simulator.acceptedCount() == 2);
        restart();
        rig.serve();
        assertThat(id(await("completed", 1))).isEqualTo(id(dropped));
        assertThat(rig.simulator.acceptedCount()).isEqualTo(2);
    }
}
