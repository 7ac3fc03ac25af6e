package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.SpendingLimits.Budget;
import dev.reelbatch.ledger.User;
import dev.reelbatch.serve.ServedJob;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Sheets dropped into the folders of people, as callers of the HTTP API see them. A video costs 2.84. */
@Timeout(180)
class HttpInboxTest extends WithServedHome {

    @Override
    Map<String, String> settings() {
        return Map.of("reelbatch.budget-zone", HttpBudgetTest.zoneInTheMorning());
    }

    @Override
    List<ServedJob> jobs() throws Exception {
        return List.of(ApiRig.inbox(folder.resolve("inbox")));
    }

    @BeforeEach
    void serve() throws Exception {
        rig.serve();
    }

    private void drop(String person, String name, String sheet) throws IOException {
        Path own = Files.createDirectories(folder.resolve("inbox").resolve(person));
        Files.writeString(own.resolve(name), sheet);
    }

    /** Returns the file that the folder of a person has in a subfolder, once there is one. */
    private Path await(String person, String subfolder, String nameEnds) {
        Path in = folder.resolve("inbox").resolve(person).resolve(subfolder);
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(
                        () -> {
                            try (Stream<Path> files = Files.list(in)) {
                                return files.filter(file -> file.toString().endsWith(nameEnds))
                                        .findFirst()
                                        .orElseThrow();
                            }
                        },
                        Files::exists);
    }

    private HttpResponse<String> post(String action, String json) throws IOException, InterruptedException {
        return rig.send(rig.post("/api/v1/jobs/inbox/Anna/" + action, json));
    }

    private JsonNode done(String action, String json) {
        HttpResponse<String> answer = Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> post(action, json), it -> it.statusCode() != 409);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
        return ApiRig.json(answer);
    }

    @Test
    void whenAUserHasTheNameOfAFolderThenItsSheetsAreWithinTheUsersBudget() throws Exception {
        rig.users().add("anna", User.Role.RUN, null, Budget.parse("6/day").orElseThrow());
        drop("Anna", "four.csv", "prompt\na kite\na boat\na mug\na jug\n");
        assertThat(await("Anna", "failed", "four.csv.errors.txt"))
                .content()
                .contains("11.36 CNY", "6.00 CNY is left", "of anna", "6/day");
        assertThat(rig.simulator.acceptedCount()).isZero();

        drop("Anna", "two.csv", "prompt\na kite\na boat\n");
        await("Anna", "done", "two.csv");
        drop("Anna", "one.csv", "prompt\na mug\n");
        assertThat(await("Anna", "failed", "one.csv.errors.txt")).content().contains("0.32 CNY is left");
        String token = rig.users().newToken("anna");
        HttpResponse<String> over = rig.send(rig.upload("mug.csv", "prompt\na mug\n", "max_cost=none")
                .setHeader("Authorization", "Bearer " + token));
        assertThat(ApiRig.json(over).path("detail").asString()).contains("0.32 CNY is left");
        assertThat(rig.simulator.acceptedCount()).isEqualTo(2);

        rig.users().change("anna", User.Role.RUN, null);
        drop("Anna", "three.csv", "prompt\na mug\na jug\na pan\n");
        await("Anna", "done", "three.csv");
        drop("ben", "more.csv", "prompt\na cup\na can\na cat\n");
        await("ben", "done", "more.csv");
        assertThat(rig.simulator.acceptedCount()).isEqualTo(8);
    }

    @Test
    void whenAJobIsASheetOfAPersonsFolderThenItsPathHasThreeParts() throws Exception {
        drop("Anna", "launch.csv", "prompt\na kite\na bowl [fails]\n");
        await("Anna", "failed", "launch.csv");
        assertThat(rig.json("/api/v1/jobs/inbox/Anna/launch").path("job").asString())
                .isEqualTo("inbox/Anna/launch");
        String rerun = done("launch/rerun", "{\"select\":\"failed\",\"max_cost\":\"none\"}")
                .path("id")
                .asString();
        rig.awaitState(rerun, "incomplete");
        assertThat(rig.simulator.acceptedCount()).isEqualTo(3);
        assertThat(done("launch/resolve", "{\"select\":\"in_doubt\",\"charged\":true}")
                        .path("videos")
                        .asInt())
                .isZero();
        assertThat(done("launch/cancel", "{\"select\":\"all\"}").path("videos").asInt())
                .isZero();
        assertThat(done("launch/accept", "{\"select\":\"failed\"}").path("rows").asString())
                .isEqualTo("3");
    }

    @ParameterizedTest
    @CsvSource({"rerun", "accept", "resolve", "cancel"})
    void whenThereIsNoSuchSheetInAPersonsFolderThenAProblemSaysSo(String action) throws Exception {
        HttpResponse<String> answer = post("jars/" + action, "{}");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(ApiRig.json(answer).path("detail").asString()).contains("inbox/Anna/jars");
    }
}
