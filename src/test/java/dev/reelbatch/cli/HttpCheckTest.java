package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

@Timeout(240)
class HttpCheckTest extends WithSharedHome {

    private static final String TWO = "prompt\na kite over the sea\na boat at dawn\n";

    @Override
    Map<String, String> settings() {
        return Map.of("reelbatch.link.private-addresses", "true");
    }

    @BeforeAll
    void serve() throws Exception {
        rig.serve();
    }

    private HttpResponse<String> check(String name, String sheet, String... fields) throws Exception {
        return rig.send(rig.sheetForm("/api/v1/check", name, sheet, fields));
    }

    private JsonNode findings(String name, String sheet, String... fields) throws Exception {
        HttpResponse<String> answer = check(name, sheet, fields);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain(folder.toString());
        try (Stream<Path> kept = uploads()) {
            assertThat(kept).isEmpty();
        }
        return ApiRig.json(answer);
    }

    private Stream<Path> uploads() throws Exception {
        Path uploads = rig.home.folder().resolve("uploads");
        return Files.isDirectory(uploads) ? Files.list(uploads) : Stream.empty();
    }

    @Test
    void whenASheetIsRightThenItsVideosAndCostAreCountedAndNothingIsDone() throws Exception {
        JsonNode found = findings("mugs.csv", TWO);
        assertThat(found.path("input").asString()).isEqualTo("mugs.csv");
        assertThat(found.path("ok").asBoolean()).isTrue();
        assertThat(found.path("videos").asInt()).isEqualTo(2);
        assertThat(found.path("to_submit").asInt()).isEqualTo(2);
        assertThat(found.path("rehearsal").asBoolean()).isTrue();
        assertThat(rig.simulator.acceptedCount()).isZero();
    }

    @Test
    void whenVideosExistAlreadyThenTheyAreCounted() throws Exception {
        String sheet = TWO.replace("kite", "swan");
        try (ApiRig own = new ApiRig(folder.resolve("own"), ApiRig.simulator(Duration.ofSeconds(2))).serve()) {
            own.awaitState(own.run("a.csv", sheet, "max_cost=none").path("id").asString(), "completed");
            JsonNode found = ApiRig.json(own.send(own.sheetForm("/api/v1/check", "a.csv", sheet)));
            assertThat(found.path("existing").path("delivered").asInt()).isEqualTo(2);
            assertThat(found.path("to_submit").asInt()).isZero();
            JsonNode fresh = ApiRig.json(own.send(own.sheetForm("/api/v1/check", "a.csv", sheet, "fresh=true")));
            assertThat(fresh.path("to_submit").asInt()).isEqualTo(2);
        }
    }

    @Test
    void whenRowsAreWrongThenTheFindingsListThem() throws Exception {
        JsonNode found = findings("mugs.csv", "prompt,duration\na kite,five\na boat,4\n");
        assertThat(found.path("ok").asBoolean()).isFalse();
        assertThat(found.path("error_count").asInt()).isEqualTo(1);
        assertThat(found.path("errors").get(0).path("row").asInt()).isEqualTo(2);
        assertThat(found.path("errors").get(0).path("column").asString()).isEqualTo("duration");
    }

    @Test
    void whenItWouldCostMoreThanMaxCostThenAWarningSaysSoAndNoneIsNeeded() throws Exception {
        JsonNode found = findings("mugs.csv", TWO, "max_cost=0.01");
        assertThat(found.path("warnings").toString()).contains("max_cost").doesNotContain("--");
        assertThat(findings("mugs.csv", TWO, "max_cost=none", "job=other").path("warnings"))
                .isEmpty();
    }

    @Test
    void whenTheRequestIsWrongThenItIsRefusedAndNothingIsKept() throws Exception {
        for (String field : List.of("colour=red", "rows=x", "fresh=perhaps", "max_failures=many")) {
            HttpResponse<String> answer = check("mugs.csv", TWO, field);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
            assertThat(ApiRig.json(answer).path("detail").asString()).contains(field.substring(0, field.indexOf('=')));
        }
        assertThat(check("mugs.csv", "").statusCode()).isEqualTo(422);
        assertThat(rig.get("/api/v1/check").statusCode()).isEqualTo(405);
        assertThat(rig.send(rig.to("/api/v1/check").POST(HttpRequest.BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(415);
        try (Stream<Path> kept = uploads()) {
            assertThat(kept).isEmpty();
        }
    }

    @Test
    void whenFourSheetsAreBeingCheckedThenTheNextCallerIsToldToTryAgain() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String link = "http://127.0.0.1:" + silent.getLocalPort() + "/mugs.csv";
            List<Socket> callers = new ArrayList<>();
            List<CompletableFuture<HttpResponse<String>>> open = new ArrayList<>();
            for (int n = 0; n < 4; n++) {
                HttpRequest.Builder request = rig.formTo("/api/v1/check", "sheet=" + link);
                open.add(CompletableFuture.supplyAsync(() -> sent(request)));
                callers.add(silent.accept());
            }
            HttpResponse<String> fifth = check("mugs.csv", TWO);
            assertThat(fifth.statusCode()).as(fifth.body()).isEqualTo(503);
            assertThat(fifth.headers().firstValue("Retry-After")).isPresent();
            for (Socket caller : callers) {
                caller.close();
            }
            silent.close();
            open.forEach(CompletableFuture::join);
        }
        findings("mugs.csv", TWO);
    }

    private HttpResponse<String> sent(HttpRequest.Builder request) {
        try {
            return rig.send(request);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
