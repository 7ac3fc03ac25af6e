package dev.reelbatch.simulator;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.simulator.SimulatorSettings.KeyForm;
import dev.reelbatch.time.SettableTime;
import dev.reelbatch.time.Time;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SimulatorTest {

    private static final SimulatorSettings MINUTE =
            SimulatorSettings.defaults().generationTime(Duration.ofSeconds(60)).generationSigma(0);

    private final SettableTime time = new SettableTime();

    @Test
    void whenTimePassesThenTaskGoesFromPendingToSuccess() throws Exception {
        try (Simulator simulator = Simulator.start(MINUTE, time)) {
            Caller caller = new Caller(simulator);
            String task = caller.taskOf("A kite");
            assertThat(caller.status(task).path("output").path("task_status").asString())
                    .isEqualTo("Pending");
            time.advance(Duration.ofSeconds(30));
            JsonNode running = caller.status(task);
            assertThat(running.path("output").path("task_status").asString()).isEqualTo("Running");
            assertThat(running.path("output").has("urls")).isFalse();
            time.advance(Duration.ofSeconds(30));
            JsonNode done = caller.status(task);
            assertThat(done.path("output").path("task_status").asString()).isEqualTo("Success");
            assertThat(done.path("output").path("task_id").asString()).isEqualTo(task);
            long took = done.path("output").path("finish_time").asLong()
                    - done.path("output").path("submit_time").asLong();
            assertThat(took).isEqualTo(60);
            assertThat(done.path("usage").path("duration").asInt()).isEqualTo(4);
            assertThat(done.path("request_id").asString()).isEmpty();
        }
    }

    @Test
    void whenTaskSucceedsThenItsVideoIsAnMp4OnAnotherHost() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults().generationTime(Duration.ZERO), time)) {
            Caller caller = new Caller(simulator);
            URI url = caller.videoOf(caller.taskOf("A kite"));
            HttpResponse<byte[]> video = caller.fetch(url);
            assertThat(url.getHost()).isNotEqualTo(simulator.apiUrl().getHost());
            assertThat(video.statusCode()).isEqualTo(200);
            assertThat(video.headers().firstValue("Content-Type")).contains("video/mp4");
            assertThat(video.headers().firstValueAsLong("Content-Length")).hasValue(video.body().length);
            assertThat(new String(video.body(), 4, 4, US_ASCII)).isEqualTo("ftyp");
            assertThat(simulator.keySeenByVideoHost()).isFalse();
            caller.fetch(url, "Authorization", "secret");
            assertThat(simulator.keySeenByVideoHost()).isTrue();
        }
    }

    @Test
    void whenARealVideoIsMadeThenItsDraftMustHaveSucceededWithinAWeek() throws Exception {
        try (Simulator simulator = Simulator.start(MINUTE, time)) {
            Caller caller = new Caller(simulator);
            String draft = Caller.taskId(caller.post(
                    "{\"model\":\"seedance\",\"input\":{\"content\":[{\"type\":\"text\",\"text\":\"A kite\"}]},"
                            + "\"parameters\":{\"draft\":true,\"duration\":8,\"resolution\":\"480p\"}}",
                    "secret"));
            assertThat(real(caller, draft).statusCode()).isEqualTo(400);
            time.advance(Duration.ofSeconds(60));
            assertThat(SimulatedTask.of(draft)).get().satisfies(task -> {
                assertThat(task.draft()).isTrue();
                assertThat(task.clip()).isEqualTo(new SampleClip(864, 496, 8));
            });
            String real = Caller.taskId(real(caller, draft));
            assertThat(SimulatedTask.of(real)).get().satisfies(task -> {
                assertThat(task.draft()).isFalse();
                assertThat(task.clip()).isEqualTo(new SampleClip(1280, 720, 8));
                assertThat(task.seconds()).isEqualTo(8);
            });
            for (String other : List.of("cgt-foreign", caller.taskOf("A kite"), real)) {
                time.advance(Duration.ofSeconds(60));
                assertThat(real(caller, other).body()).contains("param_error", "not the task of a draft");
            }
            time.advance(Duration.ofDays(7));
            assertThat(real(caller, draft).statusCode()).isEqualTo(400);
        }
    }

    private static HttpResponse<String> real(Caller caller, String draft) throws Exception {
        return caller.post(
                "{\"model\":\"seedance\",\"input\":{\"content\":[{\"type\":\"draft_task\",\"draft_task\":{\"id\":\""
                        + draft + "\"}}]}}",
                "secret");
    }

    @Test
    void whenSubmitIsAcceptedThenItIsCountedAndRemembered() throws Exception {
        try (Simulator simulator = Simulator.start(MINUTE, time)) {
            Caller caller = new Caller(simulator);
            HttpResponse<String> answer = caller.submit("A kite");
            caller.submit("[moderated] A kite");
            caller.askFor(Caller.taskId(answer));
            assertThat(simulator.accepted()).singleElement().satisfies(accepted -> {
                assertThat(accepted.taskId()).isEqualTo(Caller.taskId(answer));
                assertThat(accepted.requestId())
                        .isEqualTo(Caller.json(answer).path("request_id").asString());
                assertThat(accepted.prompt()).isEqualTo("A kite");
            });
            assertThat(simulator.acceptedCount()).isEqualTo(1);
            assertThat(simulator.submitCalls()).isEqualTo(2);
            assertThat(simulator.submitArrivals()).hasSize(2);
            assertThat(simulator.statusCalls()).isEqualTo(1);
            assertThat(simulator.downloadCalls()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "[fails] A kite, Failure, 0",
        "[expires] A kite, Expired, 0",
        "[cancelled] A kite, Cancelled, 0",
        "[stuck] A kite, Running, 0",
        "[no videos] A kite, Success, 0",
        "[two videos] A kite, Success, 2",
    })
    void whenPromptHasMarkerThenTaskEndsSo(String prompt, String status, int urls) throws Exception {
        try (Simulator simulator = Simulator.start(MINUTE, time)) {
            Caller caller = new Caller(simulator);
            String task = caller.taskOf(prompt);
            time.advance(Duration.ofDays(400));
            JsonNode output = caller.status(task).path("output");
            assertThat(output.path("task_status").asString()).isEqualTo(status);
            assertThat(output.path("urls").size()).isEqualTo(urls);
            assertThat(output.has("error_message")).isEqualTo(!status.matches("Success|Running"));
        }
    }

    @Test
    void whenPromptIsModeratedThenSubmitIsRefused() throws Exception {
        try (Simulator simulator = Simulator.start(MINUTE, time)) {
            HttpResponse<String> refused = new Caller(simulator).submit("[moderated] A kite");
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(Caller.errorCode(refused)).isEqualTo("sensitive_check_error");
            assertThat(simulator.acceptedCount()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not JSON",
                "[]",
                "{\"input\":{\"prompt\":\"A kite\"}}",
                "{\"model\":\"openai/sora-2/text-to-video\",\"input\":{\"prompt\":\" \"}}",
                "{\"model\":\"openai/sora-2/text-to-video\",\"input\":{\"prompt\":\"A\"},"
                        + "\"parameters\":{\"size\":\"1792x1024\"}}",
                "{\"model\":\"openai/sora-2/text-to-video\",\"input\":{\"prompt\":\"A\"},"
                        + "\"parameters\":{\"duration\":\"4\"}}",
                "{\"model\":\"openai/sora-2/text-to-video-pro\",\"input\":{\"prompt\":\"A\"},"
                        + "\"parameters\":{\"duration\":5}}",
            })
    void whenRequestIsInvalidThenParamError(String body) throws Exception {
        try (Simulator simulator = Simulator.start(MINUTE, time)) {
            HttpResponse<String> refused = new Caller(simulator).post(body, "secret");
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(Caller.errorCode(refused)).isEqualTo("param_error");
        }
    }

    @Test
    void whenModelIsUnknownThenNearestClipAndItsOwnDuration() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults().generationTime(Duration.ZERO), time)) {
            Caller caller = new Caller(simulator);
            String task =
                    Caller.taskId(caller.post(Caller.body("Wan-AI/Wan2.5-T2V", "A kite", "1920*1080", 10), "secret"));
            assertThat(SimulatedTask.of(task).orElseThrow().clip()).isEqualTo(new SampleClip(1792, 1024, 8));
            assertThat(caller.status(task).path("usage").path("duration").asInt())
                    .isEqualTo(10);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "right, ANY, 200",
        "Bearer right, ANY, 200",
        "wrong, ANY, 401",
        "Bearer right, PLAIN, 401",
        "right, BEARER, 401",
        "Bearer right, BEARER, 200",
    })
    void whenKeyComesThenItIsCheckedInItsForm(String header, KeyForm form, int status) throws Exception {
        SimulatorSettings settings = MINUTE.apiKey("right").keyForm(form);
        try (Simulator simulator = Simulator.start(settings, time)) {
            HttpResponse<String> answer =
                    new Caller(simulator).post(Caller.body(Caller.SORA, "A kite", "720x1280", 4), header);
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(simulator.acceptedCount()).isEqualTo(status == 200 ? 1 : 0);
            assertThat(status == 200 || answer.body().contains("Validate Certification failed"))
                    .isTrue();
        }
    }

    @Test
    void whenTaskIdIsUnknownThenAnErrorInTheApisForm() throws Exception {
        try (Simulator simulator = Simulator.start(MINUTE, time)) {
            HttpResponse<String> answer = new Caller(simulator).askFor("4b1f");
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(Caller.errorCode(answer)).isEqualTo("task_not_found");
        }
    }

    @Test
    void whenTimeIsFasterThenTasksEndSooner() throws Exception {
        try (Simulator simulator = Simulator.start(MINUTE, Time.faster(60))) {
            SimulatedTask simulatedTask =
                    SimulatedTask.of(new Caller(simulator).taskOf("A kite")).orElseThrow();
            assertThat(simulatedTask.generation()).isEqualTo(Duration.ofSeconds(1));
        }
    }
}
