package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.RowRanges;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Runs that commands did without a {@code serve} are runs like the others for the next one, which resumes none. */
@Timeout(120)
class ShellRunsTest {

    @TempDir
    private Path folder;

    private ApiRig rig;

    @BeforeEach
    void open() throws Exception {
        rig = new ApiRig(folder, ApiRig.simulator(Duration.ofSeconds(1)));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void whenServeStartsThenRunsOfBeforeHaveTheirPagesWithTheirEnd() throws Exception {
        Path done = Files.writeString(folder.resolve("done.csv"), "prompt\na kite\n");
        Path failed = Files.writeString(folder.resolve("failed.csv"), "prompt\na jug [fails]\na boat\n");
        Path cut = Files.writeString(folder.resolve("cut.csv"), "prompt\na cup\na bowl\na mug\n");
        run(done, "done", false);
        run(failed, "failed", false);
        run(cut, "cut", true);
        int before = rig.simulator.acceptedCount();
        rig.serve();
        Awaitility.await().until(() -> rig.json("/api/v1/runs").size() == 3);
        JsonNode runs = rig.json("/api/v1/runs");
        assertThat(runs.get(0).path("job").asString()).isEqualTo("cut");
        assertThat(runs.get(0).path("state").asString()).isEqualTo("stopped");
        assertThat(runs.get(1).path("state").asString()).isEqualTo("incomplete");
        assertThat(runs.get(2).path("state").asString()).isEqualTo("completed");
        HttpResponse<String> page = rig.get("/runs/" + runs.get(1).path("id").asString() + "?row=2");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("a jug [fails]", "by a command", "id=\"panel\"");
        assertThat(rig.simulator.acceptedCount()).as("nothing is resumed").isEqualTo(before);
    }

    private void run(Path sheet, String job, boolean cut) {
        rig.run(
                ApiRig.request(sheet, job, false, RowRanges.ALL).forSheet(sheet, job, folder.resolve("out/" + job)),
                cut);
    }
}
