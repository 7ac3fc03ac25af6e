package dev.reelbatch.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A {@code reelbatch serve} of a ground's home, and what can be asked of it over HTTP. */
final class ServedHome implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(10);
    private static final int ACCEPTED = 202;
    private static final String BOUNDARY = "----bench";

    private final Process process;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LONG_ENOUGH)
            .build();
    private final String url;
    private final String token;

    private ServedHome(Process process, JsonNode server) {
        this.process = process;
        this.url = server.path("url").asString();
        this.token = server.path("token").asString();
    }

    /**
     * Starts it with a pace for all runs, and waits until it answers.
     *
     * @param rate as in {@code 50/s}
     */
    static ServedHome start(Ground ground, String rate) throws IOException, InterruptedException {
        Files.createDirectories(ground.folder().resolve("drops"));
        Path jobFile = Files.writeString(ground.folder().resolve("drops.yaml"), """
                inbox: drops
                max-cost: none
                rate: %s
                max-in-flight: 100000
                api-url: %s
                """.formatted(
                        rate, ground.simulator().url()));
        List<String> words = new ArrayList<>(List.of("serve", jobFile.toString(), "-Dreelbatch.serve.port=0"));
        words.addAll(Ground.EAGER);
        Process process = ground.start("", words);
        Path server = ground.home().resolve("server.json");
        while (!Files.exists(server) || Files.size(server) == 0) {
            if (!process.isAlive()) {
                throw new IllegalStateException("serve ended with " + process.exitValue());
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return new ServedHome(process, JSON.readTree(Files.readString(server)));
    }

    /** Asks for a path of the API, and reads the whole answer. */
    HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), BodyHandlers.ofByteArray());
    }

    /** Asks for a path as a browser does, and returns as soon as the answer begins. */
    HttpResponse<InputStream> open(String path) throws IOException, InterruptedException {
        return http.send(request(path).header("Accept", "text/html").build(), BodyHandlers.ofInputStream());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(LONG_ENOUGH)
                .header("Authorization", "Bearer " + token);
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        return JSON.readTree(get(path).body());
    }

    /** Requests a run of a sheet with {@code rows} prompts of its own. Returns its id. */
    String request(String job, int rows) throws IOException, InterruptedException {
        StringBuilder sheet = new StringBuilder("prompt\n");
        for (int row = 1; row <= rows; row++) {
            sheet.append("clip %d of %s over the sea\n".formatted(row, job));
        }
        String body = part("max_cost\"", "none") + part("sheet\"; filename=\"" + job + ".csv\"", sheet.toString())
                + "--" + BOUNDARY + "--\r\n";
        HttpResponse<String> response = http.send(
                request("/api/v1/runs")
                        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (response.statusCode() != ACCEPTED) {
            throw new IllegalStateException(response.body());
        }
        return JSON.readTree(response.body()).path("id").asString();
    }

    private static String part(String name, String content) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\r\n\r\n" + content + "\r\n";
    }

    /** Waits for a run's end, and returns the time from its request on. */
    Duration await(String id) throws IOException, InterruptedException {
        JsonNode run = json("/api/v1/runs/" + id);
        while (run.path("ended_at").isNull() || run.path("ended_at").isMissingNode()) {
            TimeUnit.MILLISECONDS.sleep(500);
            run = json("/api/v1/runs/" + id);
        }
        if (!run.path("state").asString().equals("completed")) {
            throw new IllegalStateException(run.toString());
        }
        return Duration.between(
                Instant.parse(run.path("requested_at").asString()),
                Instant.parse(run.path("ended_at").asString()));
    }

    /** CPU time of the process so far. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
