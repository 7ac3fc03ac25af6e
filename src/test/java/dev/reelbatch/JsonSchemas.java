package dev.reelbatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The JSON Schemas in docs/schema, which say what programs may expect. */
public final class JsonSchemas {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private JsonSchemas() {}

    /** Every line is an object that the schema describes, with no name that it does not know. */
    public static void assertLines(String schema, String lines) {
        assertThat(lines).isNotBlank();
        lines.lines().forEach(line -> assertDescribes(schema, line));
    }

    /** The text is an object that the schema describes, with no name that it does not know. */
    public static void assertDescribes(String schema, String json) {
        assertThat(strict(schema)
                        .validate(
                                JSON.readTree(json),
                                (ExecutionContext context) ->
                                        context.executionConfig(config -> config.formatAssertionsEnabled(true))))
                .as(json)
                .isEmpty();
    }

    private static Schema strict(String name) {
        try {
            JsonNode schema = JSON.readTree(Files.readString(Path.of("docs", "schema", name + ".json")));
            close(schema);
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A published schema lets later versions add names; a test does not. */
    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        schema.forEach(JsonSchemas::close);
    }
}
