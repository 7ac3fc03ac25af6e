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
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Dropped sheets whose price an admin has to approve. A video costs 2.84; more than 5 needs an approval. */
@Timeout(240)
class HttpInboxApprovalTest extends WithServedHome {

    private static final String TWO = "prompt\na kite\na boat\n";
    private static final Duration LONG = Duration.ofSeconds(60);

    @Override
    Map<String, String> settings() {
        return Map.of("reelbatch.approve-above", "5");
    }

    @Override
    List<ServedJob> jobs() throws Exception {
        return List.of(ApiRig.inbox(folder.resolve("inbox")));
    }

    private void drop(String name, String sheet) throws IOException {
        Path file = folder.resolve("inbox").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, sheet);
    }

    private HttpResponse<String> post(JsonNode run, String action) throws IOException, InterruptedException {
        String path = "/api/v1/runs/" + run.path("id").asString() + "/" + action;
        return rig.send(rig.to(path).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private List<JsonNode> runs(String state) throws IOException, InterruptedException {
        return StreamSupport.stream(rig.json("/api/v1/runs").spliterator(), false)
                .filter(run -> run.path("state").asString().equals(state))
                .toList();
    }

    private JsonNode await(String state, int count) {
        return Awaitility.await()
                .atMost(LONG)
                .until(() -> runs(state), runs -> runs.size() == count)
                .get(0);
    }

    private String page(String subfolder, String words) {
        return Awaitility.await()
                .atMost(LONG)
                .ignoreExceptions()
                .until(() -> pages(subfolder), pages -> pages.contains(words));
    }

    private String pages(String subfolder) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(folder.resolve("inbox").resolve(subfolder))) {
            for (Path page :
                    files.filter(file -> file.toString().endsWith(".html")).toList()) {
                all.append(Files.readString(page));
            }
        }
        return all.toString();
    }

    @Test
    void whenADroppedSheetIsDearThenItWaitsAlsoAfterARestartUntilAnAdminApprovesIt() throws Exception {
        rig.serve();
        drop("two.csv", TWO);
        JsonNode waiting = await("waiting_for_approval", 1);
        assertThat(waiting.path("job").asString()).isEqualTo("inbox/two");
        assertThat(waiting.path("job_file").asString()).isEqualTo("inbox");
        assertThat(waiting.path("requested_by").asString()).isEmpty();
        assertThat(waiting.path("price").path("CNY").decimalValue()).isEqualByComparingTo("5.68");
        String page = page("working", "Your sheet is waiting for approval");
        assertThat(page).contains("would cost 5.68 CNY", "more than 5", "the person who runs reelbatch", "你的表格正在等待批准");
        JsonNode schedule = rig.json("/api/v1/schedules").get(0);
        assertThat(schedule.path("state").asString()).isEqualTo("waiting_for_approval");
        assertThat(schedule.path("approval").path("id")).isEqualTo(waiting.path("id"));
        assertThat(rig.get("/folders").body())
                .contains("/runs/" + waiting.path("id").asString(), "two.csv", "Waits for approval");

        restart();
        rig.users().add("lead", User.Role.ADMIN, null, null);
        rig.serve();
        page = page("working", "lead");
        assertThat(page).contains("Can be approved by", "5.68 CNY");
        assertThat(await("waiting_for_approval", 1).path("id")).isEqualTo(waiting.path("id"));
        assertThat(rig.simulator.acceptedCount()).isZero();

        assertThat(post(waiting, "approve").statusCode()).isEqualTo(202);
        JsonNode done = await("completed", 1);
        page("done", "two.csv");
        assertThat(done.path("approved_by").asString()).isEqualTo("owner");
        assertThat(done.path("exit_code").asInt(-1)).isZero();
        assertThat(rig.simulator.acceptedCount()).isEqualTo(2);
        Awaitility.await().untilAsserted(() -> assertThat(rig.get("/folders").body())
                .doesNotContain("/runs/" + waiting.path("id").asString()));
        assertThat(rig.get("/jobs/inbox/two").body()).contains("Its latest run is by the job file");
        assertThat(post(waiting, "approve").statusCode()).isEqualTo(409);
    }

    @Test
    void whenADearSheetIsRefusedThenItComesBackAndNeedsAnotherApprovalWhenItIsDroppedAgain() throws Exception {
        rig.serve();
        drop("two.csv", TWO);
        post(await("waiting_for_approval", 1), "stop");
        assertThat(page("failed", "two.csv"))
                .contains("It was not approved: owner stopped it.", "Ask that person", "没有得到批准：owner 停止了它。");
        assertThat(await("stopped", 1).path("message").asString()).contains("not approved: owner");

        drop("two.csv", TWO);
        JsonNode again = await("waiting_for_approval", 1);
        post(again, "approve");
        page("done", "two.csv");
        assertThat(rig.simulator.acceptedCount()).isEqualTo(2);
        drop("two.csv", TWO); // nothing is to be paid any more
        Awaitility.await().atMost(LONG).until(() -> runs("waiting_for_approval").isEmpty());
        Awaitility.await().atMost(LONG).until(() -> pages("done").contains("This time nothing was charged."));
        assertThat(rig.json("/api/v1/runs")).hasSize(3);
    }

    @Test
    void whenASheetChangesAfterItWasLookedAtThenTheApprovalDoesNotHold() throws Exception {
        rig.serve();
        drop("two.csv", TWO);
        JsonNode first = await("waiting_for_approval", 1);
        Files.writeString(folder.resolve("inbox/working/two.csv"), TWO + "a mug\n");
        post(first, "approve");
        await("stopped", 1);
        JsonNode second = await("waiting_for_approval", 1);
        assertThat(second.path("price").path("CNY").decimalValue()).isEqualByComparingTo("8.52");
        assertThat(rig.json("/api/v1/runs/" + first.path("id").asString())
                        .path("message")
                        .asString())
                .contains(second.path("id").asString());
        assertThat(rig.simulator.acceptedCount()).isZero();
        post(second, "approve");
        page("done", "two.csv");
        assertThat(rig.simulator.acceptedCount()).isEqualTo(3);
    }

    @Test
    void whenTheAnswerComesBetweenTwoProcessesThenTheNextOneGoesByIt() throws Exception {
        rig.users().add("anna", User.Role.RUN, null, null);
        rig.serve();
        drop("anna/two.csv", TWO);
        drop("anna/cheap.csv", "prompt\na jug\n");
        page("anna/done", "cheap.csv");
        JsonNode two = await("waiting_for_approval", 1);
        assertThat(two.path("requested_by").asString()).isEqualTo("anna");
        drop("other.csv", "prompt\na pan\na cup\n");
        JsonNode other = await("waiting_for_approval", 2);

        restart(); // answers, and begins nothing yet
        post(two, "approve");
        post(other, "stop");
        restart();
        rig.serve();
        page("anna/done", "two.csv");
        page("failed", "other.csv");
        assertThat(await("completed", 2).path("id")).isEqualTo(two.path("id"));
        assertThat(rig.simulator.acceptedCount()).isEqualTo(3);
        restart();
        rig.serve();
        assertThat(runs("waiting_for_approval")).isEmpty();
    }

    @Test
    void whenTheSheetOfAWaitingRunIsRemovedThenTheNextStartEndsIt() throws Exception {
        rig.serve();
        drop("two.csv", TWO);
        JsonNode run = await("waiting_for_approval", 1);
        rig.abandon();
        Files.delete(folder.resolve("inbox/working/two.csv"));
        reopen();
        rig.serve();
        assertThat(await("stopped", 1).path("id")).isEqualTo(run.path("id"));
        assertThat(post(run, "approve").statusCode()).isEqualTo(409);
    }
}
