package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.simulator.Simulator;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** A server that ends, or is stopped, at a moment of its own. */
@Timeout(120)
class HttpApiEndTest extends WithServedHome {

    private static final String TWO = "prompt\na kite over the sea\na boat at dawn\n";

    @Test
    void whenTheServerStartsThenOnlyTheOwnerOfTheHomeCanReadItsToken() throws Exception {
        Path file = rig.home.folder().resolve("server.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).contains(rig.url("/").toString().replaceFirst("/$", ""));
        rig.abandon();
        assertThat(file).doesNotExist();
        rig = new ApiRig(folder, rig.simulator);
    }

    @Test
    void whenARunWasAcceptedThenTheNextProcessDoesItOnce() throws Exception {
        String id = rig.run("mugs.csv", TWO, "max_cost=none", "fresh=true")
                .path("id")
                .asString();
        assertThat(rig.json("/api/v1/runs/" + id).path("state").asString()).isEqualTo("queued");
        Simulator simulator = rig.simulator;
        rig.abandon();
        rig = new ApiRig(folder, simulator).serve();
        rig.awaitState(id, "completed");
        assertThat(simulator.acceptedCount()).isEqualTo(2);
        rig.abandon();
        rig = new ApiRig(folder, simulator).serve();
        assertThat(rig.json("/api/v1/runs/" + id).path("state").asString()).isEqualTo("completed");
        assertThat(simulator.acceptedCount()).as("after yet another start").isEqualTo(2);
    }

    @Test
    void whenTheProcessEndsInTheMiddleOfAFreshRunThenTheNextOneGoesOnWithIt() throws Exception {
        rig.close();
        Simulator simulator = ApiRig.simulator(Duration.ofMinutes(1));
        rig = new ApiRig(folder, simulator).serve();
        String id = rig.run("mugs.csv", TWO, "max_cost=none", "fresh=true")
                .path("id")
                .asString();
        rig.awaitState(id, "running");
        Awaitility.await().until(() -> simulator.acceptedCount() == 2);
        rig.abandon();
        rig = new ApiRig(folder, simulator).serve();
        rig.awaitState(id, "completed");
        assertThat(simulator.acceptedCount()).isEqualTo(2);
    }

    @Test
    void whenARunIsStoppedThenNothingMoreIsSubmittedAndTheSameSheetResumes() throws Exception {
        rig.close();
        Simulator simulator = ApiRig.simulator(Duration.ofMinutes(2));
        rig = new ApiRig(folder, simulator).serve();
        String id = rig.run("mugs.csv", TWO, "max_cost=none").path("id").asString();
        rig.awaitState(id, "running");
        Awaitility.await().until(() -> simulator.acceptedCount() == 2);
        HttpResponse<String> stopped =
                rig.send(rig.to("/api/v1/runs/" + id + "/stop").POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(stopped.statusCode()).isEqualTo(202);
        rig.awaitState(id, "stopped");
        String next = rig.run("mugs.csv", TWO, "max_cost=none").path("id").asString();
        rig.awaitState(next, "completed");
        assertThat(simulator.acceptedCount()).isEqualTo(2);
    }

    @Test
    void whenARunThatWaitsIsStoppedThenItNeverBegins() throws Exception {
        String id = rig.run("mugs.csv", TWO, "max_cost=none").path("id").asString();
        rig.send(rig.to("/api/v1/runs/" + id + "/stop").POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(rig.json("/api/v1/runs/" + id).path("state").asString()).isEqualTo("stopped");
        rig.serve();
        String other = rig.run("boats.csv", "prompt\nanother boat\n", "max_cost=none")
                .path("id")
                .asString();
        rig.awaitState(other, "completed");
        assertThat(rig.simulator.acceptedCount()).isEqualTo(1);
    }

    @Test
    void whenARunIsFollowedThenItsProgressAndItsEndArrive() throws Exception {
        String id = rig.run("mugs.csv", TWO, "max_cost=none").path("id").asString();
        CompletableFuture<String> events = CompletableFuture.supplyAsync(() -> {
            try {
                return rig.get("/api/v1/runs/" + id + "/events").body();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        rig.serve();
        assertThat(events.join())
                .contains("event:progress")
                .contains("\"delivered\":2")
                .contains("event:end")
                .contains("\"outcome\":\"completed\"")
                .contains("\"exit_code\":0");
        assertThat(rig.get("/api/v1/runs/" + id + "/events").body())
                .as("after its end")
                .contains("event:end");
    }

    @Test
    void whenARunIsRefusedAfterItWasAcceptedThenItsMessageNamesNoFolder() throws Exception {
        String id = rig.run("mugs.csv", TWO, "max_cost=none").path("id").asString();
        FileSystemUtils.deleteRecursively(rig.home.folder().resolve("uploads").toFile());
        rig.serve();
        JsonNode refused = rig.awaitState(id, "incomplete");
        assertThat(refused.path("exit_code").asInt()).isEqualTo(2);
        assertThat(refused.path("message").asString()).isNotBlank().doesNotContain(folder.toString(), "--");
        assertThat(rig.simulator.acceptedCount()).isZero();
    }
}
