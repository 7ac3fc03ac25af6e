package dev.reelbatch.simulator;

import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes JSON. */
final class SimulatorJson {

    private static final JsonMapper MAPPER = new JsonMapper();

    private SimulatorJson() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Parses an object; empty if the text is anything else. */
    static Optional<ObjectNode> object(String text) {
        try {
            return MAPPER.readTree(text) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    static String text(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    /** Returns the prompt of a submit's body; empty if there is none. */
    static String prompt(String submitBody) {
        return object(submitBody).map(SimulatorJson::prompt).orElse("");
    }

    static String withoutExternalId(String submitBody) {
        return object(submitBody)
                .map(submit -> {
                    submit.withObjectProperty("parameters").remove("external_task_id");
                    return text(submit);
                })
                .orElse(submitBody);
    }

    /** Returns the id that the caller gave the task; null if there is none. */
    static @Nullable String externalId(ObjectNode submit) {
        String id = submit.path("parameters").path("external_task_id").asString("");
        return id.isEmpty() ? null : id;
    }

    static String prompt(ObjectNode submit) {
        JsonNode input = submit.path("input");
        return input.path("content").isArray()
                ? input.path("content")
                        .valueStream()
                        .map(item -> item.path("text").asString(""))
                        .collect(Collectors.joining())
                : input.path("prompt").asString("");
    }
}
