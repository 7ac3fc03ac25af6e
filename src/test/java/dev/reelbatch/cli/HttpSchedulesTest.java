package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.SpendingLimits;
import dev.reelbatch.plan.RunLimits;
import dev.reelbatch.plan.RunRequest;
import dev.reelbatch.serve.Schedule;
import dev.reelbatch.serve.ServedJob;
import dev.reelbatch.simulator.Simulator;
import dev.reelbatch.submit.Rate;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Timeout(240)
class HttpSchedulesTest {

    private static final String YEARLY = "0 2 1 1 *";
    private static final String EVERY_MINUTE = "* * * * *";
    private static final RunLimits LIMITS =
            new RunLimits(RowRanges.ALL, Rate.of("600/min"), 20, SpendingLimits.NONE, null, Duration.ofDays(300));

    @TempDir
    private Path folder;

    private final Simulator simulator = ApiRig.simulator(Duration.ofSeconds(2));

    @SuppressWarnings("NullAway.Init") // each test opens it first
    private ApiRig rig;

    @AfterEach
    void close() {
        rig.close();
    }

    private ApiRig open(ServedJob... jobs) throws InterruptedException {
        rig = new ApiRig(folder, simulator, Map.of(), List.of(jobs));
        return rig;
    }

    private ApiRig restart(ServedJob... jobs) throws InterruptedException {
        rig.abandon();
        return open(jobs);
    }

    private ServedJob scheduled(String cron, boolean catchUp) throws IOException {
        Path sheet = Files.writeString(folder.resolve("nightly.csv"), "prompt\na kite over the sea\na boat at dawn\n");
        RunRequest request = new RunRequest(null, "nightly", null, null, null, false, false, LIMITS).served();
        return new ServedJob(
                "nightly",
                "nightly.yaml",
                new ServedJob.Sheet(sheet),
                request.forSheet(sheet, "nightly", folder.resolve("out-nightly")),
                new ServedJob.When(Schedule.parse(cron, ZoneOffset.UTC), catchUp));
    }

    private ServedJob inbox(String name) {
        return new ServedJob(
                name,
                name + ".yaml",
                new ServedJob.HotFolder(folder.resolve(name), Duration.ofMillis(100), false),
                new RunRequest(null, name, null, null, null, false, false, LIMITS).served(),
                null);
    }

    private JsonNode schedule(String name) throws IOException, InterruptedException {
        for (JsonNode one : rig.json("/api/v1/schedules")) {
            if (one.path("name").asString().equals(name)) {
                return one;
            }
        }
        throw new AssertionError(name);
    }

    private JsonNode await(String name, Predicate<JsonNode> wanted) {
        return Awaitility.await().atMost(Duration.ofSeconds(100)).until(() -> schedule(name), wanted::test);
    }

