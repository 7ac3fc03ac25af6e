package dev.reelbatch.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.media.Schema;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The schemas of answers that are the objects which the command line prints, too; from {@code docs/schema}. */
final class AnswerSchemas {

    private static final String PROPERTIES = "properties";
    private static final String REQUIRED = "required";
    private static final String NAME = "job";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private AnswerSchemas() {}

    /** Returns all of them, by name. */
    static Map<String, Schema<?>> all() {
        JsonNode job = read("status").at("/properties/jobs/items");
        JsonNode submission = read("submission");
        ((ObjectNode) submission.path(PROPERTIES))
                .set(NAME, job.path(PROPERTIES).path(NAME));
        ((ArrayNode) submission.path(REQUIRED)).add(NAME);
        return Map.of(
                SchemaNames.FINDINGS,
                schema(read("check")),
                SchemaNames.JOB,
                schema(without("out", job)),
                SchemaNames.SUBMISSION,
                schema(submission),
                SchemaNames.PROGRESS,
                schema(read("progress")));
    }

    private static JsonNode read(String name) {
        return JSON.readTree(Path.of("docs", "schema", name + ".json"));
    }

    private static JsonNode without(String property, JsonNode schema) {
        ((ObjectNode) schema.path(PROPERTIES)).remove(property);
        ((ArrayNode) schema.path(REQUIRED)).removeIf(name -> name.asString().equals(property));
        return schema;
    }

    private static Schema<?> schema(JsonNode schema) {
        ((ObjectNode) schema).remove("$schema"); // said once for the whole description
        try {
            return Json31.mapper().readValue(schema.toString(), Schema.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
