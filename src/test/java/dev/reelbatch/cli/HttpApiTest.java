package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** One server for all; each test has rows of its own. */
@Timeout(120)
class HttpApiTest extends WithSharedHome {

    private static final String PROBLEM = "application/problem+json";

    private static int tests;

    private String two = "";
    private int accepted;
    private int requested;

    @BeforeEach
    void newRows() throws Exception {
        tests++;
        two = "prompt\na kite over the sea take %d\na boat at dawn take %d\n".formatted(tests, tests);
        accepted = rig.simulator.acceptedCount();
        requested = requested();
    }

    @Override
    Map<String, String> settings() {
        return Map.of("reelbatch.link.private-addresses", "true");
    }

    @BeforeAll
    void serve() throws Exception {
        rig.serve();
    }

    private int requested() throws IOException, InterruptedException {
        return rig.json("/api/v1/runs").size();
    }

    /** An upload is deleted a moment after its end is recorded. */
    private void assertNothingIsKept() {
        Awaitility.await().untilAsserted(() -> assertThat(uploads()).isEmpty());
    }

    private int acceptedNow() {
        return rig.simulator.acceptedCount() - accepted;
    }

    private static void assertProblem(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith(PROBLEM);
        JsonNode problem = ApiRig.json(response);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("detail").asString()).isNotBlank();
    }

    private List<Path> uploads() throws IOException {
        Path uploads = rig.home.folder().resolve("uploads");
        if (!Files.isDirectory(uploads)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(uploads)) {
            return all.toList();
        }
    }

    @Test
    void whenNoTokenOrAWrongOneIsShownThenNothingIsAnsweredButHealth() throws Exception {
        HttpRequest.Builder none = HttpRequest.newBuilder(rig.url("/api/v1/runs"));
        assertProblem(rig.send(none), 401);
        assertProblem(rig.send(none.header("Authorization", "Bearer " + "x".repeat(43))), 401);
        assertProblem(rig.send(HttpRequest.newBuilder(rig.url("/api/v1/runs?token=" + rig.token()))), 401);
        assertProblem(rig.send(HttpRequest.newBuilder(rig.url("/api/v1/openapi.json"))), 401);
        assertThat(rig.send(HttpRequest.newBuilder(rig.url("/healthz"))).body()).contains("up");
        assertThat(rig.send(HttpRequest.newBuilder(rig.url("/readyz"))).body()).contains("ready");
    }

    /** Tomcat refuses these itself, before anybody else is asked. */
    @Test
    void whenAnAddressIsNoneThenThatIsAProblemLikeAnyOther() throws Exception {
        assertProblem(rig.get("/api/v1/runs/x/files/..%2F..%2Fhome"), 400);
        try (Socket socket = new Socket("127.0.0.1", rig.url("/").getPort())) {
            socket.getOutputStream()
                    .write("GET /api/v1/runs/{x} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400")
                    .doesNotContain("<html");
        }
    }

    /** As a browser sends it that was led here under the name of another site. */
    @Test
    void whenTheHostIsThatOfAnotherSiteThenNothingIsAnswered() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", rig.url("/").getPort())) {
            socket.getOutputStream()
                    .write(("GET /api/v1/runs HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n"
                                    + "Authorization: Bearer " + rig.token() + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400")
                    .contains(PROBLEM);
        }
    }

    @Test
    void whenItAnswersThenNoPageOfAnotherSiteCanUseIt() throws Exception {
        HttpResponse<String> answer = rig.get("/api/v1/runs");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'")
                .contains("frame-ancestors 'none'");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void whenASheetIsPostedThenItIsAcceptedAndItsVideosCanBeDownloaded() throws Exception {
        HttpResponse<String> accepted = rig.send(rig.upload("mugs.csv", two, "max_cost=none"));
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        String id = ApiRig.json(accepted).path("id").asString();
        assertThat(accepted.headers().firstValue("Location")).contains("/api/v1/runs/" + id);
        JsonNode run = rig.awaitState(id, "completed");
        assertThat(run.path("job").asString()).isEqualTo("mugs");
        assertThat(run.path("counts").path("delivered").asInt()).isEqualTo(2);
        assertThat(run.path("cost").path("CNY").decimalValue()).isEqualByComparingTo("5.68");
        assertThat(run.path("exit_code").asInt(-1)).isZero();
        assertThat(run.path("requested_by").asString()).isEqualTo("owner");
        assertThat(acceptedNow()).isEqualTo(2);
        String manifest =
                rig.get("/api/v1/runs/" + id + "/files/manifest.jsonl").body();
        assertThat(manifest.lines()).hasSize(2).allMatch(line -> line.contains("\"delivered\""));
        String video = manifest.replaceFirst("(?s).*\"file\":\"(videos/[^\"]+)\".*", "$1");
        HttpResponse<String> part =
                rig.send(rig.to("/api/v1/runs/" + id + "/files/" + video).header("Range", "bytes=0-11"));
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).hasSize(12).contains("ftyp");
        assertThat(rig.json("/api/v1/jobs").toString())
                .contains("\"job\":\"mugs\"")
                .doesNotContain(folder.toString());
        assertThat(rig.json("/api/v1/jobs/mugs")
                        .path("states")
                        .path("delivered")
                        .asInt())
                .isEqualTo(2);
        assertNothingIsKept();
    }

    @Test
    void whenAFieldIsATemplateThenItMakesThePrompts() throws Exception {
        String sheet = "product,surface\nmug %d,oak\n".formatted(tests);
        String id = rig.run(
                        "mugs-of-%d.csv".formatted(tests), sheet, "max_cost=none", "template=A {product} on {Surface}")
                .path("id")
                .asString();
        rig.awaitState(id, "completed");
        assertThat(rig.get("/api/v1/runs/" + id + "/files/manifest.csv").body())
                .contains("A mug %d on oak".formatted(tests));
        assertProblem(rig.send(rig.upload("mugs.csv", sheet, "max_cost=none", "template=A {prodct}")), 422);
    }

    @Test
    void whenTheSheetIsALinkThenItIsFetchedAndRunAndTheSameKeyLeadsToTheSameRun() throws Exception {
        List<String> requests = new CopyOnWriteArrayList<>();
        HttpServer host = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        host.createContext("/", exchange -> {
            requests.add(exchange.getRequestURI().toString());
            byte[] sheet = two.getBytes(StandardCharsets.UTF_8);
            try (exchange) {
                exchange.sendResponseHeaders(
                        exchange.getRequestURI().getPath().equals("/gone") ? 404 : 200, sheet.length);
                exchange.getResponseBody().write(sheet);
            }
        });
        host.start();
        try {
            String link = "http://127.0.0.1:" + host.getAddress().getPort();
            String[] fields = {"sheet=" + link + "/from-afar.csv?k=s3cret", "max_cost=none"};
            JsonNode run = rig.accepted(rig.form(fields).header("Idempotency-Key", "afar-" + tests));
            JsonNode done = rig.awaitState(run.path("id").asString(), "completed");
            assertThat(done.path("job").asString()).isEqualTo("from-afar");
            assertThat(acceptedNow()).isEqualTo(2);
            two = two + "a third scene\n";
            JsonNode again = rig.accepted(rig.form(fields).header("Idempotency-Key", "afar-" + tests));
            assertThat(again.path("id")).isEqualTo(run.path("id"));
            assertThat(requests).containsExactly("/from-afar.csv?k=s3cret");
            assertThat(rig.get("/api/v1/runs").body()).doesNotContain("s3cret", "127.0.0.1");
            HttpResponse<String> gone = rig.send(rig.form("sheet=" + link + "/gone?k=s3cret", "max_cost=none"));
            assertProblem(gone, 422);
            assertThat(gone.body())
                    .contains("There is no sheet behind this link")
                    .doesNotContain("s3cret");
            HttpResponse<String> other = rig.send(rig.form("sheet=ftp://a.example/s3cret.csv", "max_cost=none"));
            assertProblem(other, 422);
            assertThat(other.body()).contains("not a link to a sheet").doesNotContain("s3cret");
            assertProblem(rig.send(rig.form("sheet=/etc/passwd", "max_cost=none")), 422);
            assertProblem(rig.send(rig.form("max_cost=none")), 400);
            assertThat(rig.home.folder().resolve("fetched")).doesNotExist();
        } finally {
            host.stop(0);
        }
        assertNothingIsKept();
    }

    @Test
    void whenTheSameKeyComesAgainThenItIsTheSameRunAndAnotherSheetUnderItIsRefused() throws Exception {
        String first = ApiRig.json(rig.send(rig.upload("mugs.csv", two, "max_cost=none", "fresh=true")
                        .header("Idempotency-Key", "night-1")))
                .path("id")
                .asString();
        rig.awaitState(first, "completed");
        HttpResponse<String> again = rig.send(
                rig.upload("mugs.csv", two, "max_cost=none", "fresh=true").header("Idempotency-Key", "night-1"));
        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(ApiRig.json(again).path("id").asString()).isEqualTo(first);
        assertProblem(
                rig.send(rig.upload("mugs.csv", two + "a third\n", "max_cost=none", "fresh=true")
                        .header("Idempotency-Key", "night-1")),
                422);
        assertThat(requested()).isEqualTo(requested + 1);
        assertThat(acceptedNow()).isEqualTo(2);
        assertNothingIsKept();
    }

    @Test
    void whenOneKeyComesManyTimesAtOnceThenOneRunPaysOnce() throws Exception {
        List<CompletableFuture<String>> callers = new ArrayList<>();
        for (int caller = 0; caller < 20; caller++) {
            callers.add(CompletableFuture.supplyAsync(() -> {
                try {
                    return rig.accepted(rig.upload("mugs.csv", two, "max_cost=none", "fresh=true")
                                    .header("Idempotency-Key", "one"))
                            .path("id")
                            .asString();
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        Set<String> ids = new HashSet<>();
        callers.forEach(caller -> ids.add(caller.join()));
        assertThat(ids).hasSize(1);
        rig.awaitState(ids.iterator().next(), "completed");
        assertThat(acceptedNow()).isEqualTo(2);
    }

    @Test
    void whenManyRequestTheSameRowsAtOnceThenEachIsPaidForOnce() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int caller = 0; caller < 8; caller++) {
            ids.add(rig.run("sheet %d.csv".formatted(caller), two, "max_cost=none")
                    .path("id")
                    .asString());
        }
        ids.forEach(id -> rig.awaitState(id, "completed"));
        assertThat(acceptedNow()).isEqualTo(2);
    }

    @Test
    void whenRowsAreWrongThenTheAnswerNamesThemAndNothingIsLeftBehind() throws Exception {
        HttpResponse<String> refused =
                rig.send(rig.upload("wrong.csv", "prompt,duration\na kite,8\na boat,9\n", "max_cost=none"));
        assertProblem(refused, 422);
        JsonNode rows = ApiRig.json(refused).path("rows");
        assertThat(rows.size()).isEqualTo(1);
        assertThat(rows.path(0).path("row").asInt()).isEqualTo(3);
        assertThat(rows.path(0).path("column").asString()).isEqualTo("duration");
        assertThat(requested()).isEqualTo(requested);
        assertNothingIsKept();
        assertThat(folder.resolve("out/wrong")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "rows=2, max_cost",
        "max_cost=ten, max_cost",
        "max_cost=none&max_costs=3, did you mean max_cost",
        "max_cost=none&out=/tmp/elsewhere, There is no field out",
        "max_cost=none&home=/tmp/elsewhere, There is no field home",
        "max_cost=none&api_url=http://127.0.0.1:1, There is no field api_url",
        "max_cost=none&fresh=maybe, true or false",
        "max_cost=1, would cost",
        "max_cost=none&job=../up, can't be a job name",
    })
    void whenAFieldIsWrongThenItIsNamedAndNothingIsLeftBehind(String fields, String said) throws Exception {
        HttpResponse<String> refused = rig.send(rig.upload("mugs.csv", two, fields.split("&")));
        assertProblem(refused, 422);
        assertThat(ApiRig.json(refused).path("detail").asString())
                .contains(said)
                .doesNotContain("--");
        assertThat(requested()).isEqualTo(requested);
        assertNothingIsKept();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/runs/none",
                "/api/v1/runs/none/events",
                "/api/v1/runs/none/files/manifest.csv",
                "/api/v1/jobs/none",
                "/api/v1/nothing",
                "/error"
            })
    void whenThereIsNoSuchThingThenAProblemSaysSo(String path) throws Exception {
        assertProblem(rig.get(path), 404);
    }

    @Test
    void whenARequestHasAWrongFormThenAProblemSaysSo() throws Exception {
        assertProblem(rig.send(rig.to("/api/v1/jobs").DELETE()), 405);
        assertProblem(
                rig.send(rig.to("/api/v1/runs")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))),
                415);
        assertProblem(rig.send(rig.upload("mugs.csv", "prompt\n" + "x".repeat(2 << 20), "max_cost=none")), 413);
        assertProblem(
                rig.send(rig.to("/api/v1/runs")
                        .header("Content-Type", "multipart/form-data; boundary=x")
                        .POST(HttpRequest.BodyPublishers.ofString("--x--\r\n"))),
                400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "files/../../../home/server.json",
                "files/videos/..",
                "files/videos/..%2f..%2fserver.json",
                "files/%2e%2e/manifest.csv",
                "files/.reelbatch",
                "files/videos/%00"
            })
    void whenANameLeadsOutOfTheResultsThenThereIsNoSuchFile(String path) throws Exception {
        String id = rig.run("mugs.csv", two, "max_cost=none").path("id").asString();
        rig.awaitState(id, "completed");
        HttpResponse<String> answer = rig.get("/api/v1/runs/" + id + "/" + path);
        assertThat(answer.statusCode()).isIn(400, 404);
        assertThat(answer.body()).doesNotContain(rig.token());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"job.yaml", "../../../job.yml", "C:\\x\\mugs.csv", "a/b.csv", "", "\u202egnp.csv", "con.csv"})
    void whenAFileNameIsHostileThenItIsASheetInTheHomeAndNothingElse(String name) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret.csv"), "prompt\na secret\n");
        HttpResponse<String> answer =
                rig.send(rig.upload(name.replace("\\", "\\\\"), "input: " + secret + "\n", "max_cost=none"));
        assertProblem(answer, 422);
        assertThat(answer.body()).doesNotContain(folder.toString());
        assertNothingIsKept();
        assertThat(requested()).isEqualTo(requested);
    }

    @Test
    void whenTheAddressCanBeReachedFromElsewhereOrThePortIsInUseThenItIsRefused() {
        assertThatThrownBy(() -> rig.answer("0.0.0.0", "0")).hasMessageContaining("reelbatch.serve.address");
        assertThatThrownBy(() ->
                        rig.answer("127.0.0.1", String.valueOf(rig.url("/").getPort())))
                .hasMessageContaining("in use")
                .hasMessageContaining("reelbatch.serve.port");
    }
}
