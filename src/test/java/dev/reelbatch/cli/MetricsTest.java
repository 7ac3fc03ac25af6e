package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelbatch.e2e.Tmpfs;
import dev.reelbatch.simulator.ApiErrors;
import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What monitors read from a {@code serve}: figures, and whether it is ready. */
@Timeout(180)
class MetricsTest {

    private static final double PRICE = 2.84;
    private static final Pattern NAME = Pattern.compile("\\b((?:reelbatch|spring_batch|jvm|process)_\\w+)(\\{[^}]*})?");

    @TempDir
    private Path folder;

    private ApiRig rig() throws InterruptedException {
        return new ApiRig(folder, ApiRig.simulator(Duration.ofSeconds(2))).serve();
    }

    private static HttpResponse<String> plain(ApiRig rig, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(rig.url(path));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return rig.send(request);
    }

    private static MetricsText scrape(ApiRig rig) throws IOException, InterruptedException {
        return new MetricsText(plain(rig, "/metrics").body());
    }

    private static void awaitRun(ApiRig rig, String sheet, String state) throws IOException, InterruptedException {
        rig.awaitState(rig.run("clips.csv", sheet, "max_cost=none").path("id").asString(), state);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> scrape(rig).value("reelbatch_runs{state=\"running\"}") == 0);
    }

    /** The figures of a home are read at most once a second. */
    private static MetricsText fresh(ApiRig rig) throws IOException, InterruptedException {
        double before = scrape(rig).value("process_uptime_seconds");
        return Awaitility.await().until(() -> scrape(rig), now -> now.value("process_uptime_seconds") > before + 1.5);
    }

    @Test
    void whenARunMeetsFailuresThenTheFiguresAreThoseOfTheApi() throws Exception {
        try (ApiRig rig = rig()) {
            rig.simulator.onSubmit(CallMatcher.nth(2), CallFault.answer(ApiErrors.rateLimit()));
            rig.simulator.onSubmit(CallMatcher.promptContains("doubted"), CallFault.processThenDrop());
            rig.simulator.onStatus(CallMatcher.nth(3), CallFault.answer(ApiErrors.rateLimit()));
            awaitRun(rig, "prompt\na\nb\nc\ndoubted\ne\nf\n[fails] g\n[moderated] h\n", "incomplete");
            MetricsText metrics = fresh(rig);

            assertThat(metrics.sum("reelbatch_submits_total")).isEqualTo(rig.simulator.submitCalls());
            assertThat(metrics.value("reelbatch_submits_total{outcome=\"rate_limited\"}"))
                    .isEqualTo(1);
            assertThat(metrics.value("reelbatch_submits_total{outcome=\"refused\"}"))
                    .isEqualTo(1);
            assertThat(metrics.value("reelbatch_submits_total{outcome=\"in_doubt\"}"))
                    .isEqualTo(1);
            assertThat(metrics.value("reelbatch_submits_total{outcome=\"accepted\"}"))
                    .isEqualTo(rig.simulator.acceptedCount() - 1);
            assertThat(metrics.value("reelbatch_rate_limited_total{operation=\"submit\"}"))
                    .isEqualTo(1);
            assertThat(metrics.value("reelbatch_rate_limited_total{operation=\"status\"}"))
                    .isEqualTo(1);
            assertThat(metrics.value("reelbatch_clips{state=\"in_doubt\"}")).isEqualTo(1);
            assertThat(metrics.value("reelbatch_clips{state=\"failed\"}")).isEqualTo(2);
            assertThat(metrics.value("reelbatch_clips{state=\"delivered\"}")).isEqualTo(5);
            assertThat(metrics.value("reelbatch_clip_moves_total{to=\"delivered\"}"))
                    .isEqualTo(5);
            assertThat(metrics.value("reelbatch_spent{currency=\"CNY\"}"))
                    .isCloseTo(rig.simulator.acceptedCount() * PRICE, within(1e-9));
            assertThat(metrics.value("reelbatch_api_request_duration_seconds_count{operation=\"submit\"}"))
                    .isEqualTo(rig.simulator.submitCalls());
            assertThat(metrics.value("reelbatch_api_request_duration_seconds_count{operation=\"status\"}"))
                    .isEqualTo(rig.simulator.statusCalls());
            assertThat(metrics.value("reelbatch_api_request_duration_seconds_count{operation=\"download\"}"))
                    .isEqualTo(rig.simulator.downloadCalls());
            assertThat(metrics.value("reelbatch_downloaded_bytes_total")).isEqualTo(videoBytes());
            assertThat(metrics.value("reelbatch_oldest_open_task_age_seconds")).isZero();
            assertThat(metrics.value("reelbatch_journal_group_size_sum"))
                    .isGreaterThanOrEqualTo(metrics.value("reelbatch_journal_group_size_count"))
                    .isGreaterThan(5 * 4);
            assertThat(metrics.value("reelbatch_runs_ended_total{outcome=\"incomplete\"}"))
                    .isEqualTo(1);
            assertThat(metrics.sum("spring_batch_job_seconds_count")).isEqualTo(1);
            assertThat(metrics.value("reelbatch_database_connections_max")).isGreaterThan(1);

            HttpResponse<String> accepted =
                    rig.send(rig.post("/api/v1/jobs/clips/accept", "{\"select\":\"in_doubt\"}"));
            assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(200);
            assertThat(fresh(rig).value("reelbatch_clips{state=\"in_doubt\"}")).isZero();
        }
    }

    private long videoBytes() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("out/clips/videos"))) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    @Test
    void whenATaskIsOpenThenItsAgeAndItsConnectionsAreKnown() throws Exception {
        try (ApiRig rig = new ApiRig(folder, ApiRig.simulator(Duration.ofHours(1))).serve()) {
            rig.run("clips.csv", "prompt\na\n", "max_cost=none");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> scrape(rig).value("reelbatch_oldest_open_task_age_seconds") > 0.5);
            assertThat(scrape(rig).value("reelbatch_clips{state=\"submitted\"}"))
                    .isEqualTo(1);
            assertThat(scrape(rig).value("reelbatch_runs{state=\"running\"}")).isEqualTo(1);
        }
    }

    @Test
    void whenABudgetIsSetThenWhatIsLeftOfItIsKnown() throws Exception {
        Map<String, String> budget = Map.of("reelbatch.budget", "500/day");
        try (ApiRig rig = new ApiRig(folder, ApiRig.simulator(Duration.ofSeconds(2)), budget).serve()) {
            awaitRun(rig, "prompt\na\nb\n", "completed");
            MetricsText metrics = fresh(rig);
            assertThat(metrics.value("reelbatch_budget{period=\"day\"}")).isEqualTo(500);
            assertThat(metrics.value("reelbatch_budget_left{period=\"day\"}")).isCloseTo(500 - 2 * PRICE, within(1e-9));
        }
    }

    @Test
    void whenTheDashboardOrARuleNamesAMetricThenItExists() throws Exception {
        Map<String, String> budget = Map.of("reelbatch.budget", "500/day");
        try (ApiRig rig = new ApiRig(folder, ApiRig.simulator(Duration.ofSeconds(2)), budget).serve()) {
            awaitRun(rig, "prompt\na\n", "completed");
            Map<String, Set<String>> known = fresh(rig).labels();
            JsonNode dashboard = JsonMapper.shared().readTree(Files.readString(Path.of("docs/grafana/reelbatch.json")));
            Set<String> expressions = new TreeSet<>(dashboard.findValuesAsString("expr"));
            assertThat(expressions).hasSizeGreaterThan(15);
            Object rules = new org.yaml.snakeyaml.Yaml()
                    .load(Files.readString(Path.of("docs/prometheus/reelbatch-rules.yaml")));
            JsonMapper.shared().valueToTree(rules).findValuesAsString("expr").forEach(expressions::add);
            expressions.forEach(expression -> assertKnown(expression, known));
        }
    }

    private static void assertKnown(String expression, Map<String, Set<String>> known) {
        Matcher name = NAME.matcher(expression.replaceAll("by \\([^)]*\\)", ""));
        while (name.find()) {
            assertThat(known).as(expression).containsKey(name.group(1));
            if (name.group(2) != null) {
                Matcher label = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)").matcher(name.group(2));
                while (label.find()) {
                    if (!Set.of("instance", "job").contains(label.group(1))) {
                        assertThat(known.get(name.group(1))).as(expression).contains(label.group(1));
                    }
                }
            }
        }
    }

    @Test
    void whenSomebodyElseForwardsThenATokenIsNeededAndNoPathIsTold() throws Exception {
        try (ApiRig rig = rig()) {
            assertThat(plain(rig, "/metrics").statusCode()).isEqualTo(200);
            assertThat(plain(rig, "/metrics", "X-Forwarded-For", "203.0.113.7").statusCode())
                    .isEqualTo(401);
            HttpResponse<String> shown = rig.send(rig.to("/metrics").header("X-Forwarded-For", "203.0.113.7"));
            assertThat(shown.statusCode()).isEqualTo(200);
            assertThat(shown.body()).doesNotContain(folder.toString(), rig.token());
            assertThat(plain(rig, "/metrics", "Accept", "application/openmetrics-text; version=1.0.0")
                            .body())
                    .endsWith("# EOF\n");
        }
    }

    private static JsonNode awaitReadiness(ApiRig rig, int status) throws IOException, InterruptedException {
        HttpResponse<String> answer = Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> plain(rig, "/readyz"), ready -> ready.statusCode() == status);
        assertThat(plain(rig, "/healthz").statusCode()).isEqualTo(200);
        return ApiRig.json(answer);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whenTheApiRefusesTheKeyThenItIsNotReadyUntilItAcceptsACall(boolean unknown) throws Exception {
        try (ApiRig rig = rig()) {
            awaitReadiness(rig, 200);
            rig.simulator.onSubmit(
                    CallMatcher.always(), CallFault.answer(unknown ? ApiErrors.authError() : ApiErrors.forbidden()));
            rig.run("clips.csv", "prompt\na\n", "max_cost=none");
            JsonNode problem = awaitReadiness(rig, 503);
            assertThat(problem.path("reason").asString()).isEqualTo("key_refused");
            assertThat(problem.path("detail").asString()).contains("rejected the key");
            assertThat(scrape(rig).value("reelbatch_ready")).isZero();
            assertThat(scrape(rig).value("reelbatch_problem{reason=\"key_refused\"}"))
                    .isEqualTo(1);
            rig.simulator.clearFaults();
            rig.run("others.csv", "prompt\nb\n", "max_cost=none");
            awaitReadiness(rig, 200);
        }
    }

    @Test
    void whenTheDiskOfTheResultsIsFullThenItIsNotReady() throws Exception {
        Map<String, String> floor = Map.of("reelbatch.serve.min-free-space", "4MB");
        try (Tmpfs disk = Tmpfs.mount(folder.resolve("out"), "8m");
                ApiRig rig = new ApiRig(folder, ApiRig.simulator(Duration.ofSeconds(2)), floor)) {
            awaitReadiness(rig, 200);
            disk.fill();
            JsonNode problem = awaitReadiness(rig, 503);
            assertThat(problem.path("reason").asString()).isEqualTo("disk_full");
            assertThat(problem.toString()).doesNotContain(folder.toString());
            assertThat(scrape(rig).value("reelbatch_disk_free_bytes{place=\"results\"}"))
                    .isZero();
            disk.empty();
            awaitReadiness(rig, 200);
        }
    }
}
