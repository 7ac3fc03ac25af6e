package dev.reelbatch.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A minimal client. */
record Caller(Simulator simulator) {

    static final String SORA = "openai/sora-2/text-to-video";

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    HttpResponse<String> submit(String prompt) throws Exception {
        return post(body(SORA, prompt, "720x1280", 4), "secret");
    }

    HttpResponse<String> post(String body, String authorization) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(simulator.apiUrl() + "/v1/tasks/submit"))
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(5))
                .POST(BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    String taskOf(String prompt) throws Exception {
        return taskId(submit(prompt));
    }

    HttpResponse<String> askFor(String taskId) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(simulator.apiUrl() + "/v1/tasks/status?task_id=" + taskId))
                .header("Authorization", "secret")
                .timeout(Duration.ofSeconds(5))
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    JsonNode status(String taskId) throws Exception {
        return json(askFor(taskId));
    }

    URI videoOf(String taskId) throws Exception {
        return URI.create(status(taskId).path("output").path("urls").path(0).asString("no video of this task"));
    }

    HttpResponse<byte[]> fetch(URI url, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(5));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    }

    static String taskId(HttpResponse<String> accepted) {
        return json(accepted).path("output").path("task_id").asString("");
    }

    static String errorCode(HttpResponse<String> refused) {
        return json(refused).path("error").path("code").asString("");
    }

    static JsonNode json(HttpResponse<String> response) {
        Optional<ObjectNode> object = SimulatorJson.object(response.body());
        return object.orElseThrow(() -> new AssertionError("No JSON object: " + response.body()));
    }

    static String body(String model, String prompt, Object size, Object duration) {
        ObjectNode body = SimulatorJson.object().put("model", model);
        body.putObject("input").put("prompt", prompt);
        body.putObject("parameters").putPOJO("size", size).putPOJO("duration", duration);
        return SimulatorJson.text(body);
    }
}
