package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** The description of the HTTP API, compared with what is really taken and answered. */
@Timeout(240)
class OpenApiTest extends WithSharedHome {

    @SuppressWarnings("NullAway.Init")
    private JsonNode api;

    @SuppressWarnings("NullAway.Init")
    private JsonNode run;

    @BeforeAll
    void runSheet() throws Exception {
        rig.serve();
        run = rig.json("/api/v1/runs/" + ended("mugs.csv", "prompt\na red mug\na blue mug\n", "completed"));
        api = rig.json("/api/v1/openapi.json");
    }

    private JsonNode schema(String name) {
        JsonNode schema = api.path("components").path("schemas").path(name);
        assertThat(schema.path("properties").size()).as(name).isPositive();
        return schema;
    }

    @Test
    void whenTheApiIsDescribedThenEveryOperationOfTheContractIsInIt() {
        Map<String, List<String>> operations = Map.ofEntries(
                Map.entry("/api/v1/check", List.of("post")),
                Map.entry("/api/v1/runs", List.of("get", "post")),
                Map.entry("/api/v1/runs/{id}", List.of("get")),
                Map.entry("/api/v1/runs/{id}/events", List.of("get")),
                Map.entry("/api/v1/runs/{id}/rows", List.of("get")),
                Map.entry("/api/v1/runs/{id}/rows/{row}/history", List.of("get")),
                Map.entry("/api/v1/runs/{id}/files/{name}", List.of("get")),
                Map.entry("/api/v1/runs/{id}/marks", List.of("get", "post")),
                Map.entry("/api/v1/runs/{id}/notes", List.of("post")),
                Map.entry("/api/v1/runs/{id}/stop", List.of("post")),
                Map.entry("/api/v1/runs/{id}/approve", List.of("post")),
                Map.entry("/api/v1/jobs", List.of("get")),
                Map.entry("/api/v1/jobs/{name}", List.of("get")),
                Map.entry("/api/v1/jobs/{job}/rerun", List.of("post")),
                Map.entry("/api/v1/jobs/{job}/accept", List.of("post")),
                Map.entry("/api/v1/jobs/{job}/resolve", List.of("post")),
                Map.entry("/api/v1/jobs/{job}/cancel", List.of("post")),
                Map.entry("/api/v1/submissions", List.of("get")),
                Map.entry("/api/v1/spending", List.of("get")),
                Map.entry("/api/v1/schedules", List.of("get")),
                Map.entry("/api/v1/schedules/{name}/run", List.of("post")),
                Map.entry("/api/v1/schedules/{name}/pause", List.of("post")),
                Map.entry("/api/v1/schedules/{name}/resume", List.of("post")),
                Map.entry("/healthz", List.of("get")),
                Map.entry("/readyz", List.of("get")));
        operations.forEach(
                (path, methods) -> assertThat(api.path("paths").path(path).propertyNames())
                        .as(path)
                        .containsAll(methods));
    }

    @Test
    void whenAnAnswerIsJsonThenItsFieldsAreDescribed() {
        List<String> vague = new ArrayList<>();
        api.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    JsonNode responses = operation.getValue().path("responses");
                    responses.properties().forEach(response -> response.getValue()
                            .path("content")
                            .properties()
                            .forEach(content -> {
                                JsonNode schema = content.getValue().path("schema");
                                JsonNode object =
                                        schema.path("type").asString("").equals("array")
                                                ? schema.path("items")
                                                : schema;
                                String name = object.path("$ref").asString("").replace("#/components/schemas/", "");
                                boolean isFile =
                                        object.path("format").asString("").equals("binary");
                                boolean isText = content.getKey().startsWith("text/plain");
                                if (!isFile
                                        && !isText
                                        && !api.at("/components/schemas/" + name)
                                                .has("properties")) {
                                    vague.add(operation.getKey() + " " + path.getKey() + " " + response.getKey() + " "
                                            + content.getKey() + " " + schema);
                                }
                            }));
                }));
        assertThat(vague).isEmpty();
    }

    @Test
    void whenAFormIsDescribedThenItHasTheFieldsThatAreRead() {
        JsonNode form = schema("RunForm");
        assertThat(form.path("properties").propertyNames())
                .containsExactlyInAnyOrderElementsOf(HttpRunOptions.fields());
        assertThat(form.path("required").toString()).contains("sheet", "max_cost");
        assertThat(api.path("paths")
                        .path("/api/v1/runs")
                        .path("post")
                        .path("requestBody")
                        .toString())
                .contains("multipart/form-data")
                .contains("schemas/RunForm");
        JsonNode check = schema("CheckForm");
        assertThat(check.path("properties")).isEqualTo(form.path("properties"));
        assertThat(check.path("required").toString()).isEqualTo("[\"sheet\"]");
        assertThat(api.path("paths")
                        .path("/api/v1/check")
                        .path("post")
                        .path("requestBody")
                        .toString())
                .contains("multipart/form-data")
                .contains("schemas/CheckForm");
    }

    @Test
    void whenAnObjectIsAnsweredThenItIsAsDescribed() throws Exception {
        assertHasFieldsOf("RunView", run);
        assertHasFieldsOf("Job", rig.json("/api/v1/jobs").path(0));
        assertHasFieldsOf("Job", rig.json("/api/v1/jobs/mugs"));
        assertHasFieldsOf("Submission", rig.json("/api/v1/submissions").path(0));
        assertHasFieldsOf(
                "RowView",
                rig.json("/api/v1/runs/" + run.path("id").asString() + "/rows").path(0));
        JsonNode history = rig.json("/api/v1/runs/" + run.path("id").asString() + "/rows/2/history")
                .path(0);
        assertHasFieldsOf("RowHistoryView", history);
        assertHasFieldsOf("CheckView", history.path("checks").path(0));
        HttpResponse<String> findings = rig.send(rig.sheetForm("/api/v1/check", "more.csv", "prompt\na green mug\n"));
        assertHasFieldsOf("Findings", ApiRig.json(findings));
    }

    /** A described field that is not required may be missing; one that is not described must not be there. */
    private void assertHasFieldsOf(String name, JsonNode answer) {
        JsonNode schema = schema(name);
        assertThat(schema.path("properties").propertyNames())
                .as(answer.toString())
                .containsAll(answer.propertyNames());
        assertThat(answer.propertyNames().size()).as(answer.toString()).isPositive();
        schema.path("required").forEach(field -> assertThat(answer.has(field.asString()))
                .as("%s of %s", field, answer)
                .isTrue());
    }

    @Test
    void whenAFieldOfARunIsNullThenTheDescriptionAllowsThatAndNamesAllFieldsAsAlwaysThere() {
        JsonNode described = schema("RunView");
        List<String> required =
                described.path("required").valueStream().map(JsonNode::asString).toList();
        assertThat(required).containsExactlyInAnyOrderElementsOf(run.propertyNames());
        run.properties().stream().filter(field -> field.getValue().isNull()).forEach(field -> assertThat(described
                        .path("properties")
                        .path(field.getKey())
                        .path("type")
                        .toString())
                .as(field.getKey())
                .contains("null"));
        assertThat(schema("ProblemDetail").path("properties").propertyNames()).contains("rows", "error_count");
    }
}