    private HttpResponse<String> post(String path) throws IOException, InterruptedException {
        return rig.send(rig.to("/api/v1/schedules/" + path).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private static Predicate<JsonNode> ended(String outcome) {
        return one -> one.path("state").asString().equals("idle")
                && one.path("last_run").path("outcome").asString().equals(outcome);
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String word) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(ApiRig.json(answer).path("detail").asString()).contains(word);
    }

    @Test
    void whenJobFilesAreListedThenTheyHaveTheirKindAndNextTimeAndNoFolder() throws Exception {
        open(scheduled(YEARLY, false), inbox("drops"));
        HttpResponse<String> all = rig.get("/api/v1/schedules");
        assertThat(all.body()).doesNotContain(folder.toString());
        JsonNode nightly = schedule("nightly");
        assertThat(nightly.path("file").asString()).isEqualTo("nightly.yaml");
        assertThat(nightly.path("kind").asString()).isEqualTo("schedule");
        assertThat(nightly.path("state").asString()).isEqualTo("idle");
        assertThat(nightly.path("next").asString()).endsWith("-01-01T02:00:00Z");
        assertThat(nightly.path("paused").asBoolean()).isFalse();
        assertThat(nightly.path("last_run").isNull()).isTrue();
        assertThat(schedule("drops").path("kind").asString()).isEqualTo("inbox");
        assertThat(schedule("drops").path("next").isNull()).isTrue();
    }

    @Test
    void whenARunIsOrderedThenItIsDoneAlsoByTheNextProcessAndOnce() throws Exception {
        open(scheduled(YEARLY, false));
        HttpResponse<String> ordered = post("nightly/run");
        assertThat(ordered.statusCode()).as(ordered.body()).isEqualTo(202);
        assertThat(ApiRig.json(ordered).path("state").asString()).isEqualTo("waiting");
        restart(scheduled(YEARLY, false)).serve(); // it never began
        JsonNode last = await("nightly", ended("completed")).path("last_run");
        assertThat(last.path("job").asString()).isEqualTo("nightly");
        assertThat(last.path("run").asInt()).isEqualTo(1);
        assertThat(last.path("ended_at").isNull()).isFalse();
        assertThat(simulator.acceptedCount()).isEqualTo(2);
        Awaitility.await().until(() -> rig.session().schedules().orders().isEmpty());
    }

    @Test
    void whenAScheduleIsPausedThenItsTimesPassAlsoAfterARestartUntilItIsResumed() throws Exception {
        open(scheduled(EVERY_MINUTE, true), inbox("drops"));
        HttpResponse<String> paused = post("nightly/pause");
        assertThat(paused.statusCode()).as(paused.body()).isEqualTo(200);
        assertThat(post("nightly/pause").statusCode()).isEqualTo(200);
        JsonNode pause = ApiRig.json(paused);
        assertThat(pause.path("state").asString()).isEqualTo("paused");
        assertThat(pause.path("paused").asBoolean()).isTrue();
        assertThat(pause.path("paused_by").asString()).isEqualTo("owner");
        assertThat(pause.path("paused_at").isNull()).isFalse();
        assertThat(pause.path("next").isNull()).isTrue();
        restart(scheduled(EVERY_MINUTE, true), inbox("drops")).serve();
        assertThat(schedule("nightly").path("state").asString()).isEqualTo("paused");
        drop("drops", "a.csv", "prompt\nan hour of waves\n"); // minutes pass until it has been taken and run
        await("drops", ended("completed"));
        assertThat(schedule("nightly").path("last_run").isNull()).isTrue();
        JsonNode resumed = ApiRig.json(post("nightly/resume"));
        assertThat(resumed.path("paused").asBoolean()).isFalse();
        assertThat(resumed.path("next").isNull()).isFalse();
        await("nightly", one -> one.path("last_run").path("outcome").asString().equals("completed"));
    }

    @Test
    void whenAPausedJobIsOrderedThenItRunsAndStaysPaused() throws Exception {
        open(scheduled(YEARLY, false)).serve();
        post("nightly/pause");
        assertThat(post("nightly/run").statusCode()).isEqualTo(202);
        JsonNode over = await(
                "nightly",
                one -> one.path("state").asString().equals("paused")
                        && one.path("last_run").path("outcome").asString().equals("completed"));
        assertThat(over.path("paused").asBoolean()).isTrue();
    }

    @Test
    void whenAnInboxIsPausedThenItsSheetsLieUntilItIsResumed() throws Exception {
        open(inbox("drops"), inbox("others")).serve();
        await("drops", one -> Files.isDirectory(folder.resolve("drops")));
        post("drops/pause");
        Path sheet = drop("drops", "a.csv", "prompt\na paused kite\n");
        drop("others", "b.csv", "prompt\na boat that sails\n");
        await("others", ended("completed"));
        assertThat(sheet).exists();
        restart(inbox("drops"), inbox("others")).serve();
        drop("others", "c.csv", "prompt\na boat that sails again\n");
        await(
                "others",
                one -> ended("completed").test(one)
                        && one.path("last_run").path("job").asString().equals("others/c"));
        assertThat(sheet).exists();
        assertThat(schedule("drops").path("last_run").isNull()).isTrue();
        post("drops/resume");
        assertThat(await("drops", ended("completed"))
                        .path("last_run")
                        .path("job")
                        .asString())
                .isEqualTo("drops/a");
        assertThat(sheet).doesNotExist();
    }

    private Path drop(String inbox, String name, String csv) throws IOException {
        Files.createDirectories(folder.resolve(inbox));
        return Files.writeString(folder.resolve(inbox).resolve(name), csv);
    }

    @Test
    void whenSomethingIsAskedThatCannotBeThenTheAnswerSaysSo() throws Exception {
        open(scheduled(YEARLY, false), inbox("drops"));
        for (String action : List.of("run", "pause", "resume")) {
            assertProblem(post("nightli/" + action), 404, "nightli");
        }
        assertProblem(post("drops/run"), 422, "drops");
        assertThat(rig.session().schedules().orders()).isEmpty();
        assertThat(post("nightly/stop").statusCode()).isEqualTo(404);
        assertThat(rig.get("/api/v1/schedules/nightly/run").statusCode()).isEqualTo(405);
        assertThat(post("nightly/resume").statusCode()).isEqualTo(200); // it was not paused
    }

    @Test
    void whenAJobFileIsResumedThatIsNotPausedThenItsMissedTimeIsStillCaughtUp() throws Exception {
        open();
        rig.session().schedules().handled("nightly", Instant.parse("2020-01-01T02:00:00Z"));
        restart(scheduled(YEARLY, true));
        assertThat(post("nightly/resume").statusCode()).isEqualTo(200);
        rig.serve();
        await("nightly", ended("completed"));
        assertThat(simulator.acceptedCount()).isEqualTo(2);
    }
}
