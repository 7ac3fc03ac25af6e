package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.files.Sha256;
import dev.reelbatch.picture.Photos;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Sheets that come over HTTP reach no picture of this machine, whoever ran their job before. */
@Timeout(120)
class HttpPicturesTest {

    private static final String SHEET = "prompt,model,image\na mug,viduq2-pro,mug.png\na cup,viduq2-pro,gone.png\n";

    @TempDir
    private Path folder;

    private ApiRig rig;
    private String failed;

    /** A job of a shell, with a folder of pictures, one row of which needs fixing. */
    @BeforeEach
    void open() throws Exception {
        Photos.write(folder.resolve("work/mug.png"), 400, 400);
        Photos.write(folder.resolve("work/unreleased.png"), 400, 300);
        Cli cli = new Cli(folder);
        Cli.Result run = cli.rehearse(cli.file("work/mugs.csv", SHEET), "--skip-invalid");
        assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(ExitCode.NOT_ALL_DELIVERED);
        failed = Files.readString(folder.resolve("out/failed.csv"));
        Path own = Files.createDirectory(folder.resolve("rig"));
        Files.move(folder.resolve("home/rehearsal"), own.resolve("home"));
        rig = new ApiRig(own, ApiRig.simulator(Duration.ofSeconds(2))).serve();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private String naming(String picture) {
        assertThat(failed).contains("gone.png");
        return failed.replace("gone.png", picture);
    }

    @Test
    void whenACorrectionNamesAPictureOfTheJobsFolderThenItIsRefusedAndNoneIsNamed() throws Exception {
        for (String picture : new String[] {"unreleased.png", "unreleasd.png", "../work/unreleased.png"}) {
            HttpResponse<String> run = rig.send(rig.upload("fixed.csv", naming(picture), "max_cost=none"));
            assertThat(run.statusCode()).as(run.body()).isEqualTo(422);
            assertThat(run.body()).contains("stored with this sheet");
            HttpResponse<String> check = rig.send(rig.sheetForm("/api/v1/check", "fixed.csv", naming(picture)));
            JsonNode found = ApiRig.json(check);
            assertThat(found.path("error_count").asInt()).as(check.body()).isEqualTo(1);
            String alone = "prompt,model,image\na cup,viduq2-pro," + picture + "\n";
            HttpResponse<String> plain = rig.send(rig.sheetForm("/api/v1/check", "alone.csv", alone));
            assertThat(ApiRig.json(plain).path("error_count").asInt())
                    .as(plain.body())
                    .isEqualTo(1);
            for (HttpResponse<String> answer : List.of(run, check, plain)) {
                assertThat(answer.body().replace(picture, ""))
                        .doesNotContain("unreleased", folder.toString(), "uploads");
            }
        }
        assertThat(rig.simulator.acceptedCount()).isZero();
    }

    @Test
    void whenACorrectionNamesAPictureThatTheJobHasSentThenItIsSentAgain() throws Exception {
        String id = rig.run("fixed.csv", naming("mug.png"), "max_cost=none")
                .path("id")
                .asString();
        rig.awaitState(id, "completed");
        String sha256 = Sha256.of(folder.resolve("work/mug.png"));
        assertThat(rig.simulator.accepted()).hasSize(1).anyMatch(task -> task.body()
                .contains(sha256));
    }
}
