package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.e2e.Tmpfs;
import dev.reelbatch.simulator.Simulator;
import dev.reelbatch.text.UserException;
import dev.reelbatch.time.Time;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A {@code serve} whose disks are full. */
@Timeout(240)
class HttpFullDiskTest {

    private static final String KITE = "prompt\na kite over the sea\n";
    private static final String BOAT = "prompt,note\na boat at dawn,%s\n".formatted("x".repeat(900_000));

    private static final int ROOM_FOR_THE_DATABASE = 600_000; // bytes; too little for the sheet

    @TempDir
    private Path folder;

    private final Simulator simulator = ApiRig.simulator(Duration.ofSeconds(2));

    @AfterEach
    void close() {
        simulator.close();
    }

    private List<Path> uploads() throws IOException {
        Path uploads = folder.resolve("home/uploads");
        if (!Files.isDirectory(uploads)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(uploads)) {
            return all.toList();
        }
    }

    private void assertFull(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        JsonNode problem = ApiRig.json(answer);
        assertThat(problem.path("detail").asString())
                .contains("Free some space")
                .doesNotContain(folder.toString());
    }

    @Test
    void whenTheDiskOfTheHomeIsFullThenNothingIsPaidOrLeftBehindAndASheetIsTakenOnceThereIsRoom() throws Exception {
        try (Tmpfs disk = Tmpfs.mount(folder.resolve("home"), "32m");
                ApiRig rig = new ApiRig(folder, simulator).serve()) {
            rig.awaitState(
                    rig.run("kites.csv", KITE, "max_cost=none").path("id").asString(), "completed");
            Awaitility.await().until(() -> uploads().isEmpty());
            disk.fill();
            disk.spare(ROOM_FOR_THE_DATABASE);
            assertFull(rig.send(rig.sheetForm("/api/v1/check", "boats.csv", BOAT)));
            assertFull(rig.send(rig.upload("boats.csv", BOAT, "max_cost=none")));
            assertThat(ApiRig.json(rig.get("/readyz")).path("reason").asString())
                    .isEqualTo("disk_full");
            assertThat(uploads()).isEmpty();
            assertThat(rig.json("/api/v1/runs")).hasSize(1);
            assertThat(simulator.acceptedCount()).isEqualTo(1);
            disk.empty();
            rig.awaitState(
                    rig.run("boats.csv", BOAT, "max_cost=none").path("id").asString(), "completed");
            assertThat(simulator.acceptedCount()).isEqualTo(2);
        }
    }

    @Test
    void whenTheDiskForUploadsIsFullThenASheetIsRefusedAndTakenOnceThereIsRoom() throws Exception {
        try (Tmpfs disk = Tmpfs.mount(folder.resolve("spool"), "8m");
                ApiRig rig = new ApiRig(
                                folder,
                                simulator,
                                Map.of(),
                                List.of(),
                                Time.faster(50),
                                Map.of(
                                        "server.tomcat.basedir",
                                        folder.resolve("spool").toString()))
                        .serve()) {
            disk.fill();
            assertFull(rig.send(rig.sheetForm("/api/v1/check", "boats.csv", BOAT)));
            assertFull(rig.send(rig.upload("boats.csv", BOAT, "max_cost=none")));
            assertThat(uploads()).isEmpty();
            assertThat(rig.json("/api/v1/runs")).isEmpty();
            disk.empty();
            rig.awaitState(
                    rig.run("boats.csv", BOAT, "max_cost=none").path("id").asString(), "completed");
            assertThat(simulator.acceptedCount()).isEqualTo(1);
        }
    }

    /** H2 gives up for good when its file can't grow. */
    @Test
    void whenTheDatabaseGivesUpThenServeEndsAndTheNextOneFinishesWhatWasAccepted() throws Exception {
        try (Tmpfs disk = Tmpfs.mount(folder.resolve("home"), "32m")) {
            ApiRig rig = new ApiRig(folder, simulator);
            String id = rig.run("kites.csv", KITE, "max_cost=none").path("id").asString();
            disk.fill();
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> isGivenUp(rig));
            assertFull(rig.get("/api/v1/runs"));
            assertThat(rig.serve().failure().getCause())
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("start `serve` again");
            assertThat(simulator.acceptedCount()).isZero();
            rig.abandon();
            disk.empty();
            try (ApiRig next = new ApiRig(folder, simulator).serve()) {
                next.awaitState(id, "completed");
                assertThat(simulator.acceptedCount()).isEqualTo(1);
            }
        }
    }

    /** Makes the audit longer, and returns true when the database does not answer any more. */
    private static boolean isGivenUp(ApiRig rig) throws IOException, InterruptedException {
        for (int i = 0; i < 100; i++) {
            rig.send(rig.to("/api/v1/schedules/none/run?" + "x".repeat(200)).POST(BodyPublishers.noBody()));
        }
        return rig.get("/readyz").body().contains("\"database\"");
    }
}
